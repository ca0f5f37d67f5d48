// Recurring payments in words and in groups, and what they cost in a year.

import type { Category, RecurringPayment } from 'openpurse';
import { t } from '../text/index.ts';
import { shortDate } from './dates.ts';
import { formatMoney, sum } from './money.ts';

type Every = RecurringPayment['every'];

/** A payment that comes back. */
export interface Regular extends RecurringPayment {
  /** The first day on which its new amount was paid. */
  since?: string;
  /** Those of its turns that were paid in the month of the last one, as the transactions have them; absent without any. */
  paid?: Paid[];
}

export interface Paid {
  date: string;
  amount: number;
}

/** How many there are of each rhythm in a year, as a fraction. */
const IN_A_YEAR: Record<string, number> = { day: 365, working_day: 261, week: 52, fortnight: 26, four_weeks: 13, month: 12, quarter: 4, year: 1 };
const UNITS_IN_A_YEAR = { days: 365, weeks: 52, months: 12 };

/** The parts of `10_days`, `3_weeks`, `6_months`. */
export function rareRhythm(every: Every): { count: number; unit: keyof typeof UNITS_IN_A_YEAR } | undefined {
  const [, count, unit] = /^([1-9]\d*)_(days|weeks|months)$/.exec(every) ?? [];
  return count === undefined ? undefined : { count: Number(count), unit: unit as keyof typeof UNITS_IN_A_YEAR };
}

/** `Every month`; of one without a known rhythm nothing is said. */
export function rhythmText(every: Every): string | undefined {
  const { rhythms, everyDays, everyWeeks, everyMonths } = t.recurring;
  if (Object.hasOwn(rhythms, every)) return rhythms[every as keyof typeof rhythms];
  const rare = rareRhythm(every);
  if (rare === undefined) return undefined;
  return { days: everyDays, weeks: everyWeeks, months: everyMonths }[rare.unit](rare.count);
}

/** What has to be known of a payment beside its next turn: a new amount, or that it did not come. */
export function remarksOn({ amount, currency, changed, missed, since, next_date }: Regular): string[] {
  const words = t.recurring;
  const remarks: string[] = [];
  if (changed !== undefined) {
    const [from, to] = [changed.from, changed.to].map((amount) => formatMoney(Math.abs(amount), currency)) as [string, string];
    const way = Math.abs(changed.to) > Math.abs(changed.from) ? words.wentUp : words.wentDown;
    remarks.push(way(from, to) + (since === undefined ? words.fromOn(shortDate(next_date)) : words.since(shortDate(since))));
  }
  if (missed !== undefined) remarks.push((amount > 0 ? words.notCome : words.notTaken)(shortDate(missed)));
  return remarks;
}

const GROUPS = ['changed', 'missed', 'subscriptions', 'bills', 'income', 'others'] as const;

export type Group = (typeof GROUPS)[number];

/** Each payment in one group, what needs a look first; groups without any are left out. */
export function grouped(payments: Regular[]): { group: Group; payments: Regular[] }[] {
  const all = GROUPS.map((group) => ({ group, payments: payments.filter((payment) => groupOf(payment) === group) }));
  return all.filter(({ payments }) => payments.length > 0);
}

function groupOf({ changed, missed, transfer, amount, category }: RecurringPayment): Group {
  if (changed !== undefined) return 'changed';
  if (missed !== undefined) return 'missed';
  if (transfer) return 'others';
  if (amount > 0) return 'income';
  return category === 'subscriptions' || category === 'bills' ? category : 'others';
}

/** What the payments of a category cost in a year, positive, as exact text. */
export interface YearlyCost {
  category: Category;
  currency: string;
  amount: string;
}

/** Of subscriptions and of bills, in each currency. Payments without a known rhythm are not in it. */
export function yearlyCosts(payments: RecurringPayment[]): YearlyCost[] {
  const cost = (category: Category, currency: string): YearlyCost[] => {
    const amount = yearlySum(payments, currency, (payment) => payment.category === category);
    return amount === undefined ? [] : [{ category, currency, amount }];
  };
  const categories: Category[] = ['subscriptions', 'bills'];
  return categories.flatMap((category) => currenciesOf(payments).flatMap((currency) => cost(category, currency)));
}

/** What goes out regularly in a year, of one currency. */
export interface YearlyTotal {
  currency: string;
  /** Subscriptions and bills; undefined where there are none. */
  main: string | undefined;
  all: string;
}

/** In each currency. Own transfers, and payments without a known rhythm, are not in it. */
export function yearlyTotals(payments: RecurringPayment[]): YearlyTotal[] {
  return currenciesOf(payments).flatMap((currency) => {
    const all = yearlySum(payments, currency, () => true);
    const main = yearlySum(payments, currency, ({ category }) => category === 'subscriptions' || category === 'bills');
    return all === undefined ? [] : [{ currency, main, all }];
  });
}

/** What one payment comes to in a year, positive; undefined where its rhythm is not known. */
export function inAYear({ amount, currency, every }: RecurringPayment): string | undefined {
  const rhythm = yearly(every);
  return rhythm === undefined ? undefined : multiplied(Math.abs(amount), rhythm, currency);
}

function currenciesOf(payments: RecurringPayment[]): string[] {
  return [...new Set(payments.map(({ currency }) => currency))].sort();
}

function yearlySum(payments: RecurringPayment[], currency: string, counts: (payment: RecurringPayment) => boolean): string | undefined {
  const out = payments.filter((payment) => payment.currency === currency && payment.amount < 0 && !payment.transfer && counts(payment));
  const amounts = out.flatMap((payment) => inAYear(payment) ?? []);
  return amounts.length === 0 ? undefined : sum(amounts.map(Number), currency);
}

function yearly(every: Every): [number, number] | undefined {
  if (Object.hasOwn(IN_A_YEAR, every)) return [IN_A_YEAR[every]!, 1];
  const rare = rareRhythm(every);
  return rare === undefined ? undefined : [UNITS_IN_A_YEAR[rare.unit], rare.count];
}

/** Times so many, in whole minor units: rounded half up. */
function multiplied(amount: number, [times, per]: [number, number], currency: string): string {
  const text = sum([amount], currency);
  const minor = BigInt(text.replace('.', ''));
  const rounded = (minor * BigInt(times) * 2n + BigInt(per)) / (2n * BigInt(per));
  const digits = text.split('.')[1]?.length ?? 0;
  return sum([Number(`${rounded}e-${digits}`)], currency);
}
