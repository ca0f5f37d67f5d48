// Periods on the screen of budgets: the past of each category, and how the year is divided.

import { init, type BudgetSettings, type Category } from 'openpurse';
import { data, exact, fortnights, historyOf, lineOf, stand, storedSettings, toBudgets } from './budgets-scene.ts';
import { day } from './given.ts';
import { expect, test } from './stage.ts';

test.beforeAll(() => init());
test.beforeEach(({ stage }) => stage.bank.reset());

test('the past of a category is what the core says of each period, with the cap that it had', async ({ page, stage, complaints }) => {
  const settings = (today: string): BudgetSettings => ({
    ...fortnights(today),
    caps: [{ category: 'groceries', amount: 70, rollover: 'surplus', changes: [{ from: day(today, -35), amount: 45.5 }, { from: day(today, -7), amount: 90 }] }],
  });
  const { today, ledgerOf } = await stand(page, stage, settings);
  const ledger = ledgerOf(settings(today));
  const labels = [-7, -21, -35, -49, -63, -77].map((offset) => day(today, offset));
  for (const { category } of await data(page.getByTestId('category-history'))) {
    const rows = await data(historyOf(page, category as Category).getByTestId('history-period'));
    const wanted = labels.map((label) => ({ label, ...lineOf(ledger.budget(label), category!) }));
    expect(rows.map(({ period, spent, cap }) => ({ label: period, spent: Number(spent), cap })), category).toEqual(wanted);
  }
  const groceries = historyOf(page, 'groceries');
  expect((await data(groceries.getByTestId('history-period'))).map(({ spent, cap }) => [spent, cap])).toEqual([
    ['25.00', '90.00'], ['80.50', '45.50'], ['40.00', '45.50'], ['60.10', '70.00'], ['500.00', '70.00'], ['0.00', '70.00'],
  ]);
  // The chart is drawn of the same: the highest bar is that of the 500.00, and only what is over its cap stands out.
  const bars = groceries.locator('.history-bar');
  await expect(bars).toHaveCount(6);
  const heights = await bars.evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('height'))));
  const spent = [0, 500, 60.1, 40, 80.5, 25];
  for (const [at, amount] of spent.entries()) expect(heights[at]! / heights[1]!).toBeCloseTo(amount / 500, 3);
  // Not by colour alone: these two are hatched, which the legend says.
  const hatched = await bars.evaluateAll((all) => all.map((bar) => getComputedStyle(bar).fill.startsWith('url(')));
  expect(hatched).toEqual([false, true, false, false, true, false]);
  await expect(page.getByTestId('history-legend').filter({ hasText: 'above the cap' })).toBeVisible();
  await expect(groceries.getByRole('img')).toHaveAccessibleName('Groceries in 6 periods: between £0.00 and £500.00, 2 above the cap.');
  await groceries.locator('summary').press('Enter');
  await expect(groceries.getByRole('table')).toBeVisible();
  await expect(groceries.getByRole('row').nth(2)).toContainText('£80.50');
  expect(complaints).toEqual([]);
});

test('a period is seen before it is saved, and then every figure is of it', async ({ page, stage, complaints }) => {
  const { ledgerOf } = await stand(page, stage, (now) => ({ ...fortnights(now), caps: [{ category: 'groceries', amount: 60 }] }));
  // The label of the period on the screen means nothing to another kind.
  await page.getByTestId('go-home').click();
  await page.getByTestId('period-previous').click();
  await toBudgets(page);
  const preview = page.getByTestId('period-preview');
  const matches = async (period: NonNullable<BudgetSettings['period']>) => {
    const { from, to } = ledgerOf({ period }).budget().period;
    await expect(preview).toHaveAttribute('data-from', from);
    await expect(preview).toHaveAttribute('data-to', to);
  };
  const kind = page.getByTestId('period-kind');

  await kind.selectOption('month');
  await page.getByTestId('period-start-day').selectOption('25');
  await matches({ kind: 'month', start_day: 25 });
  await kind.selectOption('four_weeks');
  await page.getByTestId('period-anchor').fill('2026-01-05');
  await matches({ kind: 'four_weeks', anchor: '2026-01-05' });
  for (const none of ['', '1805-01-05']) {
    await page.getByTestId('period-anchor').fill(none);
    await expect(page.getByTestId('period-anchor'), none).toHaveAccessibleDescription(/first day/);
    await expect(page.getByTestId('save-period')).toBeDisabled();
  }
  await kind.selectOption('payday');
  await matches({ kind: 'payday', day: 'last_working_day' });
  await page.getByTestId('period-day').selectOption('31');
  await page.getByTestId('period-shift').selectOption('next');
  await matches({ kind: 'payday', day: 31, shift: 'next' });
  await expect(page.getByTestId('caps-stay')).toBeVisible();
  await kind.selectOption('week');
  await page.getByTestId('period-starts').selectOption('thursday');
  await matches({ kind: 'week', starts: 'thursday' });
  expect((await storedSettings(page)).period!.kind, 'nothing is saved yet').toBe('fortnight');

  await page.getByTestId('save-period').click();
  await expect(page.getByTestId('period-told')).toHaveText('Saved.');
  const settings = await storedSettings(page);
  expect(settings.period).toEqual({ kind: 'week', starts: 'thursday' });
  const report = ledgerOf(settings).budget();
  await expect(historyOf(page, 'groceries').getByTestId('history-period').first()).toHaveAttribute('data-period', report.period.label);
  await page.getByTestId('go-home').click();
  await expect(page.getByTestId('period-label')).toHaveAttribute('data-period', report.period.label);
  await expect(page.getByTestId('spent')).toHaveAttribute('data-amount', exact(report.spent));
  expect(complaints).toEqual([]);
});
