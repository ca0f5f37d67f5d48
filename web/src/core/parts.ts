// A long list crosses to the page in parts, each a task of its own there: to read thousands of rows at once would hold it up.

import type { Transaction } from 'openpurse';
import type { CoreAnswer } from './protocol.ts';

/** A few milliseconds of a slow phone. */
const MOST_ROWS = 500;

/** The answer, with a period's rows before it where they are many. */
export function inParts(answer: CoreAnswer): CoreAnswer[] {
  if (!('value' in answer) || !hasRows(answer.value) || answer.value.transactions.length <= MOST_ROWS) return [answer];
  const { id, value } = answer;
  const { transactions } = value;
  const parts = Array.from({ length: Math.ceil(transactions.length / MOST_ROWS) }, (_, at) => transactions.slice(at * MOST_ROWS, (at + 1) * MOST_ROWS));
  return [...parts.map((part) => ({ id, part })), { id, value: { ...value, transactions: [] } }];
}

/** What `inParts` took apart. */
export function whole(value: unknown, parts: Transaction[][]): unknown {
  return parts.length > 0 && hasRows(value) ? { ...value, transactions: parts.flat() } : value;
}

function hasRows(value: unknown): value is { transactions: Transaction[] } {
  return typeof value === 'object' && value !== null && 'transactions' in value && Array.isArray(value.transactions);
}
