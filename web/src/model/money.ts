// Amounts as people read them, and as exact text. No arithmetic on fractions: sums are of whole minor units.

import { locale, t } from '../text/index.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** Each is made once: that takes as long as to use it a hundred times. */
function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  // The language may change while the page is open.
  const key = `${locale} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, format);
  return format;
}

function formatOf(currency: string, more: Intl.NumberFormatOptions = {}): Intl.NumberFormat {
  return numberFormat({ style: 'currency', currency, ...more });
}

/** How many digits an amount of it has behind the mark. */
export function digitsOf(currency: string): number {
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
  return decimalText(minor, digits);
}

/** Minor units as decimal text: -350 with two digits is `-3.50`. */
export function decimalText(minor: bigint, digits: number): string {
  const sign = minor < 0n ? '-' : '';
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** What stands between whole units and their parts where amounts of money are written: `.` or `,`. Of no currency: as of most. */
export function decimalMark(currency = 'XXX'): string {
  return markOf(formatOf(currency, { minimumFractionDigits: 1 }));
}

/** How such an amount is typed, for an input's first value: `1250.50` or `1250,50`. */
export function typedAmount(amount: number | string, currency: string): string {
  return (typeof amount === 'number' ? exactText(amount, currency) : amount).replace('.', decimalMark(currency));
}

/**
 * What someone typed as a cap, in the person's own notation: zero or more, with at most the currency's digits, or why not. Groups
 * must be where they belong, so that a point for a comma is never taken for a thousand times as much. Many places write amounts of
 * money and other numbers differently (`£1,250.50` and `1.250,50` for English in Germany): both are read, unless they mean two amounts.
 */
export function parseCap(typed: string, currency: string): { amount: number } | { problem: string } {
  const says = t.errors.amount;
  const text = withoutSymbol(typed, currency);
  if (text === '') return { problem: says.empty };
  if (/\p{Sc}/u.test(text)) return { problem: says.otherCurrency(currency) };
  const digits = digitsOf(currency);
  const readings = [{ style: 'currency', currency } as const, {}].flatMap((style) => reading(text, style) ?? []);
  const fitting = readings.filter(({ fraction }) => fraction.length <= digits);
  const [found, other] = new Set(fitting.map(({ whole, fraction }) => decimalText(BigInt(whole + fraction.padEnd(digits, '0')), digits)));
  if (found === undefined) {
    const [long] = readings;
    if (long === undefined) return { problem: example(currency) };
    return { problem: digits === 0 ? says.none : says.digits(digits, long.mark) };
  }
  if (other !== undefined) return { problem: says.ambiguous(typedAmount(found, currency), typedAmount(other, currency)) };
  if (Number(found) >= 1_000_000_000) return { problem: says.tooMuch };
  return { amount: Number(found) };
}

function withoutSymbol(typed: string, currency: string): string {
  const symbolOf = (currencyDisplay: 'symbol' | 'narrowSymbol') =>
    formatOf(currency, { currencyDisplay }).formatToParts(0).find(({ type }) => type === 'currency')?.value;
  const text = typed.trim();
  const symbol = [symbolOf('symbol'), symbolOf('narrowSymbol'), currency].find((known) => known && (text.startsWith(known) || text.endsWith(known))) ?? '';
  return (text.startsWith(symbol) ? text.slice(symbol.length) : text.slice(0, -symbol.length)).trim();
}

interface Reading {
  whole: string;
  fraction: string;
  mark: string;
}

/** The digits of a text as the locale writes money, or other numbers; undefined where it is not written so. */
function reading(text: string, style: Intl.NumberFormatOptions): Reading | undefined {
  const mark = markOf(numberFormat({ ...style, minimumFractionDigits: 1 }));
  const [before = '', fraction = '', ...more] = text.split(mark);
  const whole = ungrouped(before, numberFormat({ ...style, maximumFractionDigits: 0, useGrouping: 'always' }));
  if (whole === undefined || more.length > 0 || !/^\d*$/.test(fraction) || whole + fraction === '') return undefined;
  return { whole, fraction, mark };
}

function markOf(format: Intl.NumberFormat): string {
  return format.formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
}

/** The digits of a whole number, whose groups are absent or as the format makes them. */
function ungrouped(whole: string, format: Intl.NumberFormat): string | undefined {
  if (/^\d*$/.test(whole)) return whole;
  const digits = whole.replace(/\D/g, '');
  if (digits === '' || digits.length > 15) return undefined;
  return alike(numeral(format, BigInt(digits))) === alike(whole) ? digits : undefined;
}

/** Spaces and apostrophes as grouping come in several forms; keyboards have one of each. */
function alike(text: string): string {
  return text.replace(/\s/g, ' ').replace(/[\u2019']/g, "'");
}

/** Without the currency. */
function numeral(format: Intl.NumberFormat, value: number | bigint): string {
  const parts = format.formatToParts(value).filter(({ type }) => ['integer', 'group', 'decimal', 'fraction'].includes(type));
  return parts.map(({ value }) => value).join('');
}

function example(currency: string): string {
  const whole = formatOf(currency, { maximumFractionDigits: 0 });
  return t.errors.amount.example(numeral(whole, 250), numeral(formatOf(currency), digitsOf(currency) === 0 ? 250 : 250.5));
}
