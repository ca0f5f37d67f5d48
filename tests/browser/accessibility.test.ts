// axe on each screen and in each state of it, in both themes.

import { violations } from './axe.ts';
import { connect, expect, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());
// Every state is looked at twice, with several seconds of checking each.
test.describe.configure({ timeout: 150_000 });

test('before a bank is connected, and when connecting failed', async ({ page, stage }) => {
  await page.goto(stage.worker.url);
  await expect(page.getByTestId('connect')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.goto(`${stage.worker.url}/?connect_error=access_denied`);
  await expect(page.getByTestId('connect-error')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});

test('the budget, with everything on it opened', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  expect(await violations(page)).toEqual([]);

  await page.locator('[data-testid=uncapped-row][data-category=groceries]').getByTestId('set-cap').click();
  await page.getByTestId('cap-input').fill('1');
  expect(await violations(page), 'a cap is typed').toEqual([]);
  await page.getByTestId('save-cap').click();
  await expect(page.locator('[data-testid=budget-row][data-category=groceries]')).toBeVisible();

  for (const fold of await page.locator('details > summary').all()) await fold.click();
  await page.getByTestId('open-row').first().click();
  expect(await violations(page), 'folds and a row are open, a cap is overspent').toEqual([]);

  await page.getByTestId('period-previous').click();
  await expect(page.getByTestId('period-next')).toBeEnabled();
  expect(await violations(page), 'an earlier period').toEqual([]);
});

test('dialogs and the menu', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await page.getByTestId('menu').click();
  expect(await violations(page), 'the menu').toEqual([]);
  await page.getByTestId('privacy').click();
  await expect(page.getByRole('dialog')).toBeVisible();
  expect(await violations(page), 'what the site keeps').toEqual([]);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByTestId('menu').click();
  await page.getByTestId('open-exchange').click();
  await page.getByTestId('import-files').setInputFiles({ name: 'no.csv', mimeType: 'text/csv', buffer: Buffer.from('nothing') });
  await expect(page.getByTestId('import-error')).toBeVisible();
  expect(await violations(page), 'a file that cannot be read').toEqual([]);
});

test('on the narrowest phone nothing is cut off', async ({ page, stage }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await connect(page, stage, 'Monzo');
  expect(await violations(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
