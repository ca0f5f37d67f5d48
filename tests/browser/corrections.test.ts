// Rows that say why they are what they are, corrections of them, and what this browser keeps of that. The rows are the test's own,
// in a period that ends today.

import type { Locator, Page } from '@playwright/test';
import { sorted } from '../support/truth.ts';
import { save, stand, upToToday, type Given } from './given.ts';
import { byCategory, connect, expect, inPence, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

/** The first is of today, so that it is on the screen in a period of any kind. */
const ROWS: Given[] = [
  { on: 0, text: 'TESCO STORES 3297', amount: -60_00 },
  { on: -1, text: 'PRET A MANGER', amount: -8_40 },
  { on: -2, text: 'HARBOUR CARD', amount: -120_00, category: 'TRANSFER' },
  { on: -3, text: 'AMAZON.CO.UK', amount: 15_00, category: 'PURCHASE' },
  { on: -8, text: 'TESCO STORES 3297', amount: -19_99 },
  { on: -11, text: 'AMAZON.CO.UK', amount: -40_00 },
  { on: -20, text: 'ACME LTD SALARY', amount: 2100_00 },
  { on: -50, text: 'TESCO STORES 3297', amount: -33_00 },
];
const ACCOUNTS = [
  { id: 'current', name: 'Current', rows: ROWS },
  { id: 'credit', name: 'Harbour Card', rows: [{ on: -2, text: 'PAYMENT RECEIVED', amount: 120_00, category: 'TRANSFER' }] },
];
/** What is spent in the period, in pence. */
const SPENT = { eating_out: 8_40, groceries: 60_00 + 19_99, shopping: 40_00 - 15_00 };

test('every row says why by keyboard and by mouse', async ({ page, stage, complaints }) => {
  await stand(page, stage, ACCOUNTS);
  const row = page.getByTestId('transaction-row').first();
  const button = row.getByTestId('open-row');
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await expect(row.getByTestId('because').getByRole('listitem')).toHaveText(["Tesco is known: Groceries (openpurse's list)."]);
  await expect(row.getByRole('heading', { name: 'Why Groceries' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(row.getByTestId('row-details')).toHaveCount(0);
  await row.click();
  await expect(row.getByTestId('because')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a transfer shows its other side, a refund its purchase', async ({ page, stage }) => {
  await stand(page, stage, ACCOUNTS);
  const payment = page.locator('[data-testid=transaction-row][data-kind=transfer][data-amount="-120.00"]');
  await payment.getByTestId('open-row').click();
  const leg = page.locator(`[data-testid=transaction-row][data-id="${await payment.getByTestId('other-row').getAttribute('data-id')}"]`);
  await expect(leg).toHaveAttribute('data-amount', '120.00');

  const refund = page.locator('[data-testid=transaction-row][data-kind=refund]');
  await refund.getByTestId('open-row').click();
  await expect(refund.getByTestId('because')).toContainText('purchase of');
  await expect(refund.getByTestId('other-row')).toContainText('\u2212£40.00');
});

test('a correction moves exactly its amount, can be taken back, and survives a reload', async ({ page, stage, complaints }) => {
  await stand(page, stage, ACCOUNTS);
  const before = SPENT;
  const row = page.locator(`[data-testid=transaction-row][data-id="${await idOf(page, 'groceries')}"]`);
  const moved = -inPence((await row.getAttribute('data-amount'))!);
  expect(moved).toBe(60_00);
  const after = { ...before, groceries: before.groceries - moved, eating_out: before.eating_out + moved };
  const kept = await learnedIn(page);

  await choose(row, 'eating_out');
  await expect(row.getByTestId('preview-one')).toHaveAttribute('data-changed', '1');
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual(before);
  await row.getByTestId('correct-one').click();
  await expect(row).toHaveAttribute('data-category', 'eating_out');
  await expect(row.getByTestId('because')).toHaveAttribute('data-decided-by', 'you');
  await expect(row.getByTestId('correct-category')).toBeFocused();
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual(after);

  await page.getByTestId('undo').click();
  await expect(row).toHaveAttribute('data-category', 'groceries');
  await expect(page.getByTestId('corrected')).toHaveCount(0);
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual(before);
  expect(kept).toBe(undefined);
  await expect.poll(() => learnedIn(page)).toBe('{"version":1,"merchants":{},"transactions":{}}');

  await choose(row, 'eating_out');
  await row.getByTestId('correct-one').click();
  await expect(row).toHaveAttribute('data-category', 'eating_out');
  await page.reload();
  await expect(row).toHaveAttribute('data-category', 'eating_out');
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual(after);
  expect(complaints).toEqual([]);
});

test('always for this merchant: the rows are told before, and just those change', async ({ page, stage }) => {
  await stand(page, stage, ACCOUNTS);
  const row = page.locator(`[data-testid=transaction-row][data-id="${await idOf(page, 'groceries')}"]`);
  const rows = page.locator('[data-testid=transaction-row]', { has: page.getByRole('button', { name: 'Tesco', exact: true }) });
  await choose(row, 'home');
  // One of the three is in an earlier period.
  await expect(row.getByTestId('preview-always')).toHaveAttribute('data-changed', '3');
  await expect(row.getByTestId('preview-names')).toHaveText('Tesco × 3');
  await row.getByTestId('correct-always').click();
  await expect(page.getByTestId('corrected')).toContainText('3 transactions');
  await expect(rows).toHaveCount(2);
  for (const one of await rows.all()) await expect(one).toHaveAttribute('data-category', 'home');
  const { groceries, ...others } = SPENT;
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual({ ...others, home: groceries });
  await page.getByTestId('undo').click();
  await expect(row).toHaveAttribute('data-category', 'groceries');
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual(SPENT);
});

test('a row that a rule decides says so, and what a correction of it would do', async ({ page, stage }) => {
  const { today } = await stand(page, stage, ACCOUNTS);
  const id = await idOf(page, 'groceries');
  const row = page.locator(`[data-testid=transaction-row][data-id="${id}"]`);
  const merchant = await row.getByTestId('open-row').innerText();
  await save(page, { period: upToToday(today), rules: [{ id: 'mine', if: { merchant }, then: { category: 'home' } }] });
  await expect(row).toHaveAttribute('data-category', 'home');
  await choose(row, 'gifts_charity');
  await expect(row.getByTestId('because')).toContainText('Your rule "mine"');
  await expect(row.getByTestId('preview-one')).toContainText('It counts for more than your rule');
  await expect(row.getByTestId('preview-always')).toHaveAttribute('data-changed', '1');
  await expect(row.getByTestId('preview-always')).toContainText('the rule still does');
  const others = page.locator('[data-testid=transaction-row][data-category=home]', { has: page.getByRole('button', { name: merchant, exact: true }) });
  const before = await others.count();
  expect(before).toBe(2);
  await row.getByTestId('correct-always').click();
  await expect(row).toHaveAttribute('data-category', 'gifts_charity');
  await expect(others).toHaveCount(before - 1);
});

test('another tab knows of a correction at once', async ({ page, stage, context }) => {
  await stand(page, stage, ACCOUNTS);
  const other = await context.newPage();
  await other.goto(stage.worker.url);
  await expect(other.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  const id = await idOf(page, 'groceries');
  const inTab = (tab: Page) => tab.locator(`[data-testid=transaction-row][data-id="${id}"]`);
  await choose(inTab(page), 'gifts_charity');
  await inTab(page).getByTestId('correct-one').click();
  await expect(inTab(other)).toHaveAttribute('data-category', 'gifts_charity');
});

test('what was kept and cannot be read is told, set aside and holds up nothing', async ({ page, stage }) => {
  await stand(page, stage, ACCOUNTS);
  const before = SPENT;
  await correctOne(page);
  await page.evaluate(write, '{"version":1,"merchants":');
  await page.reload();
  await expect(page.getByTestId('learned-problem')).toContainText('could not be read');
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual(before);
  await page.reload();
  await expect(page.getByTestId('learned-problem')).toContainText('still set aside');
  await page.getByTestId('drop-set-aside').click();
  await expect(page.getByTestId('learned-problem')).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('transaction-row').first()).toBeVisible();
  await expect(page.getByTestId('learned-problem')).toHaveCount(0);
});

for (const leave of ['log-out', 'disconnect']) {
  test(`${leave} says so and erases what was learned from this browser`, async ({ page, stage }) => {
    await stand(page, stage, ACCOUNTS);
    await correctOne(page);
    expect(await learnedIn(page)).toContain('home');
    await page.getByTestId('menu').click();
    await page.getByTestId(leave).click();
    await expect(page.getByRole('dialog')).toContainText('learned from your corrections is erased');
    await page.getByTestId('confirm-disconnect').click();
    await expect(page.getByTestId('connect')).toBeVisible();
    await expect.poll(() => learnedIn(page)).toBe(undefined);
    await expect(page.getByTestId('learned-waiting')).toHaveCount(0);
  });
}

test('a session that ran out leaves what was learned, and the start page says so', async ({ page, stage, context }) => {
  await stand(page, stage, ACCOUNTS);
  const id = await correctOne(page);
  await context.clearCookies();
  await page.reload();
  await expect(page.getByTestId('learned-waiting')).toBeVisible();
  await connect(page, stage, 'Monzo');
  await expect(page.locator(`[data-testid=transaction-row][data-id="${id}"]`)).toHaveAttribute('data-category', 'home');
  await context.clearCookies();
  await page.reload();
  await page.getByTestId('erase-learned').click();
  await expect(page.getByTestId('learned-waiting')).toHaveCount(0);
  expect(await learnedIn(page)).toBe(undefined);
});

/** Of the newest settled purchase of that category. */
async function idOf(page: Page, category: string): Promise<string> {
  const rows = page.locator(`[data-testid=transaction-row][data-category=${category}][data-kind=spending][data-status=settled][data-currency=GBP]`);
  return (await rows.first().getAttribute('data-id'))!;
}

async function choose(row: Locator, category: string): Promise<void> {
  if ((await row.getByTestId('row-details').count()) === 0) await row.getByTestId('open-row').click();
  await row.getByTestId('correct-category').selectOption(category);
  await expect(row.getByTestId('correct-always')).toBeVisible();
}

/** Makes a purchase one for the home. */
async function correctOne(page: Page): Promise<string> {
  const id = await idOf(page, 'groceries');
  const row = page.locator(`[data-testid=transaction-row][data-id="${id}"]`);
  await choose(row, 'home');
  await row.getByTestId('correct-one').click();
  await expect(row).toHaveAttribute('data-category', 'home');
  return id;
}

/** What the browser keeps, read without any of the app's code. */
function learnedIn(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () =>
      new Promise<string | undefined>((resolve, reject) => {
        const opened = indexedDB.open('openpurse');
        opened.onerror = () => reject(opened.error);
        opened.onsuccess = () => {
          const asked = opened.result.transaction('learned').objectStore('learned').get('learned');
          asked.onsuccess = () => {
            opened.result.close();
            resolve(asked.result as string | undefined);
          };
        };
      }),
  );
}

/** Runs in the page. */
function write(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const opened = indexedDB.open('openpurse');
    opened.onerror = () => reject(opened.error);
    opened.onsuccess = () => {
      const change = opened.result.transaction('learned', 'readwrite');
      change.objectStore('learned').put(text, 'learned');
      change.oncomplete = () => {
        opened.result.close();
        resolve();
      };
    };
  });
}
