// A list of transactions as it is drawn: days and rows in one column, and the parts of it that are on the screen.

import type { Transaction } from 'openpurse';
import { sum } from './money.ts';
import { byDay } from './search.ts';

export interface Day {
  date: string;
  transactions: Transaction[];
}

/** One line of the list: a day's heading, or a row. */
export type Line = { day: Day; row?: undefined } | { day: Day; row: Transaction; /** Its number among the rows, from 0. */ at: number };

export function linesOf(transactions: Transaction[]): Line[] {
  let at = 0;
  return byDay(transactions).flatMap((day): Line[] => [{ day }, ...day.transactions.map((row) => ({ day, row, at: at++ }))]);
}

/** A line where it stands on the page, in pixels from the list's top; undefined where all lines are drawn and stand by themselves. */
export interface Placed {
  index: number;
  start?: number;
  end?: number;
}

/** A day with those of its rows that are drawn. `gap`: the pixels left out above, where lines are. */
export interface DayPart {
  day: Day;
  heading: number;
  gap: number;
  rows: { index: number; row: Transaction; at: number; gap: number }[];
}

/** The lines to draw by day. A day's heading is among them wherever one of its rows is. */
export function partsOf(lines: Line[], placed: Placed[]): DayPart[] {
  const parts: DayPart[] = [];
  let bottom = 0;
  for (const { index, start = bottom, end = bottom } of placed) {
    const line = lines[index];
    if (line === undefined) continue;
    const gap = Math.max(0, start - bottom);
    if (line.row === undefined) parts.push({ day: line.day, heading: index, gap, rows: [] });
    else parts.at(-1)?.rows.push({ index, row: line.row, at: line.at, gap });
    bottom = end;
  }
  return parts;
}

/** The line of the heading above each line. */
export function headingsOf(lines: Line[]): Uint32Array {
  const headings = new Uint32Array(lines.length);
  lines.forEach(({ row }, index) => (headings[index] = row === undefined ? index : headings[index - 1]!));
  return headings;
}

export interface Total {
  currency: string;
  /** Exact. */
  amount: string;
}

/** The exact sums, one per currency, the one with most rows first. */
export function totalsOf(transactions: Pick<Transaction, 'amount' | 'currency'>[]): Total[] {
  const amounts = new Map<string, number[]>();
  for (const { amount, currency } of transactions) {
    const known = amounts.get(currency);
    if (known === undefined) amounts.set(currency, [amount]);
    else known.push(amount);
  }
  return [...amounts].sort(([, one], [, other]) => other.length - one.length).map(([currency, all]) => ({ currency, amount: sum(all, currency) }));
}
