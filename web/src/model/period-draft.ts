// How the year is divided, as a form has it: the fields of all kinds at once, so that none is lost while kinds are tried.

import type { BudgetSettings } from 'openpurse';
import { locale } from '../text/index.ts';

export type SettingsPeriod = NonNullable<BudgetSettings['period']>;
export type PeriodKind = SettingsPeriod['kind'];
export type Weekday = (typeof WEEKDAYS)[number];

export const KINDS: readonly PeriodKind[] = ['month', 'week', 'fortnight', 'four_weeks', 'payday'];
export const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export const DAYS: readonly number[] = Array.from({ length: 31 }, (_, index) => index + 1);

export interface PeriodDraft {
  kind: PeriodKind;
  startDay: number;
  starts: Weekday;
  /** Empty: not chosen. */
  anchor: string;
  day: number | 'last_working_day';
  shift: 'previous' | 'next';
}

export function periodDraftOf(period: SettingsPeriod = { kind: 'month' }, today: string): PeriodDraft {
  const draft: PeriodDraft = { kind: period.kind, startDay: 1, starts: 'monday', anchor: today, day: 'last_working_day', shift: 'previous' };
  switch (period.kind) {
    case 'month':
      return { ...draft, startDay: period.start_day ?? 1 };
    case 'week':
      return { ...draft, starts: period.starts ?? 'monday' };
    case 'fortnight':
    case 'four_weeks':
      return { ...draft, anchor: period.anchor };
    case 'payday':
      return { ...draft, day: period.day, shift: period.shift ?? 'previous' };
  }
}

/** Undefined where the first day of one of the periods is missing. */
export function periodOf({ kind, startDay, starts, anchor, day, shift }: PeriodDraft): SettingsPeriod | undefined {
  switch (kind) {
    case 'month':
      return { kind, start_day: startDay };
    case 'week':
      return { kind, starts };
    case 'fortnight':
    case 'four_weeks':
      return /^(19|20|21)\d\d-\d\d-\d\d$/.test(anchor) ? { kind, anchor } : undefined;
    case 'payday':
      return day === 'last_working_day' ? { kind, day } : { kind, day, shift };
  }
}

export function weekdayName(day: Weekday): string {
  // The 5th of January 2026 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 5 + WEEKDAYS.indexOf(day))));
}

/** Those that the browser knows, and the one in use. */
export function timeZones(used: string): string[] {
  return [...new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', used])].sort();
}
