// What of a transaction counts in a category: all of it, or the part that a split gives it.

import type { Category, Transaction } from 'openpurse';

type Sorted = Pick<Transaction, 'amount' | 'category' | 'splits'>;

/** Undefined: nothing of it. */
export function amountIn({ amount, category, splits }: Sorted, wanted: Category): number | undefined {
  if (splits === undefined) return category === wanted ? amount : undefined;
  return splits.find((part) => part.category === wanted)?.amount;
}

/** Every category that something of it counts in. */
export function categoriesOf({ category, splits }: Pick<Transaction, 'category' | 'splits'>): Category[] {
  return splits === undefined ? [category] : splits.map((part) => part.category);
}

/** The transactions with what counts of each: in one category, or without one the whole. */
export function countedIn<Row extends Sorted>(transactions: Row[], wanted: Category | undefined): Row[] {
  if (wanted === undefined) return transactions;
  return transactions.flatMap((row) => {
    const amount = amountIn(row, wanted);
    return amount === undefined ? [] : amount === row.amount ? row : { ...row, amount };
  });
}
