// The core's reasons as the page says them: its words are English, its dates become those of the reader.

import { locale } from '../text/index.ts';

/** `Your correction of 2026-11-24` with the day as people write it. */
export function spokenDates(text: string): string {
  return text.replace(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => {
    const day = new Date(`${date}T00:00:00Z`);
    if (Number.isNaN(day.getTime())) return date;
    return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(day);
  });
}
