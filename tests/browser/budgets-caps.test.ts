// Caps on the screen of budgets: suggested ones, amounts over time, what becomes of the rest, and when a cap says so.

import { init, type BudgetSettings } from 'openpurse';
import { capRow, data, exact, fortnights, historyOf, importFile, lineOf, reloaded, stand, storedSettings } from './budgets-scene.ts';
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

test('a suggestion rests on no period that is only partly loaded', async ({ page, stage, complaints }) => {
  const { today, ledgerOf } = await stand(page, stage);
  const figures = async () => (await data(page.getByTestId('suggestion'))).find(({ category }) => category === 'groceries')?.figures;
  const ledger = ledgerOf(fortnights(today));
  const spent = (offsets: number[]) => offsets.map((offset) => exact(lineOf(ledger.budget(day(today, offset)), 'groceries').spent)).join(' ');
  await expect.poll(figures).toBe(spent([-49, -35, -21]));

  // Another bank's file ends within the fortnight that began 35 days ago: of that one and the next, its rows are missing.
  await importFile(page, 'other.csv', [-110, -90, -70, -50, -30].map((offset) => [day(today, offset), -7]));
  await expect.poll(figures).toBe(spent([-77, -63, -49]));
  await expect(page.getByTestId('suggestions')).toHaveAttribute('data-periods', '3');
  // A reload forgets it. What became of an account since the last day of its file, nothing tells.
  await reloaded(page);
  await importFile(page, 'old.csv', [[day(today, -300), -7], [day(today, -250), -9]]);
  await expect(page.getByTestId('suggestions')).toHaveAttribute('data-periods', '0');
  await expect(page.getByTestId('suggestions-basis')).toContainText('No whole period of all your accounts is loaded yet');
  await expect(page.getByTestId('suggestion')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('where there is nothing to suggest, it says why', async ({ page, stage }) => {
  const basis = page.getByTestId('suggestions-basis');
  await stand(page, stage, fortnights, [[-6, 'ACME LTD SALARY', 2000], [-5, 'TESCO STORES 3297', -25]]);
  await expect(basis).toContainText('Nothing was spent in the whole periods that are loaded');
  await stage.bank.reset();
  await page.context().clearCookies();
  const caps: BudgetSettings['caps'] = [{ category: 'groceries', amount: 60 }];
  await stand(page, stage, (now) => ({ ...fortnights(now), caps }), [[-30, 'TESCO STORES 3297', -40], [-5, 'AMAZON.CO.UK', -25]]);
  await expect(basis).toContainText('Everything that you spent on in your last whole periods');
  await stage.bank.reset();
  await page.context().clearCookies();
  await stand(page, stage, (now) => ({ ...fortnights(now), caps }), [[-30, 'TESCO STORES 3297', -40], [-29, 'AMAZON.CO.UK', -25]]);
  await expect(basis).toContainText('What has no cap came up too seldom');
});

/** One of each for seven categories that have no cap, in the last three whole fortnights. */
const MANY = [-44, -30, -16].flatMap((offset): [number, string, number][] => [
  [offset, 'TESCO STORES 3297', -60], [offset, 'PRET A MANGER', -8.4], [offset, 'AMAZON.CO.UK', -1234.56], [offset, 'TFL TRAVEL CHARGE', -12],
  [offset, 'NETFLIX.COM', -10.99], [offset, 'BOOTS', -20], [offset, 'IKEA', -80],
]);

test('of many suggestions the most expensive are shown, the rest when asked for; on a phone, too, all stand in line', async ({ page, stage }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await stand(page, stage, fortnights, [...MANY, [-3, 'AMAZON.CO.UK', -1234.56], [-2, 'PRET A MANGER', -8.4]]);
  const suggestions = page.getByTestId('suggestion');
  const amounts = (await data(suggestions)).map(({ amount }) => Number(amount));
  expect(amounts).toEqual(amounts.toSorted((one, other) => other - one));
  expect(amounts.length).toBeGreaterThanOrEqual(7);
  await expect(suggestions.nth(4)).toBeVisible();
  await expect(suggestions.nth(5)).toBeHidden();
  const more = page.getByTestId('more-suggestions');
  await more.getByText(`${amounts.length - 5} more`).press('Enter');
  await expect(suggestions.last()).toBeVisible();
  const total = amounts.reduce((sum, amount) => sum + amount).toLocaleString('en-GB');
  await expect(page.getByTestId('take-all')).toHaveText(`Set all ${amounts.length}, £${total} together`);

  const edges = (testId: string) =>
    page.getByTestId(testId).evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ left, width }) => `${left} ${width}`));
  expect(new Set(await edges('take-suggestion')).size, 'buttons of one width').toBe(1);
  expect(await edges('set-cap')).toHaveLength(2);
  expect(new Set(await edges('set-cap')).size, 'below each other').toBe(1);

  await page.getByTestId('take-all').click();
  await expect(suggestions).toHaveCount(0);
  await expect(page.getByTestId('budget-row')).toHaveCount(amounts.length);
});

