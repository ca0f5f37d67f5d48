// What the page and its worker say to each other.

import type { BudgetReport, BudgetSettings, Problem, RecurringPayment, Transaction } from 'openpurse';
import type { FeedError } from '../edge/http.ts';

/** The worker's calls. Feeds are kept by connection, so that reading a bank again replaces what it said before. */
export interface Calls {
  /** Takes one connection's feed. When it cannot be read, what was there before stays. */
  put(connectionId: string, feed: Uint8Array<ArrayBuffer>): Feed;
  forget(connectionId: string): void;
  applySettings(settings: BudgetSettings): void;
  view(period?: string): View;
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
  recurring: RecurringPayment[];
  spending: Spending;
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

export type CoreAnswer = { id: number; value: unknown } | { id: number; error: { code: string; message: string } };
