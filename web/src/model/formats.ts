// The browser's formats of dates, each made once: to make one takes as long as to use it a hundred times.

import { locale } from '../text/index.ts';

const made = new Map<string, Intl.DateTimeFormat>();

export function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // The language may change while the page is open.
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale, options);
  made.set(key, format);
  return format;
}
