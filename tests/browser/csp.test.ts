// The content security policy in a real browser: the whole app works within it, and what breaks it is seen.

import { atTheBank, connect, expect, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

test('the whole of the app breaks no rule', async ({ page, stage, complaints }) => {
  test.setTimeout(120_000);
  await connect(page, stage, 'Monzo');
  // A month that has just begun has no rows yet.
  await page.getByTestId('period-previous').click();
  const row = page.locator('[data-testid=uncapped-row][data-category=groceries]');
  await row.getByTestId('set-cap').click();
  await page.getByTestId('cap-input').fill('400.50');
  await page.getByTestId('save-cap').click();
  const capped = page.locator('[data-testid=budget-row][data-category=groceries]');
  await expect(capped).toHaveAttribute('data-cap', '400.50');
  const purchase = page.locator('[data-testid=transaction-row][data-kind=spending][data-category=groceries]').first();
  await purchase.getByTestId('open-row').click();
  await purchase.getByTestId('correct-category').selectOption('fees');
  await purchase.getByTestId('correct-always').click();
  await page.getByTestId('undo').click();
  await page.getByTestId('menu').click();
  await page.getByTestId('open-exchange').click();
  await page.getByTestId('import-files').setInputFiles({ name: 'no.csv', mimeType: 'text/csv', buffer: Buffer.from('nothing') });
  await expect(page.getByTestId('import-error')).toBeVisible();
  // The table is read by code that is loaded only now.
  await page.getByTestId('import-files').setInputFiles({ name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from('Datum;Name;Betrag\n03.11.2026;Kiosk;-3,40\n') });
  await expect(page.getByTestId('trial')).toHaveAttribute('data-transactions', '1');
  await page.getByTestId('map-cancel').click();
  await Promise.all([page.waitForEvent('download'), page.getByTestId('export-csv').click()]);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByTestId('period-next').click();
  await page.getByTestId('go-connections').click();
  await Promise.all([page.waitForEvent('download'), page.getByTestId('consent-reminder').click()]);
  await page.getByTestId('menu').click();
  await page.getByTestId('connect-another').click();
  await atTheBank(page, 'Harbour Card');
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  await page.reload();
  await expect(capped).toHaveAttribute('data-cap', '400.50');
  await page.getByTestId('menu').click();
  await page.getByTestId('disconnect').first().click();
  await page.getByTestId('confirm-disconnect').first().click();
  await page.goto(`${stage.worker.url}/?connect_error=access_denied`);
  await expect(page.getByTestId('connect-error')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('a rule that is broken is complained about', async ({ page, stage, complaints }) => {
  await page.goto(stage.worker.url);
  await expect(page.getByTestId('connect')).toBeVisible();
  expect(complaints).toEqual([]);
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.broken = true';
    document.body.append(script);
    return 'broken' in window;
  });
  expect(ran).toBe(false);
  await expect.poll(() => complaints.filter((text) => text.startsWith('CSP: script-src-elem inline'))).toHaveLength(1);
});
