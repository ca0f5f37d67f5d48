// Which transactions were turns of a recurring payment. The core tells the day of the last one; those before it are found from there,
// by name and rhythm, in the same month. A turn that no transaction shows is none.

import type { Ledger, RecurringPayment, Transaction } from 'openpurse';
import { dayOf } from '../model/calendar.ts';
import { daysBetween } from '../model/dates.ts';
import type { Regular } from '../model/recurring.ts';
import { stepOf } from '../model/turns.ts';

/** How many days a turn may lie off its rhythm; of short rhythms fewer, and none the last turn, whose day is known. */
const STRAYS = 3;

type Books = Pick<Ledger, 'transactions'>;

/** The payments, each with those of its turns that were paid in the month of its last one. */
export function withPaid(ledger: Books, payments: Regular[]): Regular[] {
  const taken = new Set<string>();
  return payments.map((payment) => {
    const rows = turnsPaid(ledger, payment, taken);
    for (const { id } of rows) taken.add(id);
    return rows.length === 0 ? payment : { ...payment, paid: rows.map(({ date, amount }) => ({ date, amount })) };
  });
}

/** One row for each turn. A row is a turn of one payment only. */
function turnsPaid(ledger: Books, payment: RecurringPayment, taken: ReadonlySet<string>): Transaction[] {
  const { account_id: account, name, amount, currency, source, last_date: last, changed } = payment;
  if (last === null) return [];
  const days = daysOf(payment);
  const like = (row: Transaction) => row.currency === currency && row.amount > 0 === amount > 0 && !taken.has(row.id);
  const isUsual = (row: Transaction) => isNear(row.amount, amount) || (changed !== undefined && isNear(row.amount, changed.from));
  const turns = new Map<number, Transaction>();
  const hasEarlier = days !== undefined && dayOf(last) > days - STRAYS;
  const from = hasEarlier ? `${last.slice(0, 7)}-01` : last;
  for (const row of ledger.transactions({ account, text: name, from, to: last })) {
    const turn = turnOf(daysBetween(row.date, last), days);
    if (turn === undefined || !like(row) || (row.merchant ?? row.description) !== name) continue;
    // The core tells the day of the last one alone; before it, something else may have been bought there.
    if (turn !== 0 && !isUsual(row)) continue;
    const other = turns.get(turn);
    // Of several on that day or near it, the one that is most like the others.
    if (other === undefined || Math.abs(row.amount - amount) < Math.abs(other.amount - amount)) turns.set(turn, row);
  }
  // The bank may call what it lists by another name than its transactions.
  if (!turns.has(0) && source !== 'detected') {
    const unnamed = ledger.transactions({ account, from: last, to: last }).find((row) => like(row) && row.amount === amount);
    if (unnamed !== undefined) turns.set(0, unnamed);
  }
  return [...turns.values()];
}

/** By a quarter at most: what the core takes for one payment. */
function isNear(one: number, other: number): boolean {
  const [less, more] = [Math.abs(one), Math.abs(other)].sort((a, b) => a - b) as [number, number];
  return 4 * more <= 5 * less;
}

/** About so many days lie between two turns; undefined where no month has two of them. */
function daysOf({ every }: RecurringPayment): number | undefined {
  const step = stepOf(every);
  if (step === undefined) return undefined;
  if (step === 'working_day') return 1;
  if ('days' in step) return step.days;
  // A salary of the 1st that was paid on the last working day before it is the second of that month.
  return step.months === 1 ? 30 : undefined;
}

/** How many turns before the last one it is, that many days before it; undefined where it is none of them. */
function turnOf(before: number, days: number | undefined): number | undefined {
  if (days === undefined) return before === 0 ? 0 : undefined;
  const turn = Math.round(before / days);
  const strays = turn === 0 ? 0 : Math.min(STRAYS, Math.floor((days - 1) / 3));
  return Math.abs(before - turn * days) <= strays ? turn : undefined;
}
