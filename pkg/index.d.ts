// The package's types, written by hand. Money is a number in pounds, euros, … (never pence), negative = money out,
// unless a field says otherwise. Dates are the bank's local calendar dates, "YYYY-MM-DD".

/// <reference lib="esnext.disposable" />

declare global {
  // Merges with the DOM's, where there is one: Node's types alone know no WebAssembly.
  namespace WebAssembly {
    interface Module {}
  }
}

/**
 * Loads the wasm. Idempotent; after a failure it may be called again.
 *
 * Browsers need it once, awaited, before anything else. In Node, Deno, Bun and workerd everything works at import and
 * this resolves at once.
 *
 * @param source where the wasm is, when it is not the file beside the package's own code.
 * @throws {OpenpurseError} `init_failed`
 */
export function init(source?: URL | Response | ArrayBuffer | ArrayBufferView | WebAssembly.Module): Promise<void>;

/** What money was spent on, or where it came from. `other`: openpurse abstains rather than guess. */
export type Category =
  | 'groceries' | 'eating_out' | 'shopping' | 'transport' | 'travel' | 'housing' | 'home' | 'bills' | 'subscriptions' | 'insurance'
  | 'health' | 'education' | 'entertainment' | 'services' | 'gifts_charity' | 'cash' | 'fees' | 'tax_gov' | 'savings' | 'transfers'
  | 'income' | 'other';

/** What a category was decided by, the strongest first; `none`: nothing knew, the category is `other`. */
export type DecidedBy = 'you' | 'rule' | 'learned' | 'dictionary' | 'model' | 'bank' | 'none';

/** Any bank's row: a TrueLayer record as it came, or just a description and an amount. */
export interface TransactionInput {
  description: string;
  /** Negative = money out. In a TrueLayer card record (loaded with `kind: 'card'`) it is the other way round, as TrueLayer sends it. */
  amount: number | string;
  /** ISO 4217, such as `GBP`. */
  currency?: string;
  timestamp?: string;
  merchant_name?: string;
  transaction_type?: 'DEBIT' | 'CREDIT';
  transaction_category?: string;
  transaction_classification?: string[];
  meta?: Record<string, unknown>;
  [more: string]: unknown;
}

/** The answer for one row. */
export interface Categorised {
  category: Category;
  decided_by: DecidedBy;
  /** 0 to 1: how sure. */
  confidence: number;
  /** The merchant's name as people write it, or null where none was recognised. */
  merchant: string | null;
}

/**
 * Sorts rows into categories: one answer per row, in their order. Stateless.
 *
 * @param transactions the rows, or JSON of them as text or UTF-8 bytes. Bytes are the fastest.
 * @throws {OpenpurseError} `invalid_input` where it is not a list of transactions; `not_initialised` before {@link init}.
 */
export function categorise(transactions: TransactionInput[] | string | Uint8Array): Categorised[];

