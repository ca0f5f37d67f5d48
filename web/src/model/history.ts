// The past of each category: what was spent in every loaded period, and what its cap was.

import type { BudgetReport, Category } from 'openpurse';
import type { ImportedFile } from '../core/protocol.ts';
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

/** Since when transactions are loaded: the connected banks' own, and those of files. */
export function loadedSince(today: string, connected: boolean, files: ImportedFile[] = []): string {
  const starts = [...(connected ? [feedStart(today)] : []), ...files.flatMap(({ from }) => from ?? [])];
  return starts.sort()[0] ?? today;
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
