// What the person sees on bad days: a slow bank, one that is down, a consent that ended, the browser's buttons in the middle of things.

import type { Page } from '@playwright/test';
import { sorted, thisMonth, totals, within } from '../support/truth.ts';
import { amount, atTheBank, byCategory, connect, expect, reloadAnew, test, type Stage } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());
test.describe.configure({ timeout: 150_000 });

const EVERYTHING = ['/accounts', '/accounts/*/*', '/accounts/*/transactions/pending', '/cards', '/cards/*/*', '/cards/*/transactions/pending'];

const ready = (page: Page) => expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');

async function connectSecond(page: Page, bank: string): Promise<void> {
  await page.getByTestId('menu').click();
  await page.getByTestId('connect-another').click();
  await atTheBank(page, bank);
  await ready(page);
}

/** The month's figures are those of these banks. */
async function figuresAre(page: Page, stage: Stage, ...providers: string[]): Promise<void> {
  const { from, to } = await thisMonth(stage.bank);
  const accounts = (await stage.bank.records()).accounts.filter(({ provider_id }) => providers.includes(provider_id));
  const truth = totals(within(accounts, from, to));
  await expect.poll(() => amount(page, 'spent')).toBe(truth.spent);
  expect(await amount(page, 'income')).toBe(truth.income);
  // The screen is drawn in steps, and these rows are not in the first.
  await expect.poll(async () => sorted(await byCategory(page, 'uncapped-row'))).toEqual(sorted(truth.categories));
}

test.describe(() => {
  // So that every request can be held up here.
  test.use({ serviceWorkers: 'block' });

  test('while a slow bank is waited for, it is named and the others’ figures are there', async ({ page, stage, complaints }) => {
    await connect(page, stage, 'Monzo');
    await connectSecond(page, 'Harbour Card');
    const slow = (await page.getByTestId('freshness').filter({ hasText: 'Harbour Card' }).getAttribute('data-connection'))!;
    let answer = () => {};
    const waited = new Promise<void>((resolve) => (answer = resolve));
    await page.route((url) => url.pathname === '/api/feed' && url.searchParams.get('connection_id') === slow, async (route) => {
      await waited;
      await route.continue();
    });
    await reloadAnew(page);
    await expect(page.getByTestId('spent')).toBeVisible();
    await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'reading');
    await expect(page.getByRole('status').filter({ hasText: 'Reading Harbour Card…' })).toBeVisible();
    await figuresAre(page, stage, 'ob-monzo');
    answer();
    await ready(page);
    await figuresAre(page, stage, 'ob-monzo', 'ob-harbour-card');
    await expect(page.getByTestId('notice')).toHaveCount(0);
    expect(complaints).toEqual([]);
  });
});

test('a bank that is down is a line with a button; the other’s figures stay, and the button heals it', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await connectSecond(page, 'Harbour Card');
  await stage.bank.faults(EVERYTHING.map((path) => ({ path, provider_id: 'ob-harbour-card', fault: 'html_502' })));
  await reloadAnew(page);
  await ready(page);
  const notice = page.getByTestId('notice').filter({ hasText: 'Harbour Card' }).first();
  await expect(notice).toBeVisible();
  await figuresAre(page, stage, 'ob-monzo');
  await expect(page.getByTestId('freshness').filter({ hasText: 'Monzo' }).locator('time')).toBeVisible();

  await stage.bank.faults([]);
  await notice.getByTestId('retry').click();
  await expect(page.getByTestId('notice')).toHaveCount(0);
  await figuresAre(page, stage, 'ob-monzo', 'ob-harbour-card');
});

test('a bank that goes down between two readings leaves its older figures, with their time', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await figuresAre(page, stage, 'ob-monzo');
  await stage.bank.faults(EVERYTHING.map((path) => ({ path, fault: 'html_502' })));
  await page.getByTestId('refresh').click();
  await expect(page.getByTestId('notice').first()).toContainText('Monzo');
  await ready(page);
  await figuresAre(page, stage, 'ob-monzo');
});

