// Files in and out: a bank that is not connected counts, a file that cannot be read says why, and copies are complete.

import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { sorted, thisMonth, totals, within } from '../support/truth.ts';
import { drop } from './drop.ts';
import { amount, byCategory, connect, expect, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

const HEAD = 'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n';

test('a statement of a bank that is not connected counts until it is removed', async ({ page, stage, complaints }) => {
  await connect(page, stage, 'Monzo');
  const { label, from, to, day } = await days(stage);
  const before = totals(within((await stage.bank.records('ob-monzo')).accounts, from, to));
  await openExchange(page);
  await page.getByTestId('import-files').setInputFiles([
    csv('statement.csv', `${day},Greggs,,CARD,-3.40,96.60\n${day},Tesco,,CARD,-20.15,76.45\nnever,Tesco,,CARD,-1.00,75.45\n`),
  ]);
  const file = page.getByTestId('imported-file');
  await expect(file).toHaveAttribute('data-added', '2');
  await expect(file).toHaveAttribute('data-problems', '1');
  await file.getByText('1 row could not be read').click();
  await expect(page.getByTestId('import-problem')).toContainText('line 4');
  expect(await amount(page, 'spent')).toBe(before.spent + 340 + 2015);
  const categories = sorted(before.categories);
  expect(sorted(await byCategory(page, 'uncapped-row'))).toEqual({
    ...categories, eating_out: (categories.eating_out ?? 0) + 340, groceries: (categories.groceries ?? 0) + 2015,
  });
  await expect(page.getByTestId('transaction-count')).toHaveAttribute('data-total', String(before.count + await others(stage) + 2));
  await expect(page.locator('[data-testid=transaction-row]', { hasText: 'statement.csv' })).toHaveCount(2);

  await page.getByTestId('import-files').setInputFiles([csv('again.csv', `${day},Greggs,,CARD,-3.40,96.60\n${day},Tesco,,CARD,-20.15,76.45\nnever,Tesco,,CARD,-1.00,75.45\n`)]);
  await expect(page.getByTestId('import-error')).toContainText('statement.csv, which is here already');
  await page.getByTestId('remove-file').click();
  await expect(file).toHaveCount(0);
  expect(await amount(page, 'spent')).toBe(before.spent);
  await expect(page.getByTestId('period-label')).toHaveAttribute('data-period', label);
  expect(complaints).toEqual([]);
});

test('a file that is dropped while the dialog is open is taken by that one, wherever it was opened from', async ({ page, stage }, info) => {
  await connect(page, stage, 'Monzo');
  const { day } = await days(stage);
  const path = info.outputPath('dropped.csv');
  await writeFile(path, `${HEAD}${day},Greggs,,CARD,-3.40,96.60\n`);
  await page.getByTestId('go-connections').click();
  await page.getByTestId('open-exchange-here').click();
  const dialog = page.getByTestId('exchange');
  await drop(dialog.getByRole('heading', { name: 'Import', exact: true }), path);
  await expect(page.getByTestId('imported-file')).toHaveAttribute('data-added', '1');
  await expect(dialog).toHaveCount(1);
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(dialog).toHaveCount(0);
  // Over another dialog no file is taken.
  await page.getByTestId('connection').getByTestId('disconnect-bank').click();
  await drop(page.getByRole('dialog').getByRole('heading'), path);
  await expect(page.getByRole('dialog')).toHaveCount(1);
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await page.getByTestId('open-exchange-here').click();
  await expect(page.getByTestId('imported-file')).toHaveCount(1);
});

test('imported rows of years ago can be looked at, and are forgotten on reload', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await openExchange(page);
  const { label } = await days(stage);
  const old = `${Number(label.slice(0, 4)) - 1}-12`;
  await page.getByTestId('import-files').setInputFiles([csv('old.csv', `05/${old.slice(5)}/${old.slice(0, 4)},Tesco,,CARD,-20.15,76.45\n`)]);
  await expect(page.getByTestId('imported-file')).toHaveAttribute('data-added', '1');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  while ((await page.getByTestId('period-label').getAttribute('data-period')) !== old) {
    const shown = await page.getByTestId('period-label').getAttribute('data-period');
    await page.getByTestId('period-previous').click();
    await expect(page.getByTestId('period-label')).not.toHaveAttribute('data-period', shown!);
  }
  expect(await amount(page, 'spent')).toBe(2015);
  await expect(page.getByTestId('period-previous')).toBeDisabled();
  await page.reload();
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  await openExchange(page);
  await expect(page.getByTestId('imported-file')).toHaveCount(0);
});

test('the statement of a connected account adds only what the bank did not send', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  const { from, to, today } = await days(stage);
  const { accounts } = await stage.bank.records('ob-monzo');
  const before = totals(within(accounts, from, to));
  const { account, transactions } = accounts[0]!;
  // Of the last weeks, since a month that has just begun has no rows yet.
  const known = transactions.find(({ record }) => record.timestamp.slice(0, 10) < today && record.transaction_type === 'DEBIT' && record.currency === 'GBP')!.record;
  expect(Date.parse(today) - Date.parse(known.timestamp.slice(0, 10))).toBeLessThan(60 * 86_400_000);
  await openExchange(page);
  await page.getByTestId('import-account').selectOption({ label: `Monzo, ${account.display_name}` });
  const british = (date: string) => date.split('-').reverse().join('/');
  await page.getByTestId('import-files').setInputFiles([
    csv('same.csv', `${british(known.timestamp.slice(0, 10))},Any,,CARD,-${Math.abs(known.amount).toFixed(2)},0.00\n${british(today)},Tesco,,CARD,-1234.56,0.00\n`),
  ]);
  await expect(page.getByTestId('imported-file')).toHaveAttribute('data-added', '1');
  expect(await amount(page, 'spent')).toBe(before.spent + 123456);
});

