// Which transactions the words of a search find, and under which day they are listed.

import type { Category, Transaction } from 'openpurse';
import { t } from '../text/index.ts';
import { exactText } from './money.ts';
import { amountIn, categoriesOf } from './splits.ts';

export interface Search {
  text: string;
  category: Category | undefined;
}

/** What people call things: the page knows it, and the core's own thread is told. */
export interface Names {
  accounts: ReadonlyMap<string, string>;
  categories: Record<Category, string>;
  kinds: Partial<Record<string, string>>;
}

export function namesFor(accounts: ReadonlyMap<string, string>): Names {
  return { accounts, categories: t.categories, kinds: t.transactions.kinds };
}

/** Those of the category, or with a part of it, in which every word is found: in the description, merchant, categories, account or amount. */
export function found(transactions: Transaction[], { text, category }: Search, accountNames: Map<string, string>): Transaction[] {
  const matches = wordsOf(text, namesFor(accountNames));
  return transactions.filter((transaction) => (category === undefined || amountIn(transaction, category) !== undefined) && matches(transaction));
}

/** Whether every word of a text is found in a transaction. */
export function wordsOf(text: string, names: Names): (transaction: Transaction) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return () => true;
  return (transaction) => {
    const haystack = `${ownText(transaction)}\n${namesOf(transaction, names)}`;
    return words.every((word) => haystack.includes(word));
  };
}

/** What does not change as long as the row is the same: made once, however many letters are typed. */
const ownTexts = new WeakMap<Transaction, string>();

function ownText(transaction: Transaction): string {
  const known = ownTexts.get(transaction);
  if (known !== undefined) return known;
  const { description, merchant, amount, currency, kind, status, splits = [] } = transaction;
  const amounts = [amount, ...splits.map((part) => part.amount)].map((one) => exactText(one, currency));
  const text = [description, merchant, ...amounts, ...amounts.map((exact) => exact.replace('.', ',')), kind, status].join('\n').toLowerCase();
  ownTexts.set(transaction, text);
  return text;
}

function namesOf(transaction: Transaction, { categories, accounts, kinds }: Names): string {
  const { account_id, kind, status } = transaction;
  return [...categoriesOf(transaction).map((category) => categories[category]), accounts.get(account_id), kinds[kind], kinds[status]].join('\n').toLowerCase();
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
