// axe on each screen and in each state of it, in both themes.

import type { Page } from '@playwright/test';
import { ROUTES, type RouteName } from '../../web/src/model/route.ts';
import { de } from '../../web/src/text/de.ts';
import { en } from '../../web/src/text/en.ts';
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

for (const locale of ['en-GB', 'de-DE']) {
  test.describe(`on the narrowest phone, ${locale}`, () => {
    test.use({ locale, viewport: { width: 320, height: 640 } });

    test('no screen and no dialog is wider than it, and each screen has its title', async ({ page, stage }) => {
      const text = locale === 'de-DE' ? de : en;
      await page.goto(stage.worker.url);
      await expect(page.getByTestId('connect')).toBeVisible();
      await expect(page).toHaveTitle(`${text.home.welcome.connect} · openpurse`);
      expect(await tooWide(page), 'the start page').toEqual([]);
      await connect(page, stage, 'Monzo');
      for (const name of ROUTES) {
        await page.getByTestId(`go-${name}`).click();
        await expect(page).toHaveTitle(`${text.navigation[name]} · openpurse`);
        await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
        await expect(page.getByTestId(SHOWS[name]).first()).toBeVisible();
        expect(await tooWide(page), name).toEqual([]);
      }
      for (const button of ['erase-everything', 'open-exchange-here', 'privacy']) {
        if (button === 'privacy') await page.getByTestId('menu').click();
        await page.getByTestId(button).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        for (const fold of await page.getByRole('dialog').locator('summary').all()) await fold.click();
        expect(await tooWide(page), button).toEqual([]);
        await page.getByRole('dialog').getByRole('button', { name: button === 'erase-everything' ? text.connections.cancel : text.connections.close, exact: true }).click();
        await expect(page.getByRole('dialog')).toHaveCount(0);
      }
    });
  });
}

/** What is there when a screen is drawn, whatever the day. */
const SHOWS: Record<RouteName, string> = { home: 'left-to-spend', transactions: 'transaction-search', budgets: 'rules', recurring: 'calendar', connections: 'connection' };

/** The page or the dialog on it, where something of it is beyond its right edge. */
async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() => [document.documentElement, ...document.querySelectorAll('dialog[open]')]
    .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
    .map(({ tagName, scrollWidth, clientWidth }) => `${tagName}: ${scrollWidth} of ${clientWidth}`));
}