/** A household's transactions of any number of accounts, and its budget. Lives in the wasm's memory: {@link Ledger.free} it. */
export class Ledger {
  /**
   * @param options.settings defaults: Europe/London, GBP, calendar months, no caps.
   * @param options.learned what {@link Ledger.exportLearned} gave, here or on another device; default: nothing.
   * @param options.today "YYYY-MM-DD"; default: today in the settings' time zone.
   * @throws {OpenpurseError} `invalid_input`, `invalid_settings` or `invalid_learned`, which name the field. A ledger is made without
   * `learned` where that cannot be read: leave it out then.
   */
  constructor(options?: { settings?: BudgetSettings; learned?: string; today?: string });
  /**
   * Adds a feed; may be called once per feed.
   *
   * @param feed bytes or text of the edge's `GET /api/feed`, or TrueLayer's own `{"results":[…]}` with `account`, the account it belongs to.
   * @returns how much was added, and the rows that could not be read. A bad row never fails the rest.
   * @throws {OpenpurseError} `invalid_input` where the whole is not such a document.
   */
  load(feed: Uint8Array | string, account?: AccountRef): Loaded;
  /** The transactions, the newest first; a filter's fields all must match. `text` looks in description and merchant. */
  transactions(filter?: TransactionFilter): Transaction[];
  /** @param period a label of the settings' period kind, such as "2026-11"; default: the current one. */
  budget(period?: string): BudgetReport;
  /**
   * Sets the category of one transaction; with `always`, of its merchant from now on. After a few corrections of a kind strangers
   * of that kind are sorted like them, too.
   *
   * @returns the ids of the transactions whose category changes; `preview: true` changes nothing.
   * @throws {OpenpurseError} `invalid_input` where there is no such transaction or category.
   */
  correct(id: string, category: Category, options?: { always?: boolean; preview?: boolean }): { changed: string[] };
  /**
   * {@link Ledger.correct} of many at once: as fast as of one, and in whichever order they are named the same.
   *
   * @returns the ids of the transactions whose category changes, and those ids that no transaction has, which hinder no other.
   * @throws {OpenpurseError} `invalid_input` where there is no such category.
   */
  correctAll(ids: string[], category: Category, options?: { always?: boolean; preview?: boolean }): { changed: string[]; missing: string[] };
  /** What was learned from corrections: a versioned JSON text that another device, or a newer version, can read. */
  exportLearned(): string;
  /** Puts what another device learned to this; of two that disagree the later counts. @throws {OpenpurseError} `invalid_learned`; nothing changes then. */
  mergeLearned(learned: string): void;
  /** Why a transaction is what it is, in plain words and as codes. @throws {OpenpurseError} `invalid_input` where no transaction has the id. */
  explain(id: string): Explanation;
  /** Which transactions make a figure of {@link Ledger.budget}, and how much each: their amounts sum to it. */
  figure(figure: Figure, period?: string): Addend[];
  /** What other settings would make of the transactions: a rule can be looked at before it is saved. Changes nothing. */
  preview(settings: BudgetSettings): Change[];
  /** The pending transactions that are left out, because the settled one they became is there too. */
  settled(): Settled[];
  /**
   * Pairs of transactions in two currencies that may be one move between own accounts, by the settings' `rates`. Nothing is paired:
   * who agrees corrects both to `transfers`.
   */
  suggestedTransfers(): { out: string; in: string }[];
  /** The payments that come back and go on, in and out, the next one first. */
  recurring(): RecurringPayment[];
  /**
   * Adds a file that a person downloaded from a bank: CSV of Monzo, Starling, Revolut, Barclays, Lloyds, Nationwide or HSBC or by
   * a mapping, OFX, QFX, QIF or camt.053. Bytes are better than text: they still have their encoding.
   *
   * @throws {OpenpurseError} `invalid_input` where nothing of the file can be read. A bad row is a problem and fails no other.
   */
  importFile(file: Uint8Array | string, options?: ImportOptions): Loaded;
  /** All transactions as a CSV table (RFC 4180), the newest first. Texts that a spreadsheet would run as formulas begin with an apostrophe. */
  exportCsv(): string;
  /** All transactions as a journal of double-entry bookkeeping, the oldest first. @throws {OpenpurseError} `invalid_input` for another format. */
  exportJournal(format: 'hledger' | 'beancount'): string;
  /**
   * All booked transactions as OFX 2.1.1 (XML), for programs that import bank statements: one statement for each account and currency.
   * `FITID` is the transaction's id, so importing twice doubles nothing; pending transactions are left out. Where the bank gave no
   * balance, `LEDGERBAL` is the sum of the statement's lines, since OFX insists on one.
   */
  exportOfx(): string;
  /** The settings in use. Assigning validates them whole and throws {@link OpenpurseError}, changing nothing, when they are wrong. */
  get settings(): BudgetSettings;
  set settings(settings: BudgetSettings);
  /** Gives the memory back. Twice is harmless; any other call afterwards throws `freed`. */
  free(): void;
  /** The same as {@link Ledger.free}: `using ledger = new Ledger()`. */
  [Symbol.dispose](): void;
}

/** Every failure of this package. `code` is stable; `message` is for people. */
export class OpenpurseError extends Error {
  readonly code: 'invalid_input' | 'invalid_settings' | 'invalid_learned' | 'not_initialised' | 'init_failed' | 'freed' | 'internal' | (string & {});
  readonly detail?: unknown;
}

/** The account that a bare TrueLayer answer belongs to. */
export interface AccountRef {
  id: string;
  kind: 'account' | 'card';
}

