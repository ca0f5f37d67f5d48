// How spending grew day by day, this period and the one before: the sums of the ledger's own figures.

import type { Addend, BudgetReport, Figure, Ledger, Transaction } from 'openpurse';
import { daysBetween, neighbour, type Period } from '../model/dates.ts';
import { sum } from '../model/money.ts';
import type { Spending } from './protocol.ts';

type Books = Pick<Ledger, 'figure' | 'budget' | 'transactions'>;

/** Of the report's period, whose transactions are those. */
export function spendingOf(ledger: Books, report: BudgetReport, transactions: Transaction[]): Spending {
  const { period, currency, budgets, capped } = report;
  const figures: Figure[] = budgets.length === 0 ? [{ of: 'spent' }] : budgets.map(({ category }) => ({ of: 'spent', category }));
  const addends = (label: string) => figures.flatMap((figure) => ledger.figure(figure, label));
  const spending: Spending = { days: growth(addends(period.label), transactions, period, currency) };
  if (budgets.length > 0) spending.allowed = sum([capped.amount, capped.carried], currency);
  const before = ledger.budget(neighbour(period, -1)).period;
  const earlier = ledger.transactions({ from: before.from, to: before.to });
  if (earlier.length > 0) spending.before = growth(addends(before.label), earlier, before, currency);
  return spending;
}

/** The sum so far on each of the period's days. */
export function growth(addends: Addend[], transactions: Pick<Transaction, 'id' | 'date'>[], period: Period, currency: string): string[] {
  const dates = new Map(transactions.map(({ id, date }) => [id, date]));
  const days = Array.from({ length: daysBetween(period.from, period.to) + 1 }, (): number[] => []);
  for (const { id, amount } of addends) {
    const date = dates.get(id);
    if (date !== undefined) days[daysBetween(period.from, date)]?.push(amount);
  }
  let total = sum([], currency);
  return days.map((amounts) => (total = sum([Number(total), ...amounts], currency)));
}
