// Amounts and months where there is little room: at the axes of a chart, on a button.

import { locale } from '../text/index.ts';

/** `£350`, `£1.2K`. */
export function compactMoney(amount: number, currency: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, notation: 'compact', maximumFractionDigits: 1, minimumFractionDigits: 0 }).format(amount);
}

/** `£350`, of an amount without pence. */
export function wholeMoney(amount: number, currency: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 0 }).format(amount);
}

/** `Nov`. */
export function monthShort(date: string): string {
  return new Intl.DateTimeFormat(locale, { month: 'short', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}
