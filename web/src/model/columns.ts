// The columns of a CSV file that no layout is known for: its first rows, and a guess at what they are, for a person to put right.

import type { ImportMapping } from 'openpurse';

/** The first rows of a table. */
export interface Table {
  /** With the headings, if there are any; what stands above them is left out. */
  rows: string[][];
  columns: number;
}

export type DateOrder = NonNullable<ImportMapping['date_order']>;

/** A mapping while it is being chosen: columns from 1, 0 for none. */
export interface Choice {
  date: number;
  description: number;
  amount: number;
  moneyOut: number;
  moneyIn: number;
  currency: number;
  dateOrder: DateOrder;
  decimalComma: boolean;
  flipSign: boolean;
  noHeader: boolean;
}

/** Banks put some lines about the account above the table. The core looks no further either. */
const PREAMBLE = 20;
const SHOWN = 6;

/** The first rows of a file, or nothing where it is no table. */
export async function tableOf(bytes: Uint8Array): Promise<Table | undefined> {
  const { default: Papa } = await import('papaparse');
  const parsed = Papa.parse<string[]>(textOf(bytes), { delimitersToGuess: [',', ';', '\t'], preview: PREAMBLE + SHOWN, skipEmptyLines: 'greedy' });
  const columns = Math.max(0, ...parsed.data.map((row) => row.length));
  if (columns < 2) return undefined;
  const first = parsed.data.findIndex((row) => row.length === columns);
  return { rows: parsed.data.slice(first, first + SHOWN), columns };
}

/** How a column is called: by its heading, else by its number. */
export function columnName({ rows }: Table, column: number, noHeader: boolean): string {
  return noHeader ? '' : (rows[0]?.[column - 1] ?? '').trim();
}

export function guess(table: Table): Choice {
  const headings = Array.from({ length: table.columns }, (_, at) => columnName(table, at + 1, false));
  const noHeader = headings.some((heading) => /^[-+]?\d[\d.,/-]*$/.test(heading));
  const find = (words: RegExp) => (noHeader ? 0 : headings.findIndex((heading) => words.test(heading)) + 1);
  const date = find(DATE);
  const moneyOut = find(OUT);
  const moneyIn = find(IN);
  const both = moneyOut > 0 && moneyIn > 0 && moneyOut !== moneyIn;
  const amount = both ? 0 : find(AMOUNT);
  const sample = (column: number) => table.rows.slice(noHeader ? 0 : 1).map((row) => (row[column - 1] ?? '').trim());
  return {
    date, description: find(DESCRIPTION), amount,
    moneyOut: both ? moneyOut : 0, moneyIn: both ? moneyIn : 0, currency: find(CURRENCY),
    dateOrder: orderOf(sample(date)),
    decimalComma: [amount, moneyOut, moneyIn].flatMap(sample).some((cell) => /,\d{1,2}(\D*)$/.test(cell)),
    flipSign: false, noHeader,
  };
}

/** What the core needs, once enough is chosen. */
export function mappingOf(table: Table, choice: Choice): ImportMapping | undefined {
  const { amount, moneyOut, moneyIn } = choice;
  if (choice.date === 0 || choice.description === 0 || (amount === 0 && (moneyOut === 0 || moneyIn === 0))) return undefined;
  const name = (column: number) => nameFor(table, column, choice.noHeader);
  return {
    date: name(choice.date), description: name(choice.description), date_order: choice.dateOrder, decimal_comma: choice.decimalComma,
    no_header: choice.noHeader,
    ...(amount > 0 ? { amount: name(amount), flip_sign: choice.flipSign } : { money_out: name(moneyOut), money_in: name(moneyIn) }),
    ...(choice.currency > 0 && { currency: name(choice.currency) }),
  };
}

/** By its heading where that is its own: only so are lines above the headings passed over. */
function nameFor(table: Table, column: number, noHeader: boolean): string {
  const name = columnName(table, column, noHeader);
  const same = (table.rows[0] ?? []).filter((heading) => heading.trim().toLowerCase() === name.toLowerCase());
  return name === '' || same.length > 1 ? String(column) : name;
}

/** Day first where nothing speaks against it. */
function orderOf(dates: string[]): DateOrder {
  const parts = dates.map((date) => date.split(/\D+/).filter(Boolean).map(Number)).filter((found) => found.length >= 3);
  if (parts.some(([first]) => first! > 31)) return 'ymd';
  return parts.some(([, second]) => second! > 12) ? 'mdy' : 'dmy';
}

/** Whether dates of a QIF file can be read with the day or with the month first. */
export function isQifOpen(text: string): boolean {
  const dates = [...text.matchAll(/^D\s*(\d+)\D+(\d+)/gm)].map(([, first, second]) => [Number(first), Number(second)] as const);
  return dates.length > 0 && dates.every(([first, second]) => first <= 12 && second <= 12);
}

/** As the bank wrote it: Unicode, or else the letters of Western Europe. */
export function textOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

const DATE = /date|datum|buchungstag|valuta|fecha|data/i;
const DESCRIPTION = /descri|details|payee|merchant|narrative|memo|text|zweck|empf|name|reference/i;
const AMOUNT = /amount|betrag|umsatz|value|importe|montant|sum/i;
const OUT = /(money|paid) ?out|debit|withdraw|soll|ausg/i;
const IN = /(money|paid) ?in|credit|deposit|haben|eing/i;
const CURRENCY = /currency|ccy|w(ä|ae)hrung/i;
