// The past of each category: what was spent in every loaded period, and what its cap was.

import type { BudgetReport, Category } from 'openpurse';
import type { Feed, History, ImportedFile } from '../core/protocol.ts';
import { CAPPABLE } from './categories.ts';
import { daysBetween, daysLater, feedStart, type Period } from './dates.ts';
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

/** Files that end at most so many days before banks are read lack nothing in between. */
const NEAR = 7;
/** Lists without which spending may be missing. */
const NEEDED = ['accounts', 'cards', 'transactions'];

/**
 * The past periods of which all is loaded: an account of a connected bank is loaded from the day that banks are read, or from an
 * earlier file's first row where that file reaches so far, until the day before its bank was read; one of files only from its first row to its last.
 */
export function wholePeriods({ reports, accounts }: Pick<History, 'reports' | 'accounts'>, banks: Feed[], today: string): BudgetReport[] {
  const lacks = banks.some(({ errors }) => errors.some(({ resource = '', code }) => NEEDED.includes(resource) && code !== 'not_supported'));
  if (lacks) return [];
  const read = new Map(banks.flatMap(({ accounts, asOf }) => accounts.map(({ id }) => [id, daysLater(asOf?.slice(0, 10) ?? today, -1)] as const)));
  const fed = feedStart(today);
  const days = accounts.map(({ id, from, to, before }) => {
    const until = read.get(id);
    if (until === undefined) return { from, to };
    const reaches = before !== undefined && daysBetween(before, fed) <= NEAR && from < fed;
    return { from: reaches ? from : fed, to: until };
  });
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
