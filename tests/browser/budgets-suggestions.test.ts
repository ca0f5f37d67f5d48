// Suggested caps: what they rest on, why there are none, taken one by one or all.

import { init, type BudgetSettings } from 'openpurse';
import { capRow, data, exact, fortnights, importFile, lineOf, reloaded, stand, storedSettings } from './budgets-scene.ts';
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
  const [groceries, shopping] = [{ category: 'groceries', amount: 60 }, { category: 'shopping', amount: 60 }] as const;
  const { today } = await stand(page, stage, (now) => ({ ...fortnights(now), caps: [groceries] }), [[-30, 'TESCO STORES 3297', -40], [-29, 'AMAZON.CO.UK', -25]]);
  await expect(basis).toContainText('What has no cap came up too seldom');
  await save(page, { ...fortnights(today), caps: [groceries, shopping] });
  await expect(basis).toContainText('Everything that you spent on in your last whole periods');
  const rules: BudgetSettings['rules'] = [{ id: 'a', if: { direction: 'out' }, then: { exclude: true } }];
  await save(page, { ...fortnights(today), caps: [groceries], rules });
  await expect(basis).toContainText('Nothing was spent in the last whole periods');
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
