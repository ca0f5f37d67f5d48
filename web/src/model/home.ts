// What the home screen says about the period, in words: what is left, how the caps stand, what is to come.

import type { Alert, BudgetLine, BudgetReport, LeftToSpend, RecurringPayment } from 'openpurse';
import { t } from '../text/index.ts';
import { categoryName } from './categories.ts';
import { dayName, shortDate } from './dates.ts';
import { formatMoney, sum } from './money.ts';
import type { Said } from './problems.ts';

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
  const words = t.home.left;
  const capped = budgets.length > 0;
  const day = left.until === today ? undefined : dayName(left.until, today);
  const figure = formatMoney(Math.abs(left.amount), currency);
  const commitments = left.commitments === 0 ? undefined : formatMoney(left.commitments, currency);
  if (left.amount < 0) {
    if (capped) return { label: words.over(day), figure, short: true, note: words.overCaps(commitments) };
    return { label: words.moreOut(day), figure, short: false, note: words.asKnown(commitments) };
  }
  const perDay = day === undefined ? '' : `${words.perDay(formatMoney(left.per_day, currency))} `;
  const what = capped ? words.ofCaps(commitments) : words.ofIncome(commitments);
  return { label: words.label(day), figure, short: false, note: perDay + what };
}

/** An alert that stands for all of its category. */
export interface AlertLine {
  alert: Alert;
  /** Of all these, its own included. */
  ids: string[];
}

/** One line for each category that has alerts besides the dismissed ones: what matters most of it. */
export function alertLines(alerts: Alert[], dismissed: string[]): AlertLine[] {
  const categories = [...new Set(alerts.map(({ category }) => category))];
  return categories.flatMap((category) => {
    const all = alerts.filter((alert) => alert.category === category);
    const [alert] = all.filter(({ id }) => !dismissed.includes(id)).sort((one, other) => weight(other) - weight(one));
    return alert === undefined ? [] : [{ alert, ids: all.map(({ id }) => id) }];
  });
}

/** A cap that is spent weighs more than one that will be, and that more than one that is nearly spent. */
function weight({ code, threshold }: Alert): number {
  if (code === 'projected_over') return 1;
  return threshold >= 100 ? 2 : 0;
}

/** An alert with the figures that it comes from; one that is not known as the core tells it. */
export function alertText({ code, category, threshold, message }: Alert, { budgets, currency, period }: BudgetReport): Said {
  const line = budgets.find((budget) => budget.category === category);
  if (line === undefined || !Object.hasOwn(t.errors.alerts, code)) return { text: `${message}.`, lang: 'en' };
  const cap = formatMoney(available(line, currency), currency);
  const name = categoryName(category);
  if (code === 'cap_threshold') return { text: t.errors.alerts.cap_threshold(name, threshold, formatMoney(line.spent, currency), cap) };
  return { text: t.errors.alerts.projected_over(name, formatMoney(line.projected, currency), shortDate(period.to), cap) };
}

/** The cap with what was carried over, as exact text. */
export function available({ amount, carried }: BudgetLine, currency: string): string {
  return sum([amount, carried], currency);
}

/** What there is to say of a cap beside what is left of it. */
export function capRemarks(line: BudgetLine, currency: string): string[] {
  const { carried, left, projected, pace } = line;
  const remarks: string[] = [];
  if (carried > 0) remarks.push(t.home.remarks.carried(formatMoney(carried, currency)));
  if (carried < 0) remarks.push(t.home.remarks.overspent(formatMoney(-carried, currency)));
  if (left >= 0 && projected > Number(available(line, currency))) remarks.push(t.home.remarks.onTheWay(formatMoney(projected, currency)));
  else if (pace === 'ahead') remarks.push(t.home.remarks.ahead);
  return remarks;
}

/** Where a payment to come is known from. */
export function sourceText({ source }: Pick<RecurringPayment, 'source'>): string {
  return t.home.sources[source];
}

/** Whether a payment to come only moves the person's own money: the list of recurring ones knows. */
export function isOwnMove({ name, source }: BudgetReport['upcoming'][number], recurring: RecurringPayment[]): boolean {
  return recurring.some((payment) => payment.transfer && payment.name === name && payment.source === source);
}
