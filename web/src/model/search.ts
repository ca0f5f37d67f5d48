// Which transactions of a period are listed, and under which day.

import type { Category, Transaction } from 'openpurse';
import { categoryName } from './categories.ts';
import { exactText } from './money.ts';

export interface Search {
  text: string;
  category: Category | undefined;
}

/** Those in which every word is found: in the description, merchant, category, account or amount. */
export function found(transactions: Transaction[], { text, category }: Search, accountNames: Map<string, string>): Transaction[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return transactions.filter((transaction) => {
    if (category !== undefined && transaction.category !== category) return false;
    const { description, merchant, amount, currency, account_id, kind, status } = transaction;
    const account = accountNames.get(account_id) ?? '';
    const haystack = [description, merchant, categoryName(transaction.category), account, exactText(amount, currency), kind, status]
      .join('\n')
      .toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

/** Consecutive transactions of one date, in the order given. */
export function byDay(transactions: Transaction[]): { date: string; transactions: Transaction[] }[] {
  const days: { date: string; transactions: Transaction[] }[] = [];
  for (const transaction of transactions) {
    const last = days.at(-1);
    if (last?.date === transaction.date) last.transactions.push(transaction);
    else days.push({ date: transaction.date, transactions: [transaction] });
  }
  return days;
}
