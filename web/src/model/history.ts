// The past of each category: what was spent in every loaded period, and what its cap was.

import type { BudgetReport, Category } from 'openpurse';
import type { Feed, History, ImportedFile } from '../core/protocol.ts';
import { CAPPABLE } from './categories.ts';
import { feedStart, type Period } from './dates.ts';
import { sum } from './money.ts';
import { spentOn } from './suggestions.ts';

export interface CategoryHistory {
  category: Category;
  capped: boolean;
  /** The earliest first. */
  periods: CategoryPeriod[];
}

export interface CategoryPeriod {
  period: Period;
  spent: number;
  cap?: number;
  carried: number;
  /** It goes on: more may be spent. */
  current: boolean;
}

/** More was spent than the cap, whatever was carried over: it stands above the line of the caps. */
export function isOver({ spent, cap }: CategoryPeriod): boolean {
  return cap !== undefined && spent > cap;
}

/** Since when transactions are loaded: the connected banks' own, and those of files. */
export function loadedSince(today: string, connected: boolean, files: ImportedFile[] = []): string {
  const starts = [...(connected ? [feedStart(today)] : []), ...files.flatMap(({ from }) => from ?? [])];
  return starts.sort()[0] ?? today;
}

/**
 * The past periods of which all is loaded: an account of a connected bank is loaded from the day that banks are asked for, or from
 * its first row where files have earlier ones, until today; one of files only from its first row to its last.
 */
export function wholePeriods({ reports, accounts }: Pick<History, 'reports' | 'accounts'>, banks: Feed[], today: string): BudgetReport[] {
  if (banks.some(({ errors }) => errors.some(({ resource, code }) => resource === 'transactions' && code !== 'not_supported'))) return [];
  const connected = new Set(banks.flatMap((bank) => bank.accounts.map(({ id }) => id)));
  const fed = feedStart(today);
  const days = accounts.map(({ id, from, to }) => (connected.has(id) ? { from: from < fed ? from : fed, to: today } : { from, to }));
  return reports.slice(0, -1).filter(({ period }) => days.every(({ from, to }) => from <= period.from && period.to <= to));
}

/** Of the categories that have a cap or had spending: those with a cap first, then the most expensive. Reports from the earliest to the current one. */
export function historiesOf(reports: BudgetReport[]): CategoryHistory[] {
  const histories = CAPPABLE.map((category): CategoryHistory => {
    const periods = reports.map((report) => periodOf(report, category, report === reports.at(-1)));
    return { category, capped: periods.some(({ cap }) => cap !== undefined), periods };
  });
  const total = ({ periods }: CategoryHistory) => Number(sum(periods.map(({ spent }) => spent), reports[0]!.currency));
  return histories
    .filter(({ capped, periods }) => capped || periods.some(({ spent }) => spent !== 0))
    .sort((one, other) => Number(other.capped) - Number(one.capped) || total(other) - total(one));
}

function periodOf(report: BudgetReport, category: Category, current: boolean): CategoryPeriod {
  const line = report.budgets.find((budget) => budget.category === category);
  return { period: report.period, spent: spentOn(report, category), ...(line && { cap: line.amount }), carried: line?.carried ?? 0, current };
}
