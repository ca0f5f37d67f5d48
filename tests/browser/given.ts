// Accounts and rows of a test's own, dated from today, so that it means the same on every day: what the banks then answer with.

import { expect, type Page } from '@playwright/test';
import type { BudgetSettings } from 'openpurse';
import { connect, reloadAnew, type Stage } from './stage.ts';

export interface Given {
  /** Days from today, which is 0. */
  on: number;
  text: string;
  /** In pence or cents; negative = money out. */
  amount: number;
  currency?: string;
  /** The bank's own; without one a purchase, or a credit. */
  category?: string;
}

export interface GivenAccount {
  id: string;
  name: string;
  rows: Given[];
  pending?: Given[];
}

/** A day so many days from today. */
export function day(today: string, offset: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);
}

/** 28 days that end today. */
export function upToToday(today: string): BudgetSettings['period'] {
  return { kind: 'four_weeks', anchor: day(today, -27) };
}

/** Connects a bank that has these accounts, saves the settings and reads again. Answers today and the feed. */
export async function stand(page: Page, stage: Stage, accounts: GivenAccount[], more: BudgetSettings = {}): Promise<{ today: string; feed: string }> {
  const { today } = await stage.bank.records();
  await stage.bank.give(today, JSON.stringify({ accounts: accounts.map((account) => asTrueLayer(today, account)) }));
  await connect(page, stage, 'Monzo');
  return { today, feed: await save(page, { period: upToToday(today), ...more }) };
}

/** Saves settings as another device would, and loads the page anew. Answers the feed. */
export async function save(page: Page, settings: BudgetSettings): Promise<string> {
  const status = await page.evaluate(async (body) => {
    const { headers } = await fetch('/api/budget-settings');
    const etag = headers.get('etag');
    const ours = { 'content-type': 'application/json', 'x-requested-by': 'openpurse', ...(etag === null ? {} : { 'if-match': etag }) };
    return (await fetch('/api/budget-settings', { method: 'PUT', headers: ours, body })).status;
  }, JSON.stringify(settings));
  expect(status).toBe(200);
  const answer = page.waitForResponse((response) => response.url().includes('/api/feed'));
  await reloadAnew(page);
  const feed = await (await answer).text();
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  return feed;
}

function asTrueLayer(today: string, { id, name, rows, pending = [] }: GivenAccount): object {
  const record = ({ on, text, amount, currency = 'GBP', category = amount < 0 ? 'PURCHASE' : 'CREDIT' }: Given, index: number) => ({
    timestamp: `${day(today, on)}T00:00:00Z`, description: text, amount: amount / 100, currency,
    transaction_type: amount < 0 ? 'DEBIT' : 'CREDIT', transaction_category: category, transaction_id: `${id} ${index} ${text}`,
  });
  const account = {
    account_id: id, account_type: 'TRANSACTION', display_name: name, currency: 'GBP',
    account_number: { number: `1000${String(id.length).padStart(4, '0')}`, sort_code: '01-21-31' }, provider: { provider_id: 'mock' },
  };
  return { kind: 'account', account, balance: null, transactions: rows.map(record), pending: pending.map(record), standing_orders: [], direct_debits: [] };
}

/** A transaction of that many days from today; money out is negative. */
export function row(today: string, offset: number, description: string, signed: number, category = 'PURCHASE') {
  return {
    timestamp: `${day(today, offset)}T00:00:00Z`, description, amount: signed, currency: 'GBP',
    transaction_type: signed < 0 ? 'DEBIT' : 'CREDIT', transaction_category: category, transaction_id: `row ${offset} ${description}`,
  };
}

interface Order {
  frequency: string;
  previous?: string;
  next: string;
  amount: number;
  reference: string;
}

export function standingOrder(today: string, { frequency, previous, next, amount, reference }: Order) {
  return {
    frequency, status: 'Active', timestamp: `${today}T06:30:00Z`, currency: 'GBP', reference,
    ...(previous && { previous_payment_timestamp: `${previous}T00:00:00Z`, previous_payment_amount: amount }),
    next_payment_date: `${next}T00:00:00Z`, next_payment_amount: amount, first_payment_date: '2024-06-26T00:00:00Z',
    first_payment_amount: amount, final_payment_date: '9999-12-31T00:00:00Z',
  };
}

/** The feed of one current account. */
export function feed(lists: { transactions?: object[]; standing_orders?: object[]; direct_debits?: object[] }): string {
  const account = {
    account_id: 'current', account_type: 'TRANSACTION', display_name: 'Current', currency: 'GBP',
    account_number: { number: '10000007', sort_code: '01-21-31' }, provider: { provider_id: 'mock' },
  };
  const all = { transactions: [], pending: [], standing_orders: [], direct_debits: [], ...lists };
  return JSON.stringify({ accounts: [{ kind: 'account', account, balance: null, ...all }] });
}

/** The `data-*` of each element with that id. */
export async function data(page: Page, testId: string): Promise<DOMStringMap[]> {
  return page.getByTestId(testId).evaluateAll((all) => all.map((element) => ({ ...(element as HTMLElement).dataset })));
}
