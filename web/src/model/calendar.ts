// The days of a month and of a week, as a calendar has them.

import { locale } from '../text/index.ts';
import { daysBetween, daysLater, monthShifted } from './dates.ts';

/** The first and the last day of a month. */
export function monthSpan(month: string): { from: string; to: string } {
  return { from: `${month}-01`, to: inMonth(month, 31) };
}

/** A month's days in weeks, with gaps where its neighbours' days are. */
export function weeksOf(month: string, firstWeekday = firstOfWeek()): (string | undefined)[][] {
  const { from, to } = monthSpan(month);
  const gap = (weekdayOf(from) - firstWeekday + 7) % 7;
  const days = [...Array.from({ length: gap }, () => undefined), ...daysOf(from, to)];
  const weeks = Math.ceil(days.length / 7);
  return Array.from({ length: weeks }, (_, week) => Array.from({ length: 7 }, (_, day) => days[week * 7 + day]));
}

/** The names of the days of the week, in the order of the person's weeks. */
export function weekdayNames(firstWeekday = firstOfWeek()): { short: string; long: string }[] {
  const name = (date: string, weekday: 'short' | 'long') => new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' }).format(new Date(date));
  // A Monday and the days after it.
  const days = Array.from({ length: 7 }, (_, day) => daysLater('2026-06-01', firstWeekday - 1 + day));
  return days.map((date) => ({ short: name(date, 'short'), long: name(date, 'long') }));
}

/** Sunday in America, Monday in Europe; where the browser does not tell, Monday. */
function firstOfWeek(): number {
  const info = new Intl.Locale(locale) as Intl.Locale & { getWeekInfo?(): { firstDay: number } };
  return info.getWeekInfo?.().firstDay ?? 1;
}

/** That day of a month, or its last where it is shorter. */
export function inMonth(month: string, day: number): string {
  return `${month}-${String(Math.min(day, lengthOf(month))).padStart(2, '0')}`;
}

function lengthOf(month: string): number {
  return daysBetween(`${month}-01`, `${monthShifted(month, 1)}-01`);
}

export function dayOf(date: string): number {
  return Number(date.slice(8));
}

export function isLastOfMonth(date: string): boolean {
  return dayOf(date) === lengthOf(date.slice(0, 7));
}

/** Both days and those between them. */
export function daysOf(from: string, to: string): string[] {
  return from > to ? [] : Array.from({ length: daysBetween(from, to) + 1 }, (_, day) => daysLater(from, day));
}

/** 1 is Monday, 7 is Sunday. */
function weekdayOf(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

export function isWeekend(date: string): boolean {
  return weekdayOf(date) > 5;
}
