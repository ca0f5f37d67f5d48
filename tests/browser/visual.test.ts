// The main screens look as their pictures in docs/screenshots do. Where a change is meant: cargo xtask pictures

import type { Page } from '@playwright/test';
import { linkTo, type RouteName } from '../../web/src/model/route.ts';
import { connect } from './stage.ts';
import { expect, testOn } from './fixed-day.ts';

const test = testOn('2026-11-20');

const CAPS = [['groceries', 750], ['eating_out', 280], ['transport', 160], ['shopping', 320]];

const SIZES = { desktop: { width: 1280, height: 1400 }, phone: { width: 390, height: 844 } };

/** What is on the screen before it is pictured. */
const READY: Record<RouteName, string> = {
  home: 'spending-line',
  transactions: 'transaction-row',
  budgets: 'budget-row',
  recurring: 'recurring-payment',
  connections: 'connection',
};

async function pictured(page: Page, name: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await expect(page).toHaveScreenshot(`${name}.png`);
}

async function saveCaps(page: Page): Promise<void> {
  const caps = CAPS.map(([category, amount]) => ({ category, amount }));
  const status = await page.evaluate(async (body) => {
    const headers = { 'content-type': 'application/json', 'x-requested-by': 'openpurse' };
    return (await fetch('/api/budget-settings', { method: 'PUT', headers, body })).status;
  }, JSON.stringify({ caps }));
  expect(status).toBe(200);
  await page.reload();
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
}

test('the screens look as pictured', async ({ page, stage }) => {
  test.setTimeout(180_000);
  await page.setViewportSize(SIZES.desktop);
  await page.goto(stage.worker.url);
  await expect(page.getByTestId('connect')).toBeVisible();
  await pictured(page, 'welcome');
  await connect(page, stage, 'Monzo');
  await saveCaps(page);
  for (const [size, viewport] of Object.entries(SIZES)) {
    await page.setViewportSize(viewport);
    for (const [name, testId] of Object.entries(READY) as [RouteName, string][]) {
      await page.goto(`${stage.worker.url}/${linkTo(name)}`);
      await expect(page.getByTestId(testId).first()).toBeVisible();
      await page.evaluate(() => scrollTo(0, 0));
      await pictured(page, size === 'phone' ? `${name}-phone` : name);
    }
  }
  await page.setViewportSize(SIZES.desktop);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto(`${stage.worker.url}/`);
  await expect(page.getByTestId('spending-line')).toBeVisible();
  await pictured(page, 'home-dark');
});
