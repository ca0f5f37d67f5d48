// What planning asks of the ledger: earlier periods, which days of each account there are, and what other settings would mean.

import { Ledger, type BudgetReport, type BudgetSettings, type Transaction } from 'openpurse';
import { daysBetween, neighbour } from '../model/dates.ts';
import type { AccountDays, History, Preview } from './protocol.ts';

/** Half a year of weeks, two years of months: more bars than these tell nothing more. */
const MOST_PERIODS = 26;
/** More rows than these are only counted. */
const MOST_CHANGES = 50;
/** An account without a row for so many days may lack a file in between. */
const HOLE = 28;

type Row = Pick<Transaction, 'account_id' | 'date' | 'kind'>;

/**
 * The current period and those before it that begin on that day or later, and which days of each account there are. `fed`: since when
 * banks are read. Rows: the newest first.
 */
export function historyOf(ledger: Pick<Ledger, 'budget'>, since: string, fed: string, rows: Row[]): History {
  const current = ledger.budget();
  const reports = [current];
  while (reports.length < MOST_PERIODS) {
    const before = ledger.budget(neighbour(reports[0]!.period, -1));
    if (before.period.from < since) break;
    reports.unshift(before);
  }
  return { reports, next: ledger.budget(neighbour(current.period, 1)).period, accounts: daysOf(rows, fed) };
}

function daysOf(rows: Row[], fed: string): AccountDays[] {
  const accounts = new Map<string, AccountDays>();
  const spending = new Set<string>();
  for (const { account_id: id, date, kind } of rows) {
    const known = accounts.get(id) ?? { id, from: date, to: date };
    accounts.set(id, known);
    if (kind === 'spending') spending.add(id);
    if (daysBetween(date, known.from) < HOLE) known.from = date;
    if (date < fed) known.before ??= date;
  }
  // Where nothing is spent, nothing is missing: savings that earn interest once a month are no hole.
  return [...accounts.values()].filter(({ id }) => spending.has(id));
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
