// Caps on the screen of budgets: amounts as they are typed, and over time; what becomes of the rest, and when a cap says so.

import { init } from 'openpurse';
import { capRow, data, exact, fortnights, historyOf, stand, storedSettings } from './budgets-scene.ts';
import { day } from './given.ts';
import { expect, test } from './stage.ts';

test.beforeAll(() => init());
test.beforeEach(({ stage }) => stage.bank.reset());

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
