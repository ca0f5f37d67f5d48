// An account of a test's own that the simulated bank serves, with rows relative to today, and settings as another device saves them.

import type { BudgetSettings } from 'openpurse';
import { expect, type Page } from '@playwright/test';

/** A day so many days from today. */
export function day(today: string, offset: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);
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
  await page.reload();
  const bytes = await (await answer).text();
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  return bytes;
}

/** The `data-*` of each element with that id. */
export async function data(page: Page, testId: string): Promise<DOMStringMap[]> {
  return page.getByTestId(testId).evaluateAll((all) => all.map((element) => ({ ...(element as HTMLElement).dataset })));
}
