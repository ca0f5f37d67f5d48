// What the list of transactions is narrowed to: as the address says it, and which transactions match.

import type { Category, Transaction } from 'openpurse';
import { CATEGORIES } from './categories.ts';
import { wordsOf, type Names } from './search.ts';
import { amountIn } from './splits.ts';

export const KINDS = ['spending', 'income', 'transfer', 'refund', 'excluded', 'pending', 'split'] as const;

export type Kind = (typeof KINDS)[number];

/** Each as it is typed or chosen; an empty text narrows nothing. */
export interface Filter {
  text: string;
  /** `to_sort`: what nothing knew a category for. */
  category: Category | 'to_sort' | '';
  account: string;
  kind: Kind | '';
  /** Amounts without their sign, both inclusive. */
  min: string;
  max: string;
  /** Days, both inclusive. */
  from: string;
  to: string;
}

export const NO_FILTER: Filter = { text: '', category: '', account: '', kind: '', min: '', max: '', from: '', to: '' };

/** Of an address' query. What it does not know it leaves out, so that an old link still opens the list. */
export function filterOf(query: URLSearchParams): Filter {
  const read = (name: keyof Filter) => query.get(name) ?? '';
  const one = <T extends string>(name: keyof Filter, known: readonly T[]) => known.find((value) => value === read(name)) ?? '';
  const day = (name: 'from' | 'to') => (/^\d{4}-\d{2}-\d{2}$/.test(read(name)) ? read(name) : '');
  return {
    text: read('text'), category: one('category', [...CATEGORIES, 'to_sort']), account: read('account'), kind: one('kind', KINDS),
    min: read('min'), max: read('max'), from: day('from'), to: day('to'),
  };
}

/** The query of an address that says it. */
export function queryOf(filter: Filter): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
}

/** The one category that amounts are counted in; undefined where they count whole. */
export function categoryOf({ category }: Filter): Category | undefined {
  return category === '' || category === 'to_sort' ? undefined : category;
}

export function fieldsOf(filter: Filter): (keyof Filter)[] {
  return (Object.keys(NO_FILTER) as (keyof Filter)[]).filter((name) => filter[name] !== '');
}

/** Whether a transaction matches all of it. An amount that is none narrows nothing: its field says so. */
export function matcher(filter: Filter, names: Names): (transaction: Transaction) => boolean {
  const { category, account, kind, from, to } = filter;
  const words = wordsOf(filter.text, names);
  const [min, max] = [amountOf(filter.min) ?? 0, amountOf(filter.max) ?? Infinity];
  return (transaction) => {
    if (from !== '' && transaction.date < from) return false;
    if (to !== '' && transaction.date > to) return false;
    if (account !== '' && transaction.account_id !== account) return false;
    if (category !== '' && !isOf(transaction, category)) return false;
    if (kind !== '' && !isKind(transaction, kind)) return false;
    const size = Math.abs(transaction.amount);
    return size >= min && size <= max && words(transaction);
  };
}

/** What someone typed as an amount, `1,234.50` or `1.234,50`; undefined where it is none. */
export function amountOf(typed: string): number | undefined {
  const text = typed.trim().replace(/^[\p{Sc}]\s*|\s*[\p{Sc}]$/gu, '');
  const parts = /^([\d.,' \u00a0\u202f]*?)(?:[.,](\d{0,2}))?$/.exec(text);
  const whole = parts?.[1]?.replace(/[^\d]/g, '') ?? '';
  if (parts === null || (whole === '' && !parts[2])) return undefined;
  return Number(`${whole || 0}.${parts[2] || 0}`);
}

function isOf(transaction: Transaction, wanted: Category | 'to_sort'): boolean {
  if (wanted === 'to_sort') return transaction.category === 'other' && transaction.decided_by === 'none';
  return amountIn(transaction, wanted) !== undefined;
}

function isKind({ kind, status, splits }: Transaction, wanted: Kind): boolean {
  if (wanted === 'pending') return status === 'pending';
  return wanted === 'split' ? splits !== undefined : kind === wanted;
}
