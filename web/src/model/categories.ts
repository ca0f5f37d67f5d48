// The categories, their names for people, and which of them can have a cap.

import type { Category } from 'openpurse';
import { t } from '../text/index.ts';

export const CATEGORIES: readonly Category[] = [
  'groceries', 'eating_out', 'shopping', 'transport', 'travel', 'housing', 'home', 'bills', 'subscriptions', 'insurance', 'health',
  'education', 'entertainment', 'services', 'gifts_charity', 'cash', 'fees', 'tax_gov', 'savings', 'transfers', 'income', 'other',
];

/** Categories of spending: the core caps no others. */
export const CAPPABLE = CATEGORIES.filter((category) => category !== 'income' && category !== 'transfers');

/** The core's own names are English. */
export function categoryName(category: Category): string {
  return t.categories[category];
}
