// Caps on the screen of budgets: suggested ones, amounts over time, what becomes of the rest, and when a cap says so.

import { init } from 'openpurse';
import { capRow, data, exact, fortnights, historyOf, lineOf, stand, storedSettings } from './budgets-scene.ts';
import { day, save } from './given.ts';
import { expect, test } from './stage.ts';

test.beforeAll(() => init());
test.beforeEach(({ stage }) => stage.bank.reset());

test('suggested caps are the median of three whole periods, told with their figures, taken one by one or all', async ({ page, stage, complaints }) => {
  const { today, ledgerOf } = await stand(page, stage);
  const suggestions = page.getByTestId('suggestion');
  await expect(page.getByTestId('suggestions')).toHaveAttribute('data-periods', '3');
  const ledger = ledgerOf(fortnights(today));
  const reports = [-49, -35, -21].map((offset) => ledger.budget(day(today, offset)));
  for (const { category, figures } of await data(suggestions)) {
    expect(figures, category).toBe(reports.map((report) => exact(lineOf(report, category!).spent)).join(' '));
  }
  // 60.10 is between 40.00 and 80.50, 8.40 between nothing and 12.00.
  expect((await data(suggestions)).map(({ category, typical, amount }) => [category, typical, amount])).toEqual([
    ['groceries', '60.10', '65'], ['eating_out', '8.40', '9'],
  ]);
  await expect(suggestions.first()).toContainText('£60.10, £40.00, £80.50');

  await suggestions.first().getByTestId('take-suggestion').click();
  await expect(capRow(page, 'groceries')).toHaveAttribute('data-cap', '65.00');
  await expect(page.getByTestId('suggestions-told')).toHaveText('Groceries has a cap of £65 now.');
  await expect(page.getByRole('heading', { name: 'Suggested caps' })).toBeFocused();
  await expect(suggestions).toHaveCount(1);
  await capRow(page, 'groceries').getByTestId('edit-cap').click();
  await page.getByTestId('remove-cap').click();
  await expect(suggestions).toHaveCount(2);

  await page.getByTestId('take-all').click();
  await expect(suggestions).toHaveCount(0);
  expect((await storedSettings(page)).caps!.map(({ category, amount }) => [category, amount])).toEqual([['groceries', 65], ['eating_out', 9]]);
  expect(complaints).toEqual([]);
});

test('where fewer than three whole periods are loaded, it says so', async ({ page, stage }) => {
  const { today } = await stand(page, stage, (now) => ({ period: { kind: 'four_weeks', anchor: day(now, -7) } }));
  await expect(page.getByTestId('suggestions')).toHaveAttribute('data-periods', '2');
  await expect(page.getByTestId('suggestions-basis')).toContainText('Only two whole periods are loaded');
  // 63 to 36 days ago: 500 and 60.10; 35 to 8 days ago: 40 and 80.50. Between them lie 340.30.
  await expect(page.locator('[data-testid=suggestion][data-category=groceries]')).toHaveAttribute('data-typical', '340.30');
  // It began today: the ones before began 28, 56 and 84 days ago.
  await save(page, { period: { kind: 'four_weeks', anchor: today } });
  await expect(page.getByTestId('suggestions')).toHaveAttribute('data-periods', '3');
});

test('another amount leaves earlier periods as they were, unless it is for all', async ({ page, stage, complaints }) => {
  test.slow();
  const cap = { category: 'groceries' as const, amount: 70 };
  const { today, ledgerOf } = await stand(page, stage, (now) => ({ ...fortnights(now), caps: [cap] }));
  const caps = async () => (await data(historyOf(page, 'groceries').getByTestId('history-period'))).slice(0, 3).map((row) => row.cap);
  const edit = async (amount: string, from: string | null) => {
    await capRow(page, 'groceries').getByTestId('edit-cap').click();
    await page.getByTestId('cap-input').fill(amount);
    if (from !== null) await page.getByTestId('cap-from').selectOption(from);
    await page.getByTestId('save-cap').click();
    await expect(page.getByTestId('cap-input')).toHaveCount(0);
  };

  await edit('100', null);
  await expect(capRow(page, 'groceries')).toHaveAttribute('data-cap', '100.00');
  await expect.poll(caps).toEqual(['100.00', '70.00', '70.00']);

  await edit('120', day(today, 7));
  await expect(page.getByTestId('cap-change')).toHaveAttribute('data-from', day(today, 7));
  await expect(capRow(page, 'groceries')).toHaveAttribute('data-cap', '100.00');
  await page.getByTestId('drop-change').click();
  await expect(page.getByTestId('cap-change')).toHaveCount(0);

  await edit('55.50', day(today, -21));
  await expect.poll(caps).toEqual(['55.50', '55.50', '70.00']);
  await edit('60', '');
  await expect.poll(caps).toEqual(['60.00', '60.00', '60.00']);

  await capRow(page, 'groceries').getByTestId('edit-cap').click();
  await page.getByTestId('cap-rollover-surplus_and_deficit').check();
  await page.getByTestId('save-cap').click();
  await expect(page.getByTestId('cap-rolls')).toHaveAttribute('data-rollover', 'surplus_and_deficit');
  const { caps: stored } = await storedSettings(page);
  expect(stored).toEqual([{ category: 'groceries', amount: 60, rollover: 'surplus_and_deficit' }]);
  const [line] = ledgerOf({ ...fortnights(today), caps: stored! }).budget().budgets;
  await expect(capRow(page, 'groceries')).toHaveAttribute('data-carried', exact(line!.carried));

  // On the home screen, too, a new amount is for the period that is shown and later ones.
  await page.getByTestId('go-home').click();
  await capRow(page, 'groceries').getByTestId('edit-cap').click();
  await page.getByTestId('cap-input').fill('80');
  await page.getByTestId('save-cap').click();
  await expect(capRow(page, 'groceries')).toHaveAttribute('data-cap', '80.00');
  expect((await storedSettings(page)).caps![0]!.changes).toEqual([{ from: day(today, -7), amount: 80 }]);
  expect(complaints).toEqual([]);
});

test('a cap says when as much of it is spent as the person chose', async ({ page, stage }) => {
  // 25.00 of 60.00 are 41 percent.
  const { today, ledgerOf } = await stand(page, stage, (now) => ({ ...fortnights(now), caps: [{ category: 'groceries', amount: 60 }] }));
  await expect(page.getByTestId('thresholds')).toHaveValue('80, 100');
  await page.getByTestId('thresholds').fill('lots');
  await page.getByTestId('save-thresholds').click();
  await expect(page.getByTestId('thresholds')).toHaveAccessibleDescription(/from 1 to 1000/);
  await page.getByTestId('thresholds').fill('100 40');
  await page.getByTestId('save-thresholds').click();
  await expect(page.getByTestId('thresholds')).toHaveValue('40, 100');
  const settings = await storedSettings(page);
  expect(settings.alert_thresholds).toEqual([40, 100]);
  await page.getByTestId('go-home').click();
  const alerts = ledgerOf(settings).budget().alerts.map(({ id }) => id);
  expect(alerts).toContain(`${day(today, -7)}/groceries/40`);
  expect((await data(page.getByTestId('alert'))).map(({ id }) => id)).toEqual(alerts);
});
