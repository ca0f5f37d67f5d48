// What the page and its worker say to each other.

import type { BudgetReport, BudgetSettings, Category, Change, Explanation, ImportOptions, Problem, Transaction } from 'openpurse';
import type { FeedError } from '../edge/http.ts';
import type { Filter } from '../model/filter.ts';
import type { Total } from '../model/listing.ts';
import type { Regular } from '../model/recurring.ts';
import type { Names } from '../model/search.ts';

/** The worker's calls. Feeds are kept by connection, so that reading a bank again replaces what it said before. */
export interface Calls {
  /** Takes one connection's feed. When it cannot be read, what was there before stays. */
  put(connectionId: string, feed: Uint8Array<ArrayBuffer>): Feed;
  /** A connection's feed as text, for a store; undefined where there is none. */
  packed(connectionId: string): Promise<string | undefined>;
  /** Takes a feed as `put` does, from what `packed` made of it. */
  putPacked(connectionId: string, packed: string): Promise<Feed>;
  forget(connectionId: string): void;
  /** Everything: feeds, files, settings, what was learned. What is still under way leaves nothing behind. */
  forgetAll(): void;
  applySettings(settings: BudgetSettings): void;
  view(period?: string): View;
  /** What was learned from corrections, for this ledger and every one after it; undefined: nothing. When it cannot be read, what was there stays. */
  useLearned(learned: string | undefined): void;
  /** Why a row is what it is; `other` is the row it belongs to. */
  explain(id: string, other?: string): Reason;
  correct(id: string, category: Category, choice: { always: boolean; preview: boolean }): Correction;
  /** Puts a saved copy to what was learned. */
  mergeLearned(learned: string): Relearned;
  /** Takes a file of a bank, read as the options say. What cannot be read leaves nothing behind. */
  importFile(name: string, bytes: Uint8Array<ArrayBuffer>, options?: ImportOptions): ImportedFile;
  /** What a file would be read as. Takes nothing. */
  tryFile(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): Trial;
  forgetFile(id: string): void;
  exportAs(format: ExportFormat): string;
  /** The current period and those before it that begin on that day or later. */
  history(since: string, fed: string): History;
  /** What other settings would make of the transactions. Changes nothing. */
  preview(settings: BudgetSettings): Preview;
  /** The current period and the next one, by other settings. Changes nothing. */
  periods(settings: BudgetSettings): [BudgetReport['period'], BudgetReport['period']];
  /** All that is loaded, the newest first: a slice, since to read thousands at once would hold up the page. */
  rows(from: number, count: number): Rows;
  /** Which of all the rows match. */
  find(filter: Filter, names: Names): Found;
  /** As `correct`, of many at once; those that are not there any more are named, and hinder no other. */
  correctAll(ids: string[], category: Category, choice: { always: boolean; preview: boolean }): AllCorrected;
}

export interface History {
  /** The earliest first; the last one is the current one. */
  reports: BudgetReport[];
  next: BudgetReport['period'];
  /** Of each account that has spending, the first and the last day of them; what lies before four weeks without any is left aside. */
  accounts: AccountDays[];
}

export interface AccountDays {
  id: string;
  from: string;
  to: string;
  /** The last day with a row before banks are read, where there is one: of a file. */
  before?: string;
}

export interface Preview {
  /** How many transactions would change. */
  count: number;
  /** The newest of them, with what they would become. */
  changes: (Change & { transaction: Transaction })[];
}

export type ExportFormat = 'csv' | 'ofx' | 'hledger' | 'beancount' | 'learned';

export interface Reason {
  explanation: Explanation;
  /** A transfer's other leg or a refund's purchase, also of another period. */
  other?: Transaction;
}

/** What was learned, before and after. */
export interface Relearned {
  before: string;
  after: string;
}

/** The rows whose category changes, as they are before; they may lie outside the period on the screen. */
export interface Correction extends Relearned {
  changed: Transaction[];
}

export interface Rows {
  /** The same as long as the rows are. */
  version: number;
  total: number;
  transactions: Transaction[];
}

export interface Found {
  version: number;
  /** Where they are among all rows, in order. */
  places: Uint32Array<ArrayBuffer>;
  /** The exact sums of what counts of them: of a split, where one category is looked for, its part. */
  sums: Total[];
}

/** The rows themselves are not told: they may be thousands. */
export interface AllCorrected extends Relearned {
  /** How many rows change, and how many of these were not among the chosen. */
  changed: number;
  others: number;
  /** Who is among the rows that change, the most frequent first. */
  names: Named[];
  /** The ids of those that are not there any more. */
  missing: string[];
}

export interface Named {
  name: string;
  count: number;
}

/** A file of a bank that is not connected, as it stands in the ledger. */
export interface ImportedFile {
  id: string;
  name: string;
  /** Those that no feed and no earlier file has. */
  accounts: Account[];
  /** How many the file has. */
  transactions: number;
  /** How many of them were not there already, and their first and last day. */
  added: number;
  from?: string;
  to?: string;
  problems: Problem[];
  /** Why it does not count any more: its account is gone. */
  failure?: string;
}

/** What a file would be read as. */
export interface Trial {
  transactions: number;
  problems: Problem[];
  /** The newest few. */
  first: Transaction[];
}

/** What a feed says beside its transactions. */
export interface Feed {
  asOf: string | null;
  accounts: Account[];
  /** What did not come from the bank. */
  errors: FeedError[];
  /** Rows that the core could not read. */
  problems: Problem[];
}

export interface Account {
  id: string;
  name: string;
}

/** One period, ready to be drawn. */
export interface View {
  report: BudgetReport;
  transactions: Transaction[];
  /** As of today, whichever period is shown. */
  recurring: Regular[];
  spending: Spending;
  /** Absent where none were imported. */
  files?: ImportedFile[];
}

/** Spending as it grew day by day: in the categories with a cap, or in all where there is no cap. */
export interface Spending {
  /** The exact sum since the period's first day, for each of its days. */
  days: string[];
  /** The same for the period before; undefined where it has no transactions. */
  before?: string[];
  /** What the caps allow by the last day; undefined without caps. */
  allowed?: string;
}

export interface CoreRequest {
  id: number;
  call: keyof Calls;
  args: unknown[];
}

/** A `part` is some of the rows of a value that follows. */
export type CoreAnswer = { id: number; value: unknown } | { id: number; part: Transaction[] } | { id: number; error: { code: string; message: string } };
