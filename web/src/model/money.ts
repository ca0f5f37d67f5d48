// Amounts as people read them, and as exact text. No arithmetic on fractions: sums are of whole minor units.

import { locale } from '../text/index.ts';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  let format = formats.get(currency);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(currency, format);
  }
  return format;
}

function digitsOf(currency: string): number {
  return formatOf(currency).resolvedOptions().maximumFractionDigits ?? 2;
}

/** The amount's decimal text with the currency's digits: `-3.5` GBP is `-3.50`. Zero has no sign. */
export function exactText(amount: number, currency: string): string {
  const text = String(amount === 0 ? 0 : amount);
  const digits = digitsOf(currency);
  const fraction = text.split('.')[1]?.length ?? 0;
  // More digits than the currency has, or an exponent: told as it is rather than rounded.
  return fraction > digits || text.includes('e') ? text : amount.toFixed(digits).replace(/^-(?=0(\.0*)?$)/, '');
}

/** `£1,234.50`; negative with a minus sign; with `plus`, positive with a plus sign. */
export function formatMoney(amount: number | string, currency: string, plus = false): string {
  const text = typeof amount === 'number' ? exactText(amount, currency) : amount;
  const shown = formatOf(currency).format(text.replace('-', '') as Intl.StringNumericLiteral);
  if (text.startsWith('-')) return `\u2212${shown}`;
  return plus && /[1-9]/.test(text) ? `+${shown}` : shown;
}

/** The amounts' exact sum, as text. */
export function sum(amounts: number[], currency: string): string {
  const digits = digitsOf(currency);
  const minor = amounts.reduce((total, amount) => total + BigInt(amount.toFixed(digits).replace('.', '')), 0n);
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** What someone typed as a cap: zero or more, with at most the currency's digits, or why not. */
export function parseCap(typed: string, currency: string): { amount: number } | { problem: string } {
  const text = typed.trim().replace(/^[£€$]/, '').replaceAll(',', '').trim();
  if (text === '') return { problem: 'Type an amount.' };
  if (!/^\d+(\.\d*)?$|^\.\d+$/.test(text)) return { problem: 'Type an amount such as 250 or 250.50.' };
  const digits = digitsOf(currency);
  if ((text.split('.')[1]?.length ?? 0) > digits) return { problem: `Use at most ${digits} digits after the point.` };
  const amount = Number(text);
  if (amount >= 1_000_000_000) return { problem: 'That is more than a cap can be.' };
  return { amount };
}
