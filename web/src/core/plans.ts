// What planning asks of the ledger: earlier periods, and what other settings would mean.

import { Ledger, type BudgetReport, type BudgetSettings } from 'openpurse';
import { neighbour } from '../model/dates.ts';
import type { History, Preview } from './protocol.ts';

/** Half a year of weeks, two years of months: more bars than these tell nothing more. */
const MOST_PERIODS = 26;
/** More rows than these are only counted. */
const MOST_CHANGES = 50;

/** The current period and those before it that begin on that day or later, so that what is loaded since then covers them wholly. */
export function historyOf(ledger: Pick<Ledger, 'budget'>, since: string): History {
  const current = ledger.budget();
  const reports = [current];
  while (reports.length < MOST_PERIODS) {
    const before = ledger.budget(neighbour(reports[0]!.period, -1));
    if (before.period.from < since) break;
    reports.unshift(before);
  }
  return { reports, next: ledger.budget(neighbour(current.period, 1)).period };
}

export function previewOf(ledger: Pick<Ledger, 'preview' | 'transactions'>, settings: BudgetSettings): Preview {
  const changes = new Map(ledger.preview(settings).map((change) => [change.id, change]));
  if (changes.size === 0) return { count: 0, changes: [] };
  const rows = ledger.transactions().filter(({ id }) => changes.has(id));
  return { count: changes.size, changes: rows.slice(0, MOST_CHANGES).map((transaction) => ({ ...changes.get(transaction.id)!, transaction })) };
}

/** Which days they would make the current period, and the next one. */
export function periodsBy(settings: BudgetSettings): [BudgetReport['period'], BudgetReport['period']] {
  // What a period is does not hang on transactions.
  const ledger = new Ledger({ settings });
  try {
    const { period } = ledger.budget();
    return [period, ledger.budget(neighbour(period, 1)).period];
  } finally {
    ledger.free();
  }
}
