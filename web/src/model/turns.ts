// When each recurring payment is due: its next turn and those after it.
//
// The core tells each payment's next date, moved where it falls on a weekend or a bank holiday. Later turns follow the rhythm from
// the day behind that date, as far as it can be seen, and are not moved: they are about.

import type { RecurringPayment } from 'openpurse';
import { dayOf, daysOf, inMonth, isLastOfMonth, isWeekend } from './calendar.ts';
import { daysBetween, daysLater, monthShifted } from './dates.ts';
import { rareRhythm } from './recurring.ts';

export interface Turn<P = RecurringPayment> {
  date: string;
  about: boolean;
  payment: P;
}

/** Every turn of the payments on those days, by date. */
export function turnsIn<P extends RecurringPayment>(payments: P[], from: string, to: string, today: string): Turn<P>[] {
  const turns = payments.flatMap((payment) => {
    const next = { date: payment.next_date, about: false, payment };
    const later = laterDates(payment, from, to, today).map((date) => ({ date, about: true, payment }));
    return [next, ...later].filter(({ date }) => date >= from && date <= to);
  });
  return turns.sort((a, b) => a.date.localeCompare(b.date));
}

type Step = { days: number } | { months: number } | 'working_day';

const STEPS: Record<string, Step> = {
  day: { days: 1 }, working_day: 'working_day', week: { days: 7 }, fortnight: { days: 14 }, four_weeks: { days: 28 },
  month: { months: 1 }, quarter: { months: 3 }, year: { months: 12 },
};

function stepOf(every: RecurringPayment['every']): Step | undefined {
  const { count, unit } = rareRhythm(every) ?? {};
  if (count === undefined) return Object.hasOwn(STEPS, every) ? STEPS[every] : undefined;
  return unit === 'months' ? { months: count } : { days: unit === 'weeks' ? count * 7 : count };
}

/** The turns after the next one, of which some may lie before `from`. */
function laterDates(payment: RecurringPayment, from: string, to: string, today: string): string[] {
  const step = stepOf(payment.every);
  const next = payment.next_date;
  if (step === undefined || to <= next) return [];
  const start = from > next ? from : daysLater(next, 1);
  if (step === 'working_day') return daysOf(start, to).filter((date) => !isWeekend(date));
  const turn = 'days' in step ? turnsOfDays(payment, step.days, today) : turnsOfMonths(payment, step.months, today);
  const dates: string[] = [];
  for (let count = 1; turn(count) <= to; count += 1) {
    if (turn(count) >= start) dates.push(turn(count));
  }
  return dates;
}

/** The day behind a date, before anything moved it. */
interface Due {
  date: string;
  /** Of the month, which may be more than the month of `date` has. */
  day: number;
}

/** A payment is moved by no more days than this. */
const MOVED = 5;

/** The date so many turns after the next one, of a rhythm in days. */
function turnsOfDays(payment: RecurringPayment, days: number, today: string): (count: number) => string {
  const { next_date: next, last_date: last } = payment;
  const told = { date: next, day: dayOf(next) };
  const seen = last === null ? next : daysLater(last, Math.round(daysBetween(last, next) / days) * days);
  const due = likely(payment, { date: seen, day: dayOf(seen) }, told, Math.min(days / 2, MOVED), today);
  return (count) => daysLater(due.date, count * days);
}

/** The same of a rhythm in months. */
function turnsOfMonths(payment: RecurringPayment, months: number, today: string): (count: number) => string {
  const due = dueInMonth(payment, months, today);
  return (count) => inMonth(monthShifted(due.date.slice(0, 7), count * months), due.day);
}

/** The day of the month, also where this month is too short for it. */
function dueInMonth(payment: RecurringPayment, months: number, today: string): Due {
  const { next_date: next, last_date: last } = payment;
  const told = { date: next, day: dayOf(next) };
  if (last === null) return told;
  const near = [0, 1, 2].map((more) => {
    const turns = Math.floor(daysBetween(last, next) / (months * 31)) + more;
    return { date: inMonth(monthShifted(last.slice(0, 7), turns * months), dayOf(last)), day: dayOf(last) };
  });
  const [seen] = near.sort((a, b) => Math.abs(daysBetween(a.date, next)) - Math.abs(daysBetween(b.date, next)));
  if (seen === undefined || seen.date === next) return { date: next, day: Math.max(dayOf(next), dayOf(last)) };
  // The last month was too short for the day.
  if (isLastOfMonth(last) && dayOf(next) > dayOf(last)) return told;
  return likely(payment, seen, told, MOVED, today);
}

/**
 * Which of two days near each other the payment is due on: the one that was seen the last time, or the one told for the next. Money
 * out is only ever moved to a later day, money in to an earlier one; one that is late is told for today.
 */
function likely({ amount }: RecurringPayment, seen: Due, told: Due, apart: number, today: string): Due {
  if (Math.abs(daysBetween(seen.date, told.date)) > apart) return told;
  if (told.date === today && seen.date < today) return seen;
  return amount < 0 === seen.date < told.date ? seen : told;
}