test('a consent that ended says so and leads back to the bank; after that all is well', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await stage.bank.tokens({ expire_access: true, revoke_refresh: true });
  await reloadAnew(page);
  const notice = page.getByTestId('notice').filter({ has: page.getByTestId('renew') });
  await expect(notice).toContainText('Monzo');
  await expect(notice.getByTestId('renew')).toHaveText('Reconnect Monzo');
  await expect(page.getByTestId('transaction-row')).toHaveCount(0);
  await notice.getByTestId('renew').click();
  await expect(page).toHaveURL(new RegExp(`^${stage.bank.url}`));
  await page.getByLabel('User').or(page.getByLabel('Monzo')).first().waitFor();
  if (await page.getByLabel('Monzo').isVisible()) {
    await atTheBank(page, 'Monzo');
  } else {
    await page.getByLabel('User').fill('john');
    await page.getByLabel('Password').fill('doe');
    await page.getByRole('button', { name: 'Log in' }).click();
  }
  await ready(page);
  await expect(page.getByTestId('notice')).toHaveCount(0);
  await figuresAre(page, stage, 'ob-monzo');
});

test('caps that another tab changed meanwhile are not overwritten, and it is said', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  const other = await page.context().newPage();
  await other.goto(stage.worker.url);
  await ready(other);
  const cap = async (tab: Page, value: string) => {
    // The current period may have nothing yet.
    await tab.getByTestId('period-previous').click();
    const row = tab.locator('[data-testid=uncapped-row]').first();
    const category = (await row.getAttribute('data-category'))!;
    await row.getByTestId('set-cap').click();
    await tab.getByTestId('cap-input').fill(value);
    await tab.getByTestId('save-cap').click();
    return category;
  };
  const category = await cap(other, '123.45');
  await expect(other.locator(`[data-testid=budget-row][data-category=${category}]`)).toHaveAttribute('data-cap', '123.45');
  await cap(page, '99');
  await expect(page.getByTestId('cap-error').or(page.locator(`[data-testid=budget-row][data-category=${category}][data-cap="123.45"]`)).first()).toBeVisible();
  await expect(page.locator(`[data-testid=budget-row][data-category=${category}]`)).toHaveAttribute('data-cap', '123.45');
});

test('the back button at the bank leads back to where one was, connected or not', async ({ page, stage }) => {
  await page.goto(stage.worker.url);
  await page.getByTestId('connect').click();
  await expect(page).toHaveURL(new RegExp(`^${stage.bank.url}`));
  await page.goBack();
  await expect(page.getByTestId('connect')).toBeVisible();
  await expect(page.getByTestId('connect-error')).toHaveCount(0);

  await connect(page, stage, 'Monzo');
  await page.getByTestId('menu').click();
  await page.getByTestId('connect-another').click();
  await expect(page).toHaveURL(new RegExp(`^${stage.bank.url}`));
  await page.goBack();
  await ready(page);
  await figuresAre(page, stage, 'ob-monzo');
  await expect(page.getByTestId('freshness')).toHaveCount(1);
});

test('a reload in the middle of the sign-in goes on where it was', async ({ page, stage }) => {
  await page.goto(stage.worker.url);
  await page.getByTestId('connect').click();
  await expect(page).toHaveURL(new RegExp(`^${stage.bank.url}`));
  await page.reload();
  await atTheBank(page, 'Monzo');
  await ready(page);
  await figuresAre(page, stage, 'ob-monzo');
});

test('a sign-in that comes back twice is one connection, without an alarm', async ({ page, stage }) => {
  await page.goto(stage.worker.url);
  const callbacks: string[] = [];
  page.on('request', (request) => request.url().includes('/auth/open-banking/callback?') && callbacks.push(request.url()));
  await page.getByTestId('connect').click();
  await atTheBank(page, 'Monzo');
  await ready(page);
  expect(callbacks).toHaveLength(1);
  await page.goto(callbacks[0]!);
  await ready(page);
  await expect(page).toHaveURL(`${stage.worker.url}/`);
  await expect(page.getByTestId('freshness')).toHaveCount(1);
  await figuresAre(page, stage, 'ob-monzo');
});
