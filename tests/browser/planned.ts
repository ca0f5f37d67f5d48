// What a test lets the simulated bank have, with days relative to today, and settings saved as another device would.

import { expect, type Page } from '@playwright/test';
import type { BudgetSettings } from 'openpurse';

/** A day so many days from today. */
export function day(today: string, offset: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + offset * 86_400_000).toISOString().slice(0, 10);
}

/** Days from today, description, amount with its sign. */
export type Row = [offset: number, description: string, amount: number];

/** A current account with these rows and no payments to come. */
export function accountWith(today: string, rows: Row[]): string {
  const transactions = rows.map(([offset, description, amount], number) => ({
    timestamp: `${day(today, offset)}T00:00:00Z`, description, amount, currency: 'GBP', transaction_id: `row ${number}`,
    transaction_type: amount < 0 ? 'DEBIT' : 'CREDIT', transaction_category: amount < 0 ? 'PURCHASE' : 'CREDIT',
  }));
  const account = {
    account_id: 'current', account_type: 'TRANSACTION', display_name: 'Current', currency: 'GBP',
    account_number: { number: '10000007', sort_code: '01-21-31' }, provider: { provider_id: 'mock' },
  };
  return JSON.stringify({ accounts: [{ kind: 'account', account, balance: null, transactions, pending: [], standing_orders: [], direct_debits: [] }] });
}

/** Saves settings past the page. */
export async function saveElsewhere(page: Page, settings: BudgetSettings): Promise<void> {
  const status = await page.evaluate(async (body) => {
    const etag = (await fetch('/api/budget-settings')).headers.get('etag');
    const headers = { 'content-type': 'application/json', 'x-requested-by': 'openpurse', ...(etag === null ? {} : { 'if-match': etag }) };
    return (await fetch('/api/budget-settings', { method: 'PUT', headers, body })).status;
  }, JSON.stringify(settings));
  expect(status).toBe(200);
}

export async function storedSettings(page: Page): Promise<BudgetSettings> {
  return page.evaluate(async () => {
    const { ok: _, ...settings } = await (await fetch('/api/budget-settings')).json();
    return settings;
  });
}

/** Loads the page anew. Answers the feed that it reads. */
export async function reloaded(page: Page): Promise<string> {
  const answer = page.waitForResponse((response) => response.url().includes('/api/feed'));
  await page.reload();
  const feed = await (await answer).text();
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  return feed;
}
