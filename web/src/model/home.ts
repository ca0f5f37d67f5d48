// What the home screen says about the period, in words: what is left, how the caps stand, what is to come.

import type { Alert, BudgetLine, BudgetReport, LeftToSpend, RecurringPayment } from 'openpurse';
import { dayName, shortDate } from './dates.ts';
import { formatMoney, sum } from './money.ts';

/** The figure of what is left, with what it means. */
export interface LeftText {
  label: string;
  /** Without a sign: the label says which way. */
  figure: string;
  /** More than the caps allow. More out than in is no such thing: the pay may come on the last day. */
  short: boolean;
  note: string;
}

export function leftText(left: LeftToSpend, report: Pick<BudgetReport, 'currency' | 'budgets'>, today: string): LeftText {
  const { currency, budgets } = report;
  const capped = budgets.length > 0;
  const short = left.amount < 0;
  const lastDay = left.until === today ? 'today' : dayName(left.until, today);
  const until = left.until === today ? 'today' : `until ${lastDay}`;
  const figure = formatMoney(Math.abs(left.amount), currency);
  const commitments = left.commitments === 0 ? '' : formatMoney(left.commitments, currency);
  if (short) {
    const taken = commitments && `, ${commitments} of regular payments still to come included`;
    if (capped) return { label: `Nothing left to spend ${until}. Over by`, figure, short, note: `More is spent or due than your caps allow${taken}.` };
    const hint = 'Set a cap on a category to see what is left of it';
    return { label: `More out than in by ${lastDay}`, figure, short: false, note: `As far as is known${taken}. ${hint}.` };
  }
  const perDay = left.until === today ? '' : `${formatMoney(left.per_day, currency)} a day. `;
  const taken = commitments && `, after ${commitments} of regular payments still to come`;
  const what = capped ? 'What your caps leave' : 'What came in or is expected, less what is spent';
  return { label: `Left to spend ${until}`, figure, short, note: `${perDay}${what}${taken}.` };
}

/** An alert with the figures that it comes from. */
export function alertText({ code, category, message }: Alert, { budgets, currency, period }: BudgetReport): string {
  const line = budgets.find((budget) => budget.category === category);
  if (line === undefined) return `${message}.`;
  const cap = formatMoney(available(line, currency), currency);
  if (code === 'cap_threshold') return `${message}: ${formatMoney(line.spent, currency)} of ${cap}.`;
  if (code !== 'projected_over') return `${message}.`;
  return `${line.name} is on the way to ${formatMoney(line.projected, currency)} by ${shortDate(period.to)}, past its cap of ${cap}.`;
}

/** The cap with what was carried over, as exact text. */
export function available({ amount, carried }: BudgetLine, currency: string): string {
  return sum([amount, carried], currency);
}

/** What there is to say of a cap beside what is left of it. */
export function capRemarks(line: BudgetLine, currency: string): string[] {
  const { carried, left, projected, pace } = line;
  const remarks: string[] = [];
  if (carried > 0) remarks.push(`${formatMoney(carried, currency)} carried over`);
  if (carried < 0) remarks.push(`${formatMoney(-carried, currency)} overspent before`);
  if (left >= 0 && projected > Number(available(line, currency))) remarks.push(`on the way to ${formatMoney(projected, currency)}`);
  else if (pace === 'ahead') remarks.push('ahead of pace');
  return remarks;
}

const SOURCES: Record<RecurringPayment['source'], string> = {
  standing_order: 'Standing order',
  direct_debit: 'Direct debit',
  detected: 'Seen in your transactions',
};

/** Where a payment to come is known from. */
export function sourceText({ source }: Pick<RecurringPayment, 'source'>): string {
  return SOURCES[source];
}

/** Whether a payment to come only moves the person's own money: the list of recurring ones knows. */
export function isOwnMove({ name, source }: BudgetReport['upcoming'][number], recurring: RecurringPayment[]): boolean {
  return recurring.some((payment) => payment.transfer && payment.name === name && payment.source === source);
}