/** How {@link Ledger.importFile} reads what a file does not say. */
export interface ImportOptions {
  /**
   * The id of a loaded account whose file this is. Files of Monzo, Starling, Revolut, Nationwide and HSBC have no account number:
   * beside a feed of the same account they need this, or all would count twice.
   */
  account?: string;
  /** The bank, where the file does not name it. */
  bank?: string;
  /** With `bank` it says who an account is that has no number in the file. */
  account_name?: string;
  kind?: 'account' | 'card';
  /** Of amounts that have none; default GBP. */
  currency?: string;
  /** Of a QIF file whose dates leave it open; default `dmy`. */
  date_order?: 'dmy' | 'mdy' | 'ymd';
  mapping?: ImportMapping;
}

/** The columns of any CSV file, each by its heading or its number from 1: `amount`, or both of `money_out` and `money_in`. */
export interface ImportMapping {
  date: string;
  description: string;
  amount?: string;
  money_out?: string;
  money_in?: string;
  currency?: string;
  id?: string;
  date_order?: 'dmy' | 'mdy' | 'ymd';
  /** `1.234,56` instead of `1,234.56`. */
  decimal_comma?: boolean;
  /** Money out is positive in `amount`. */
  flip_sign?: boolean;
  no_header?: boolean;
}

/** What {@link Ledger.load} or {@link Ledger.importFile} added. */
export interface Loaded {
  accounts: number;
  transactions: number;
  problems: Problem[];
}

/** A row that could not be read as it should. */
export interface Problem {
  code: string;
  message: string;
  /** Its place in the list it came in, from 0. */
  row?: number;
  /** What `message` says, as a code with its parts: of every row of {@link Ledger.importFile}, for other languages than English. */
  file?: FileProblem;
}

/** A row of a file that does not count, and why. */
export interface FileProblem {
  format: 'csv' | 'ofx' | 'qif' | 'camt';
  /** The line that the row is on in a CSV file; in the others which of its account's transactions it is. From 1. */
  number: number;
  reason: RowReason;
}

/** Why a row of a file does not count. */
export type RowReason =
  /** What cannot be read there. `field` is the column, as the mapping or the bank names it, or the format's own name, such as `DTPOSTED`. */
  | { code: 'no_date' | 'no_amount' | 'no_currency'; field: string }
  /** Neither money out nor money in is there. */
  | { code: 'no_money' }
  /** The payment was declined. */
  | { code: 'declined' }
  /** The bank did not book it: `state` says so in the file's own word, such as `REVERTED`. */
  | { code: 'not_booked'; state: string }
  /** The file breaks off here. */
  | { code: 'truncated' };

export interface TransactionFilter {
  from?: string;
  to?: string;
  category?: Category;
  account?: string;
  text?: string;
}

export interface Transaction {
  /** Stable over refreshes and reconnections. */
  id: string;
  account_id: string;
  date: string;
  description: string;
  merchant: string | null;
  amount: number;
  currency: string;
  status: 'settled' | 'pending';
  /** `transfer`: between own accounts. `refund`: reduces the category it came from. */
  kind: 'spending' | 'income' | 'transfer' | 'refund' | 'excluded';
  category: Category;
  decided_by: DecidedBy;
  confidence: number;
  /** The id of a transfer's other leg, where both are here. */
  transfer_with?: string;
  /** The id of the purchase that a refund gives back, wholly or in part, where it is here. */
  refund_of?: string;
  /** The parts that a rule splits it into; they sum to `amount`. */
  splits?: Part[];
}

/** A part of a split transaction. */
export interface Part {
  category: Category;
  /** Negative = money out. */
  amount: number;
}

export interface Explanation {
  category: Category;
  decided_by: DecidedBy;
  confidence: number;
  /** In plain English words, the deciding reason first. */
  because: string[];
  /** The same reasons in the same order, as codes with all that the sentences are made of: for other languages than English. */
  reasons: Reason[];
}

/**
 * Why a transaction is what it is: `{ code: 'correction', on: '2026-11-03', category: 'groceries' }` is what
 * `Your correction of 2026-11-03 says that it is Groceries.` says. A later version may know more codes.
 */
