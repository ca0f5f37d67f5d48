// The categories' names for people, and which of them can have a cap.

import type { Category } from 'openpurse';

export const CATEGORY_NAMES: Record<Category, string> = {
  groceries: 'Groceries',
  eating_out: 'Eating out',
  shopping: 'Shopping',
  transport: 'Transport',
  travel: 'Travel',
  housing: 'Housing',
  home: 'Home',
  bills: 'Bills',
  subscriptions: 'Subscriptions',
  insurance: 'Insurance',
  health: 'Health',
  education: 'Education',
  entertainment: 'Entertainment',
  services: 'Services',
  gifts_charity: 'Gifts and charity',
  cash: 'Cash',
  fees: 'Fees',
  tax_gov: 'Tax and government',
  savings: 'Savings',
  transfers: 'Transfers',
  income: 'Income',
  other: 'Other',
};

/** Categories of spending: the core caps no others. */
export const CAPPABLE = (Object.keys(CATEGORY_NAMES) as Category[]).filter((category) => category !== 'income' && category !== 'transfers');