test('a file that is no statement says why, and hinders no other', async ({ page, stage, complaints }) => {
  await connect(page, stage, 'Monzo');
  const { day } = await days(stage);
  const spent = await amount(page, 'spent');
  await openExchange(page);
  await page.getByTestId('import-files').setInputFiles([
    { name: 'holiday.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 nothing') },
    csv('good.csv', `${day},Greggs,,CARD,-3.40,96.60\n`),
    { name: 'broken.ofx', mimeType: 'application/x-ofx', buffer: Buffer.from('OFXHEADER:100\n\n<OFX><BANK') },
  ]);
  await expect(page.getByTestId('imported-file')).toHaveCount(1);
  await expect(page.getByTestId('import-error')).toHaveText([/holiday\.pdf was not read.*no file of a bank that openpurse knows/, /broken\.ofx was not read\. .+/]);
  expect(await amount(page, 'spent')).toBe(spent + 340);
  expect(complaints).toEqual([]);
});

test('files can be dropped', async ({ page, stage, context }, info) => {
  await connect(page, stage, 'Monzo');
  const { day } = await days(stage);
  const path = info.outputPath('dropped.csv');
  await writeFile(path, `${HEAD}${day},Greggs,,CARD,-3.40,96.60\n`);
  // Anywhere on the page: the import opens with what came of it.
  await drop(page.getByTestId('period-label'), path);
  await expect(page.getByTestId('imported-file')).toContainText('dropped.csv');
  await page.getByTestId('remove-file').click();
  await expect(page.getByTestId('imported-file')).toHaveCount(0);
  // Beside the field of the open dialog, and on the field.
  for (const place of [page.getByRole('heading', { name: 'Import and export' }), page.getByTestId('import-files')]) {
    await drop(place, path);
    await expect(page.getByTestId('imported-file')).toContainText('dropped.csv');
    await page.getByTestId('remove-file').click();
    await expect(page.getByTestId('imported-file')).toHaveCount(0);
  }
  expect(context.pages()).toHaveLength(1);
});

test('copies hold all that is loaded, and what was learned comes back from one', async ({ page, stage, complaints }) => {
  await connect(page, stage, 'Monzo');
  // A month that has just begun has no rows yet.
  await page.getByTestId('period-previous').click();
  const row = page.locator('[data-testid=transaction-row][data-category=groceries][data-status=settled]').first();
  const id = (await row.getAttribute('data-id'))!;
  await row.getByTestId('open-row').click();
  await row.getByTestId('correct-category').selectOption('home');
  await row.getByTestId('correct-one').click();
  const same = page.locator(`[data-testid=transaction-row][data-id="${id}"]`);
  await expect(same).toHaveAttribute('data-category', 'home');

  await openExchange(page);
  const table = await exported(page, 'csv');
  expect(table.name).toBe('openpurse.csv');
  const shown = Number(await page.getByTestId('transaction-count').getAttribute('data-total'));
  expect(table.text.trim().split('\r\n').length - 1).toBeGreaterThan(shown);
  const ids = await page.getByTestId('transaction-row').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.id!));
  expect(ids.filter((one) => !table.text.includes(one))).toEqual([]);
  expect((await exported(page, 'ofx')).text).toContain(`<FITID>${id}`);
  expect((await exported(page, 'hledger')).text).toMatch(/^\d{4}-\d{2}-\d{2} /m);
  expect((await exported(page, 'beancount')).text).toMatch(/^\d{4}-\d{2}-\d{2} open /m);
  const learned = await exported(page, 'learned');
  expect(JSON.parse(learned.text).transactions[id].category).toBe('home');

  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.getByTestId('undo').click();
  await expect(same).toHaveAttribute('data-category', 'groceries');
  await openExchange(page);
  const copy = (text: string) => ({ name: learned.name, mimeType: 'application/json', buffer: Buffer.from(text) });
  await page.getByTestId('import-learned').setInputFiles(copy('{"version":99}'));
  await expect(page.getByTestId('learned-told')).toContainText('its version is 99');
  await page.getByTestId('import-learned').setInputFiles(copy(learned.text));
  await expect(same).toHaveAttribute('data-category', 'home');
  await page.reload();
  await page.getByTestId('period-previous').click();
  await expect(same).toHaveAttribute('data-category', 'home');
  expect(complaints).toEqual([]);
});

async function openExchange(page: Page): Promise<void> {
  await page.getByTestId('menu').click();
  await page.getByTestId('open-exchange').click();
}

async function exported(page: Page, format: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(`export-${format}`).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

function csv(name: string, rows: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(HEAD + rows) };
}

/** The month, and its first day as such a file writes it. */
async function days({ bank }: { bank: Parameters<typeof thisMonth>[0] }): Promise<Awaited<ReturnType<typeof thisMonth>> & { day: string }> {
  const month = await thisMonth(bank);
  return { ...month, day: month.from.split('-').reverse().join('/') };
}

/** How many rows of the month are in other currencies: on the list, in none of the sums. */
async function others({ bank }: { bank: Parameters<typeof thisMonth>[0] }): Promise<number> {
  const { from, to } = await thisMonth(bank);
  return within((await bank.records('ob-monzo')).accounts, from, to).filter(({ record }) => record.currency !== 'GBP').length;
}