export type Reason =
  /** One side of a move between own accounts: the other side's account by its name, and its day. */
  | { code: 'transfer'; account: string; on: string }
  /** The person said what it or its merchant is, on that day. */
  | { code: 'correction'; on: string; category: Category }
  /** The person said what payments are that look like it. */
  | { code: 'similar_corrections'; category: Category }
  /** The person's rule of that id. */
  | { code: 'rule'; id: string }
  /** Who was paid is known; `list` has it in this category, where the statement's own text names who was paid. */
  | { code: 'merchant'; name: string; category: Category; list?: 'openpurse' | 'openstreetmap' }
  /** The words of the statement say what it is. */
  | { code: 'statement_text'; category: Category }
  /** A likeness, no knowledge: the word speaks most for it. */
  | { code: 'looks_like'; category: Category; word: string }
  /** What the bank calls it, from general to specific. */
  | { code: 'bank_classification'; names: string[] }
  /** Nothing but the way the money moved suggests it. */
  | { code: 'payment_method'; category: Category }
  | { code: 'unknown' }
  /** It gives back the purchase of that day, or a part of it. */
  | { code: 'refund'; on: string; partial: boolean }
  /** The rule divides it among several categories. */
  | { code: 'split' };

/** A sum of the report. Only what is spent has categories; the currency is the settings' where none is given. */
export interface Figure {
  of: 'spent' | 'income' | 'transfers' | 'excluded';
  category?: Category;
  currency?: string;
}

/** What one transaction adds to a figure, in the figure's sign. */
export interface Addend {
  id: string;
  amount: number;
}

/** A transaction that other settings would read otherwise. */
export interface Change {
  id: string;
  before: Meaning;
  after: Meaning;
}

/** What a transaction means for the budget. */
export interface Meaning {
  kind: Transaction['kind'];
  category: Category;
  splits?: Part[];
}

/** A pending transaction and the settled one it became. */
export interface Settled {
  pending: string;
  /** The pending one's amount. */
  amount: number;
  settled: string;
  /** False where it was only likely: another amount or description. */
  sure: boolean;
}

/** A payment that comes back. Of a move between own accounts only the side that pays is listed. */
export interface RecurringPayment {
  name: string;
  category: Category;
  /** What the next one will be: an estimate where it varies. */
  amount: number;
  currency: string;
  /** Rarer rhythms of standing orders are `10_days`, `3_weeks`, `6_months`; `unknown`: only the next date is known. */
  every:
    | 'day' | 'working_day' | 'week' | 'fortnight' | 'four_weeks' | 'month' | 'quarter' | 'year' | 'unknown'
    | `${number}_days` | `${number}_weeks` | `${number}_months`;
  /** Today at the earliest: one that is a few days late is expected today. */
  next_date: string;
  /** Null for a standing order that no transaction shows yet. */
  last_date: string | null;
  source: 'standing_order' | 'direct_debit' | 'detected';
  /** Where it is paid from or into. */
  account_id: string;
  /** Whether it only moves one's own money. */
  transfer: boolean;
  /** A new amount, paid for the first few times or about to be. */
  changed?: { from: number; to: number };
  /** The day on which it was due and did not come. */
  missed?: string;
}

export interface BudgetReport {
  ok: true;
  /** Both days are inside. */
  period: { label: string; from: string; to: string };
  currency: string;
  /** One per cap. */
  budgets: BudgetLine[];
  /** The sums over all caps. */
  capped: { amount: number; carried: number; spent: number; left: number };
  /** The other categories with spending, the largest first. */
  uncapped: SpendingLine[];
  /** What can still be spent until the period ends; null when it is over. */
  left_to_spend: LeftToSpend | null;
  income: number;
  /** Positive money spent over all categories, refunds taken off. */
  spent: number;
  /** The signed sum of moves between own accounts, so without those of which both sides are in the period. */
  transfers: number;
  /** The signed sum of what the rules left out. */
  excluded: number;
  balance_check: BalanceCheck;
  /** Recurring payments to come in the period, the next one first; `amount` is negative where money goes out. */
  upcoming: { name: string; date: string; amount: number; source: 'standing_order' | 'direct_debit' | 'detected' }[];
  /** The thresholds that caps have reached, and the caps that will not last. */
  alerts: Alert[];
  /** Currencies are never added together: each has its own totals. */
  other_currencies: CurrencyTotals[];
}

