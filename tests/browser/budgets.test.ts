// The screen of budgets as a whole: answers that do not come, two tabs, German, axe.

import type { BudgetSettings } from 'openpurse';
import { violations } from './axe.ts';
import { capRow, fortnights, historyOf, reloaded, stand, storedSettings } from './budgets-scene.ts';
import { expect, reloadAnew, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

test.describe('answers that do not come', () => {
  // It would bring what the test holds back.
  test.use({ serviceWorkers: 'block' });

  test('without the charts there are the tables, and without the settings there are the figures', async ({ page, stage }) => {
    const { today } = await stand(page, stage, (now) => ({ ...fortnights(now), caps: [{ category: 'groceries', amount: 60 }] }));
    await page.route('**/assets/history-chart-*.js', (route) => route.abort());
    await reloaded(page);
    await expect(page.getByTestId('histories')).toContainText('The charts could not be loaded');
    await expect(historyOf(page, 'groceries').getByTestId('history-period').first()).toHaveAttribute('data-spent', '25.00');

    await page.route('**/api/budget-settings', (route) => route.abort());
    await reloaded(page);
    // Without settings it is calendar months without caps.
    await expect(historyOf(page, 'groceries').getByTestId('history-period').first()).toHaveAttribute('data-period', today.slice(0, 7));
    for (const testId of ['set-cap', 'add-cap', 'take-suggestion', 'save-thresholds', 'add-rule', 'save-period']) await expect(page.getByTestId(testId)).toHaveCount(0);

  });

  test('a screen that could not be loaded says so, and a reload helps', async ({ page, stage }) => {
    await stand(page, stage);
    await page.route('**/assets/budget-plans-*.js', (route) => route.abort());
    await reloadAnew(page);
    await expect(page.getByTestId('budgets-unloaded')).toContainText('Reload the page');
    await page.unroute('**/assets/budget-plans-*.js');
    await page.reload();
    await expect(page.getByTestId('budgets')).toHaveAttribute('data-state', 'ready');
  });
});

test('of two tabs the later one does not overwrite what it has not seen', async ({ page, stage, context }) => {
  await stand(page, stage, (now) => ({ ...fortnights(now), rules: [{ id: 'a', if: { text: 'tesco' }, then: { category: 'home' } }] }));
  const other = await context.newPage();
  await other.goto(`${stage.worker.url}/#/budgets`);
  await expect(other.getByTestId('budgets')).toHaveAttribute('data-state', 'ready');
  await other.locator('[data-testid=suggestion]').first().getByTestId('take-suggestion').click();
  await expect(other.getByTestId('budget-row')).toHaveCount(1);

  await page.getByTestId('delete-rule').click();
  await expect(page.getByTestId('rules-told')).toContainText('changed somewhere else');
  // It shows what is there now, and deletes on the second try.
  await expect(page.getByTestId('budget-row')).toHaveCount(1);
  await expect(page.getByTestId('rule')).toHaveCount(1);
  await page.getByTestId('delete-rule').click();
  await expect(page.getByTestId('rule')).toHaveCount(0);
  const { caps, rules } = await storedSettings(page);
  expect([caps!.length, rules]).toEqual([1, []]);
});

test('in German, too', async ({ page, stage }) => {
  await stand(page, stage);
  await page.evaluate(() => localStorage.setItem('openpurse.language', 'de'));
  await reloaded(page);
  for (const title of ['Limits', 'Vorgeschlagene Limits', 'Verlauf', 'Regeln', 'Zeitraum']) await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await expect(page.getByTestId('suggestion').first()).toContainText('60,10');
});

test('axe finds nothing, in both themes and on the narrowest phone', async ({ page, stage }) => {
  test.setTimeout(180_000);
  const rules: BudgetSettings['rules'] = [{ id: 'a', if: { text: 'pret' }, then: { exclude: true } }, { id: 'b', if: { merchant: 'Amazon' }, then: { category: 'gifts_charity' } }];
  await stand(page, stage, (now) => ({ ...fortnights(now), rules, caps: [{ category: 'groceries', amount: 20, rollover: 'surplus' }] }));
  await expect(historyOf(page, 'groceries').getByRole('img')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await capRow(page, 'groceries').getByTestId('edit-cap').click();
  await page.getByTestId('cap-input').fill('no');
  await page.getByTestId('save-cap').click();
  await page.getByTestId('thresholds').fill('lots');
  await page.getByTestId('save-thresholds').click();
  for (const fold of await page.locator('[data-testid=category-history] summary').all()) await fold.click();
  await page.getByTestId('add-rule').click();
  await page.getByTestId('rule-text').fill('tesco');
  await page.getByTestId('rule-outcome').selectOption('split');
  await expect(page.getByTestId('rule-change').first()).toBeVisible();
  await page.getByTestId('period-kind').selectOption('payday');
  await page.getByTestId('period-day').selectOption('25');
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await violations(page), 'all is open').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
