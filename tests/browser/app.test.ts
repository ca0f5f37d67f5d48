// Connect, consent, and a budget whose figures are those that the test itself works out from the bank's records.

import { sorted, thisMonth, totals, within, pence } from '../support/truth.ts';
import { amount, atTheBank, byCategory, connect, expect, reloadAnew, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

test('connect a bank and see this month\'s budget from its transactions', async ({ page, stage, complaints }) => {
  await page.goto(stage.worker.url);
  await expect(page.getByTestId('banner-simulated')).toContainText(/simulated/i);
  await page.getByTestId('connect').click();
  await expect(page).toHaveURL(new RegExp(`^${stage.bank.url}`));
  await atTheBank(page, 'Monzo');
  await expect(page).toHaveURL(`${stage.worker.url}/`);
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');

  const month = await thisMonth(stage.bank);
  const { accounts } = await stage.bank.records('ob-monzo');
  const rows = within(accounts, month.from, month.to);
  const truth = totals(rows);
  await expect(page.getByTestId('period-label')).toHaveAttribute('data-period', month.label);
  expect(await amount(page, 'spent')).toBe(truth.spent);
  expect(await amount(page, 'income')).toBe(truth.income);
  expect(await amount(page, 'transfers')).toBe(truth.transfers);
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual(sorted(truth.categories));

  await expect(page.getByTestId('transaction-count')).toHaveAttribute('data-total', String(rows.length));
  const shown = await page.getByTestId('transaction-row').evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.amount!));
  const sum = shown.reduce((all, text) => all + Math.round(Number(text) * 100), 0);
  expect(sum).toBe(rows.reduce((all, row) => all + pence(row), 0));
  expect(complaints).toEqual([]);
});

test('several banks are one budget', async ({ page, stage, complaints }) => {
  await connect(page, stage, 'Monzo');
  for (const bank of ['Harbour Card', 'Northfield Savings']) {
    await page.getByTestId('menu').click();
    await page.getByTestId('connect-another').click();
    await atTheBank(page, bank);
    await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  }
  const month = await thisMonth(stage.bank);
  const household = ['ob-monzo', 'ob-harbour-card', 'ob-northfield'];
  const accounts = (await stage.bank.records()).accounts.filter(({ provider_id }) => household.includes(provider_id));
  const truth = totals(within(accounts, month.from, month.to));
  expect(await amount(page, 'spent')).toBe(truth.spent);
  expect(await amount(page, 'income')).toBe(truth.income);
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual(sorted(truth.categories));
  expect(complaints).toEqual([]);
});

test('a cap is set, stands against the spending, survives a reload, and goes', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  const row = page.locator('[data-testid=uncapped-row][data-category=groceries]');
  const spent = await row.getAttribute('data-spent');
  await row.getByTestId('set-cap').click();
  await page.getByTestId('cap-input').fill('-5');
  await page.getByTestId('save-cap').click();
  await expect(page.getByTestId('cap-error')).toBeVisible();
  await page.getByTestId('cap-input').fill('400.50');
  await page.getByTestId('save-cap').click();

  const capped = page.locator('[data-testid=budget-row][data-category=groceries]');
  await expect(capped).toHaveAttribute('data-cap', '400.50');
  await expect(capped).toHaveAttribute('data-spent', spent!);
  const left = Math.round((400.5 - Number(spent)) * 100);
  expect(Math.round(Number(await capped.getAttribute('data-left')) * 100)).toBe(left);

  await page.reload();
  await expect(capped).toHaveAttribute('data-cap', '400.50');
  await capped.getByTestId('edit-cap').click();
  await page.getByTestId('remove-cap').click();
  await expect(row).toHaveAttribute('data-spent', spent!);
});

test('the month before is there too', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  const current = (await thisMonth(stage.bank)).label;
  await expect(page.getByTestId('period-label')).toHaveAttribute('data-period', current);
  await page.getByTestId('period-previous').click();
  await expect(page.getByTestId('period-label')).not.toHaveAttribute('data-period', current);
  const label = (await page.getByTestId('period-label').getAttribute('data-period'))!;
  const { accounts } = await stage.bank.records('ob-monzo');
  const truth = totals(within(accounts, `${label}-01`, `${label}-31`));
  expect(label < current).toBe(true);
  expect(await amount(page, 'spent')).toBe(truth.spent);
  expect(await amount(page, 'income')).toBe(truth.income);
});

test('who cancels at the bank is told that nothing was stored', async ({ page, stage }) => {
  await page.goto(stage.worker.url);
  await page.getByTestId('connect').click();
  await page.getByRole('button', { name: 'Cancel' }).or(page.getByRole('link', { name: 'Cancel' })).click();
  await expect(page.getByTestId('connect-error')).toContainText(/nothing was stored/i);
  await expect(page).toHaveURL(`${stage.worker.url}/`);
  await expect(page.getByTestId('connect')).toBeVisible();
});

test('one account that fails is a notice; the other is shown; trying again heals it', async ({ page, stage }) => {
  const month = await thisMonth(stage.bank);
  const { accounts } = await stage.bank.records('ob-monzo');
  const [broken, ...others] = accounts;
  await stage.bank.faults([
    { path: '/accounts/*/transactions', account_id: broken!.account.account_id, fault: 'error', error: 'provider_error' },
    { path: '/accounts/*/transactions/pending', account_id: broken!.account.account_id, fault: 'error', error: 'provider_error' },
  ]);
  await connect(page, stage, 'Monzo');
  await expect(page.getByTestId('notice').first()).toBeVisible();
  expect(await amount(page, 'spent')).toBe(totals(within(others, month.from, month.to)).spent);
  await stage.bank.faults([]);
  await page.getByTestId('notice').first().getByTestId('retry').click();
  await expect(page.getByTestId('notice')).toHaveCount(0);
  expect(await amount(page, 'spent')).toBe(totals(within(accounts, month.from, month.to)).spent);
});

test('when nothing comes the page says why and shows no figures', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await stage.bank.faults(['/accounts', '/cards', '/accounts/*/*', '/accounts/*/transactions/pending'].map((path) => ({ path, fault: 'html_502' })));
  await reloadAnew(page);
  await expect(page.getByTestId('notice').or(page.getByTestId('failed')).first()).toBeVisible();
  await expect(page.getByTestId('transaction-row')).toHaveCount(0);
  await expect(page.getByTestId('spent')).toHaveCount(0);
});

test('disconnecting ends it', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await page.getByTestId('menu').click();
  await page.getByTestId('disconnect').click();
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('connect')).toBeVisible();
  await page.reload();
  await expect(page.getByTestId('connect')).toBeVisible();
});