/**
 * With caps: what they leave, less the recurring payments still to come in their categories. Without caps: the period's income,
 * received and expected, less what was spent and all recurring payments to come.
 */
export interface LeftToSpend {
  /** Negative when it will not last. */
  amount: number;
  /** The same for each day from today on; never negative. */
  per_day: number;
  /** The last day it is for. */
  until: string;
  /** The recurring payments to come that were taken off, positive. */
  commitments: number;
}

export interface Alert {
  /** The same as long as it means the same, such as "2026-11/groceries/80". */
  id: string;
  code: 'cap_threshold' | 'projected_over';
  category: Category;
  /** Percent of the cap with what was carried over. */
  threshold: number;
  message: string;
}

/** A category with a cap. */
export interface BudgetLine {
  name: string;
  category: Category;
  /** The cap. */
  amount: number;
  /** Positive money spent; negative when more came back than went out. */
  spent: number;
  /** Of the cap and what was carried over; negative when overspent. */
  left: number;
  /** From the periods before; negative where they were overspent. */
  carried: number;
  /** Spending against the allowance to date: recurring payments come off the cap first, the rest is allowed day by day. */
  pace: 'on_track' | 'ahead' | 'over';
  /** Spending at the period's end: what is spent, what is known to come, and the habit of the days so far and of earlier periods. */
  projected: number;
  /** How many transactions `spent` is made of. */
  transactions: number;
}

/** A category without a cap. */
export interface SpendingLine {
  name: string;
  category: Category;
  /** As in {@link BudgetLine}. */
  spent: number;
}

/** Both are equal: the transactions' sum, and income - spent + transfers + excluded. Nothing is lost or counted twice. */
export interface BalanceCheck {
  input: number;
  accounted: number;
}

/** A currency that is not the settings', its figures as in {@link BudgetReport}. */
export interface CurrencyTotals {
  currency: string;
  uncapped: SpendingLine[];
  income: number;
  spent: number;
  transfers: number;
  excluded: number;
  balance_check: BalanceCheck;
  /** An estimate in the report's currency, where the settings have a rate; in none of the sums. */
  converted?: { income: number; spent: number };
}

export interface BudgetSettings {
  /** IANA name, default "Europe/London". */
  timezone?: string;
  /** ISO 4217, default "GBP". */
  currency?: string;
  period?: Period;
  caps?: Cap[];
  /** In order: the first that matches wins. */
  rules?: Rule[];
  /** Percent of a cap. */
  alert_thresholds?: number[];
  /** How much of `currency` one unit of another is; never fetched, only for estimates. */
  rates?: { currency: string; rate: number | string }[];
}

/** How the year is divided. Months are labelled `2026-11`, the others by their first day. */
export type Period =
  | { kind: 'month'; start_day?: number }
  | { kind: 'week'; starts?: 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday' }
  | { kind: 'fortnight' | 'four_weeks'; anchor: string }
  /** From payday to payday. A day that is no working day in England and Wales is shifted, to the previous one by default. */
  | { kind: 'payday'; day: number | 'last_working_day'; shift?: 'previous' | 'next' };

/** The most that is to be spent on a category in a period. */
export interface Cap {
  /** Of spending: not `income`, not `transfers`. */
  category: Category;
  /** Zero or more. */
  amount: number | string;
  /** What of the rest goes on to the next period: nothing (the default), what was left, or that and what was overspent. */
  rollover?: 'none' | 'surplus' | 'surplus_and_deficit';
  /** Other amounts from some days on, the earliest first; a period has the one in force on its first day. */
  changes?: { from: string; amount: number | string }[];
}

/** A person's own rule. All of the conditions given must hold; there must be at least one. */
export interface Rule {
  /** Unique among the rules. */
  id: string;
  if: {
    /** The description contains this, in any case. */
    text?: string;
    /** The merchant is called this, in any case. */
    merchant?: string;
    /** The account's id or fingerprint. */
    account?: string;
    direction?: 'in' | 'out';
    /** The amount without its sign is at least this. */
    min?: number | string;
    /** The amount without its sign is at most this. */
    max?: number | string;
  };
  /** A split has 2 to 10 parts of different categories of spending; their percentages sum to 100 exactly. */
  then: { category: Category } | { exclude: true } | { split: { category: Category; percent: number | string }[] };
}
