// When each recurring payment was paid in a month and is due: its next turn and those after it.
//
// The core tells each payment's next date, moved where it falls on a weekend or a bank holiday. Later turns follow the rhythm from
// the day behind that date, as far as it can be seen, and are not moved: they are about.

import type { RecurringPayment } from 'openpurse';
import { dayOf, daysOf, inMonth, isLastOfMonth, isWeekend } from './calendar.ts';
import { daysBetween, daysLater, monthShifted } from './dates.ts';
import { rareRhythm, type Regular } from './recurring.ts';

export interface Turn<P = RecurringPayment> {
  date: string;
  amount: number;
  state: 'paid' | 'due' | 'about';
  payment: P;
}

/** Every turn that was paid in that month, by date. */
export function paidIn(payments: Regular[], month: string): Turn<Regular>[] {
  const turns = payments.flatMap((payment) => (payment.paid ?? []).map((row) => ({ ...row, state: 'paid' as const, payment })));
  return turns.filter(({ date }) => date.startsWith(month)).sort((a, b) => a.date.localeCompare(b.date));
}

/** Every turn of the payments that is to come on those days, by date. */
export function turnsIn<P extends RecurringPayment>(payments: P[], from: string, to: string, today: string): Turn<P>[] {
  const turns = payments.flatMap((payment) => {
    const turn = (date: string, state: 'due' | 'about') => ({ date, amount: payment.amount, state, payment });
    const next = turn(payment.next_date, 'due');
    const later = laterDates(payment, from, to, today).map((date) => turn(date, 'about'));
    return [next, ...later].filter(({ date }) => date >= from && date <= to);
  });
  return turns.sort((a, b) => a.date.localeCompare(b.date));
}

type Step = { days: number } | { months: number } | 'working_day';

const STEPS: Record<string, Step> = {
  day: { days: 1 }, working_day: 'working_day', week: { days: 7 }, fortnight: { days: 14 }, four_weeks: { days: 28 },
  month: { months: 1 }, quarter: { months: 3 }, year: { months: 12 },
};

/** From one turn to the next; undefined where that is not known. */
export function stepOf(every: RecurringPayment['every']): Step | undefined {
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
  const turn = (count: number, from: string): Due => ({ date: daysLater(from, count * days), day: 0 });
  const passed = last === null ? 0 : Math.floor(daysBetween(last, next) / days);
  const seen = last === null ? [] : [turn(passed, last), turn(passed + 1, last)];
  const due = dueOf(payment, seen, turn(0, next), Math.min(days - 1, MOVED), today);
  return (count) => turn(count, due.date).date;
}

/** The same of a rhythm in months. */
function turnsOfMonths(payment: RecurringPayment, months: number, today: string): (count: number) => string {
  const { next_date: next, last_date: last } = payment;
  const turn = (count: number, from: string, day: number): Due => ({ date: inMonth(monthShifted(from.slice(0, 7), count * months), day), day });
  const passed = last === null ? 0 : Math.floor(daysBetween(last, next) / (months * 31));
  const seen = last === null ? [] : [0, 1, 2].map((more) => turn(passed + more, last, dayOf(last)));
  const due = dueOf(payment, seen, turn(0, next, dayOf(next)), MOVED, today);
  return (count) => turn(count, due.date, due.day).date;
}

/**
 * The due day behind the next date: that date itself, or one of the turns since the last payment that is near it. Money out is only
 * ever moved to a later day, money in to an earlier one; one that is late is told for today.
 */
function dueOf({ amount, last_date: last, next_date: next }: RecurringPayment, seen: Due[], told: Due, apart: number, today: string): Due {
  const late = next === today ? seen.findLast(({ date }) => date > last! && date < today) : undefined;
  if (late !== undefined) return late;
  const isBehind = (date: string) => date > last! && (amount < 0 ? date <= next : date >= next) && Math.abs(daysBetween(date, next)) <= apart;
  const behind = seen.filter(({ date }) => isBehind(date));
  const turn = amount < 0 ? behind.at(-1) : behind[0];
  if (turn === undefined) return told;
  if (turn.date === next) return { date: next, day: Math.max(told.day, turn.day) };
  // The last month was too short for the day.
  return isLastOfMonth(last!) && told.day > turn.day ? told : turn;
}