test.describe('an Austrian', () => {
  test.use({ locale: 'de-AT' });

  test('types amounts as they are written there, and reads percentages so', async ({ page, stage }) => {
    await stand(page, stage, (now) => ({ ...fortnights(now), caps: [{ category: 'groceries', amount: 1250.5 }] }));
    const row = capRow(page, 'groceries');
    await expect(row.getByRole('meter')).toHaveAttribute('aria-valuetext', '2\u00a0%');
    for (const [typed, cap] of [['€ 1', undefined], ['1.260,5', '1260.50'], ['1 270,50', '1270.50'], ['£ 1280', '1280.00']] as const) {
      await row.getByTestId('edit-cap').click();
      await page.getByTestId('cap-input').fill(typed);
      await page.getByTestId('save-cap').click();
      if (cap === undefined) {
        await expect(page.getByTestId('cap-input')).toHaveAccessibleDescription(/Dein Budget ist in GBP/);
        await page.getByTestId('cap-input').press('Escape');
      } else {
        await expect(row).toHaveAttribute('data-cap', cap);
        await expect(page.getByTestId('cap-input')).toHaveCount(0);
      }
    }
  });
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
  await expect(capRow(page, 'groceries').getByRole('link', { name: 'Groceries' }), 'the button that had the focus is gone').toBeFocused();

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
  const field = page.getByTestId('thresholds');
  await field.fill('lots');
  await page.getByTestId('save-thresholds').click();
  await expect(field).toHaveAccessibleDescription(/from 1 to 1000/);
  await expect(field).toHaveAttribute('aria-invalid', 'true');
  await expect(field).toBeFocused();
  await expect(page.getByRole('alert').filter({ hasText: 'from 1 to 1000' }), 'it is read out').toBeVisible();
  await field.fill('100 40');
  await expect(field).toHaveAttribute('aria-invalid', 'false');
  await page.route('**/api/budget-settings', (route) => route.abort());
  await page.getByTestId('save-thresholds').click();
  await expect(page.getByTestId('thresholds-told')).toContainText('could not be reached');
  await expect(field, 'nothing is wrong with what was typed').toHaveAttribute('aria-invalid', 'false');
  await page.unroute('**/api/budget-settings');
  await page.getByTestId('save-thresholds').click();
  await expect(page.getByTestId('thresholds-told')).toHaveText('Saved.');
  await expect(field).toHaveValue('40, 100');
  const settings = await storedSettings(page);
  expect(settings.alert_thresholds).toEqual([40, 100]);
  await page.getByTestId('go-home').click();
  const alerts = ledgerOf(settings).budget().alerts.map(({ id }) => id);
  expect(alerts).toContain(`${day(today, -7)}/groceries/40`);
  expect((await data(page.getByTestId('alert'))).map(({ id }) => id)).toEqual(alerts);
});
