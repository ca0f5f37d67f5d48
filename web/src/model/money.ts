// Amounts as people read them, and as exact text. No arithmetic on fractions: sums are of whole minor units.

import { locale, t } from '../text/index.ts';

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string): Intl.NumberFormat {
  // The language may change while the page is open.
  const key = `${locale} ${currency}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(key, format);
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

/** What stands between whole units and their parts where the person lives: `.` or `,`. */
export function decimalMark(): string {
  return new Intl.NumberFormat(locale).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value ?? '.';
}

/**
 * What someone typed as a cap, in the person's own notation: zero or more, with at most the currency's digits, or why not. Groups
 * must be where they belong, so that a point for a comma is never taken for a thousand times as much.
 */
export function parseCap(typed: string, currency: string): { amount: number } | { problem: string } {
  const mark = decimalMark();
  const text = withoutSymbol(typed, currency);
  if (text === '') return { problem: t.errors.amount.empty };
  const [whole = '', fraction = '', ...more] = text.split(mark);
  const digits = digitsOf(currency);
  const plain = ungrouped(whole);
  if (plain === undefined || more.length > 0 || !/^\d*$/.test(fraction) || plain + fraction === '') return { problem: example(digits) };
  if (fraction.length > digits) return { problem: digits === 0 ? t.errors.amount.none : t.errors.amount.digits(digits, mark) };
  const amount = Number(`${plain || '0'}.${fraction || '0'}`);
  if (amount >= 1_000_000_000) return { problem: t.errors.amount.tooMuch };
  return { amount };
}

/** How such an amount is typed, for an input's first value: `1250.50` or `1250,50`. */
export function typedAmount(amount: number, currency: string): string {
  return exactText(amount, currency).replace('.', decimalMark());
}

function withoutSymbol(typed: string, currency: string): string {
  const own = formatOf(currency).formatToParts(0).find(({ type }) => type === 'currency')?.value ?? currency;
  const text = typed.trim();
  const symbol = [own, currency, '£', '€', '$'].find((symbol) => text.startsWith(symbol) || text.endsWith(symbol)) ?? '';
  return (text.startsWith(symbol) ? text.slice(symbol.length) : text.slice(0, -symbol.length)).trim();
}

/** The digits of a whole number, whose groups are absent or as the person's locale makes them. */
function ungrouped(whole: string): string | undefined {
  if (/^\d*$/.test(whole)) return whole;
  const digits = whole.replace(/\D/g, '');
  if (digits === '' || digits.length > 15) return undefined;
  const grouped = new Intl.NumberFormat(locale, { useGrouping: true, maximumFractionDigits: 0 }).format(BigInt(digits));
  return alike(grouped) === alike(whole) ? digits : undefined;
}

/** Spaces and apostrophes as grouping come in several forms; keyboards have one of each. */
function alike(text: string): string {
  return text.replace(/\s/g, ' ').replace(/[\u2019']/g, "'");
}

function example(digits: number): string {
  const format = (fraction: number, value: number) =>
    new Intl.NumberFormat(locale, { minimumFractionDigits: fraction, maximumFractionDigits: fraction }).format(value);
  return t.errors.amount.example(format(0, 250), digits === 0 ? format(0, 250) : format(digits, 250.5));
}
