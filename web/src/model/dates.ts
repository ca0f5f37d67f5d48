// Calendar dates as text, YYYY-MM-DD, and how people read them.

import { language, locale, t } from '../text/index.ts';
import { dateFormat } from './formats.ts';

/** Today's date in an IANA time zone. */
export function todayIn(timeZone: string, now = new Date()): string {
  // Swedish writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now);
}

/** Banks answer for 90 days, today included; for more, many want the person to sign in again. */
const MOST_DAYS = 90;

/** The first day that is asked of the bank: as early as banks answer for. A monthly payment is known for one by its third turn. */
export function feedStart(today: string): string {
  return daysLater(today, 1 - MOST_DAYS);
}

/** A budget period: both days are in it. Months are called `2026-11`, other periods by their first day. */
export interface Period {
  label: string;
  from: string;
  to: string;
}

/** No longer period than four weeks has any other length than its neighbours; from payday to payday it is up to five. */
const FOUR_WEEKS = 28;
const LONGEST = 35;

/** A label of the period before or after: any day of a period names it. */
export function neighbour({ label, from, to }: Period, step: -1 | 1): string {
  if (isMonth(label)) return monthShifted(label, step);
  const length = daysBetween(from, to) + 1;
  return step > 0 ? daysLater(to, 1) : daysLater(from, length > FOUR_WEEKS ? -1 : -length);
}

/** Whether the period before begins on that day or later: whether a feed since that day covers it. */
export function previousStartsSince(period: Period, day: string): boolean {
  // Months begin on the same day; one that a month lacks still sorts before the next month.
  if (isMonth(period.label)) return neighbour(period, -1) + period.from.slice(7) >= day;
  const length = daysBetween(period.from, period.to) + 1;
  return daysLater(period.from, length > FOUR_WEEKS ? -LONGEST : -length) >= day;
}

/** `November 2026` for a calendar month, the two days otherwise. */
export function periodName({ label, from, to }: Period): string {
  if (isMonth(label) && from.endsWith('-01')) return monthName(label);
  return `${shortDate(from)} \u2013 ${shortDate(to)}`;
}

/** `Monday 23 November`, or `Today`, `Yesterday`. */
export function dayName(date: string, today: string): string {
  const age = daysBetween(date, today);
  if (age === 0) return t.home.today;
  if (age === 1) return t.home.yesterday;
  return format(date, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** The same in the middle of a sentence; names of days keep their capital. */
export function dayInSentence(date: string, today: string): string {
  return date === today ? t.home.todayInSentence : dayName(date, today);
}

/** `November 2026`, of `2026-11`. */
export function monthName(month: string): string {
  return format(`${month}-01`, { month: 'long', year: 'numeric' });
}

/** `23 Nov`. */
export function shortDate(date: string): string {
  return format(date, { day: 'numeric', month: 'short' });
}

/** `14:05`, in the reader's own time zone; of another day than today's `29 Nov, 14:05`. */
export function clockTime(instant: string, now = new Date()): string {
  const then = new Date(instant);
  const day = then.toDateString() === now.toDateString() ? {} : { day: 'numeric', month: 'short' } as const;
  return dateFormat({ ...day, hour: '2-digit', minute: '2-digit' }).format(then);
}

/** `2 minutes ago`, for an instant that is past; `just now` in its first minute, or where a clock runs ahead. */
export function ago(instant: string, now: number): string {
  const ages = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const minutes = Math.floor((now - Date.parse(instant)) / 60_000);
  if (minutes < 1) return t.home.justNow;
  if (minutes < 60) return ages.format(-minutes, 'minute');
  const hours = Math.floor(minutes / 60);
  return hours < 24 ? ages.format(-hours, 'hour') : ages.format(-Math.floor(hours / 24), 'day');
}

/** How far today is into a period, 0 to 1, today included; undefined when it is not in it. */
export function elapsed(period: Period, today: string): number | undefined {
  if (today < period.from || today > period.to) return undefined;
  return (daysBetween(period.from, today) + 1) / (daysBetween(period.from, period.to) + 1);
}

/** Days from one date to a later one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((utc(to).getTime() - utc(from).getTime()) / 86_400_000);
}

function isMonth(label: string): boolean {
  return /^\d{4}-\d{2}$/.test(label);
}

/** The date so many days later, or with a negative number earlier. */
export function daysLater(date: string, days: number): string {
  return new Date(utc(date).getTime() + days * 86_400_000).toISOString().slice(0, 10);
}

/** The month so many months later: `2027-01` is two after `2026-11`. */
export function monthShifted(month: string, by: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, number - 1 + by, 1)).toISOString().slice(0, 7);
}

function format(date: string, options: Intl.DateTimeFormatOptions): string {
  const text = dateFormat({ ...options, timeZone: 'UTC' }).format(utc(date));
  // German wants its comma behind the weekday.
  return language() === 'en' ? text.replace(',', '') : text;
}

function utc(date: string): Date {
  return new Date(`${date}T00:00:00Z`);
}
