// The right answers, worked out from the bank's raw records alone, in pence. Deliberately none of the core's code.

import type { Bank, TrueAccount, TrueRecord } from './bank.ts';

export interface Totals {
  income: number;
  spent: number;
  transfers: number;
  /** Spending net of refunds, by category. */
  categories: Map<string, number>;
  /** Everything, signed: money out is negative. */
  input: number;
  count: number;
}

/** What a record moved, in pence: its type says which way, on accounts and cards alike. */
export function pence({ record }: TrueRecord): number {
  const size = Math.round(Math.abs(record.amount) * 100);
  return record.transaction_type === 'DEBIT' ? -size : size;
}

/** Settled and pending records of these dates, both inclusive. */
export function within(accounts: TrueAccount[], from: string, to: string): TrueRecord[] {
  const date = (row: TrueRecord) => row.record.timestamp.slice(0, 10);
  return accounts.flatMap(({ transactions, pending }) => [...transactions, ...pending]).filter((row) => date(row) >= from && date(row) <= to);
}

export function totals(rows: TrueRecord[], currency = 'GBP'): Totals {
  const sum: Totals = { income: 0, spent: 0, transfers: 0, categories: new Map(), input: 0, count: 0 };
  for (const row of rows) {
    if (row.record.currency !== currency) continue;
    const amount = pence(row);
    sum.input += amount;
    sum.count += 1;
    if (row.truth.kind === 'income') sum.income += amount;
    else if (row.truth.kind === 'transfer') sum.transfers += amount;
    else {
      sum.spent -= amount;
      sum.categories.set(row.truth.category, (sum.categories.get(row.truth.category) ?? 0) - amount);
    }
  }
  return sum;
}

/** Pence of an amount that JSON.parse has read. */
export function inPence(amount: number): number {
  return Math.round(amount * 100);
}

/** The categories of a budget report, capped or not, in pence. */
export function reported(report: { budgets: Line[]; uncapped: Line[] }): Map<string, number> {
  return new Map([...report.budgets, ...report.uncapped].map((line) => [line.category, inPence(line.spent)]));
}

interface Line {
  category: string;
  spent: number;
}

/** First and last day of today's month. */
export async function thisMonth(bank: Bank): Promise<{ label: string; from: string; to: string; today: string }> {
  const { today } = await bank.records();
  const label = today.slice(0, 7);
  const last = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)), 0)).getUTCDate();
  return { label, from: `${label}-01`, to: `${label}-${String(last).padStart(2, '0')}`, today };
}

/** A map as a sorted object, for comparing. */
export function sorted(map: Map<string, number>): Record<string, number> {
  return Object.fromEntries([...map].filter(([, value]) => value !== 0).sort(([a], [b]) => (a < b ? -1 : 1)));
}
