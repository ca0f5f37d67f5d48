// Files that do not tell what they are, settings as a file, and figures of files without any bank.

import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { thisMonth } from '../support/truth.ts';
import { violations } from './axe.ts';
import { drop } from './drop.ts';
import { amount, connect, expect, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

/** German, below two lines about the account: money out 3.40 and 1,041.10, in 20.00, and a row that is none. */
const ODD = (date: string) =>
  `Konto;DE00 1234\n\nBuchungstag;Empfänger;Betrag;Währung\n${date};Bäcker Meier;-3,40;EUR\n${date};"Markt; Halle";-1.041,10;EUR\n${date};Erika;20,00;EUR\nnie;x;1,00;EUR\n`;

test('a CSV of unknown columns is read as the person says, and shows at once what comes of it', async ({ page, stage, complaints }) => {
  test.setTimeout(120_000);
  const { from, label } = await thisMonth(stage.bank);
  await openFiles(page, stage.worker.url);
  await page.getByTestId('import-files').setInputFiles(file('kasse.csv', ODD(german(from))));
  const trial = page.getByTestId('trial');
  await expect(trial).toHaveAttribute('data-transactions', '3');
  await expect(trial).toHaveAttribute('data-problems', '1');
  await expect(page.getByTestId('import-error')).toContainText('say below which is which');
  expect((await rows(page, 'trial-row')).map(({ date, amount, currency }) => [date, amount, currency]).sort()).toEqual(
    [[from, '-1041.1', 'EUR'], [from, '-3.4', 'EUR'], [from, '20', 'EUR']].sort(),
  );
  expect(await violations(page)).toEqual([]);

  // Other choices, other outcomes.
  await page.getByTestId('map-flip').check();
  await expect(page.getByTestId('trial-row').filter({ hasText: 'Bäcker' })).toHaveAttribute('data-amount', '3.4');
  await page.getByTestId('map-flip').uncheck();
  await page.getByTestId('map-description').selectOption({ label: 'none' });
  await expect(page.getByTestId('map-take')).toBeDisabled();
  await expect(trial).toContainText('Choose the columns of date, description and amount.');
  await page.getByTestId('map-description').selectOption({ label: 'Empfänger' });
  await expect(trial).toHaveAttribute('data-transactions', '3');
  await page.getByTestId('map-take').click();
  await expect(page.getByTestId('imported-file')).toHaveAttribute('data-added', '3');
  await expect(page.getByTestId('mapping')).toHaveCount(0);
  await close(page);

  // All of it is in euros, so the figures can be, too.
  await page.getByTestId('use-currency').click();
  await expect(page.getByTestId('spent')).toHaveAttribute('data-amount', '1044.50');
  await expect(page.getByTestId('income')).toHaveAttribute('data-amount', '20.00');
  await expect(page.getByTestId('period-label')).toHaveAttribute('data-period', label);
  await expect(page.getByTestId('use-currency')).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('money out and in of two columns, without headings', async ({ page, stage }) => {
  const { from } = await thisMonth(stage.bank);
  await openFiles(page, stage.worker.url);
  await page.getByTestId('import-files').setInputFiles(file('bare.csv', `${from},Tesco,20.15,\n${from},Erika,,5.00\n`));
  await expect(page.getByTestId('map-no-header')).toBeChecked();
  await page.getByTestId('map-date').selectOption('1');
  await page.getByTestId('map-description').selectOption('2');
  await page.getByTestId('map-amounts').selectOption('two');
  await page.getByTestId('map-moneyOut').selectOption('3');
  await page.getByTestId('map-moneyIn').selectOption('4');
  await page.getByTestId('map-order').selectOption('ymd');
  await page.getByTestId('map-take').click();
  await expect(page.getByTestId('imported-file')).toHaveAttribute('data-added', '2');
  expect([await amount(page, 'spent'), await amount(page, 'income')]).toEqual([2015, 500]);
});

test('a QIF file whose dates leave it open is read the other way round', async ({ page, stage }) => {
  await openFiles(page, stage.worker.url);
  await page.getByTestId('file-details').getByText('What a file may not say').click();
  await page.getByTestId('file-bank').fill('Sparkasse');
  await page.getByTestId('file-account').fill('Giro');
  await page.getByTestId('file-currency').fill('EU');
  await expect(page.getByTestId('file-currency')).toHaveAttribute('aria-invalid', 'true');
  await page.getByTestId('file-currency').fill('eur');
  await page.getByTestId('import-files').setInputFiles(file('old.qif', '!Type:Bank\nD3/11/2025\nT-20.00\nPTesco\n^\nD4/11/2025\nT-5.00\nPGreggs\n^\n'));
  const imported = page.getByTestId('imported-file');
  await expect(imported).toHaveAttribute('data-from', '2025-11-03');
  await expect(imported).toHaveAttribute('data-to', '2025-11-04');
  await page.getByTestId('reorder-dates').click();
  await expect(imported).toHaveAttribute('data-from', '2025-03-11');
  await expect(imported).toHaveAttribute('data-to', '2025-04-11');
  const { text } = await downloaded(page, 'export-csv');
  expect(text).toMatch(/2025-03-11.*-20\.00.*EUR/);
  await expect(page.getByTestId('imported-file')).toHaveCount(1);
});

test('without a bank: files and caps last as long as the page, and no server is told of them', async ({ page, stage }, info) => {
  test.setTimeout(120_000);
  const { from } = await thisMonth(stage.bank);
  const path = info.outputPath('statement.csv');
  await writeFile(path, statement(from));
  await page.goto(stage.worker.url);
  await expect(page.getByTestId('files-only')).toBeVisible();
  const asked: string[] = [];
  page.on('request', (request) => /\/(api|auth)\//.test(request.url()) && asked.push(request.url()));
  // Dropped on the start page, it is open at once.
  await drop(page.getByTestId('files-only'), path);
  await expect(page.getByTestId('imported-file')).toHaveAttribute('data-added', '1');
  await close(page);
  await expect(page.getByTestId('files-only-notice')).toContainText('last until you reload or close this page');
  await page.locator('[data-testid=uncapped-row][data-category=groceries]').getByTestId('set-cap').click();
  await page.getByTestId('cap-input').fill('100');
  await page.getByTestId('save-cap').click();
  await expect(page.locator('[data-testid=budget-row][data-category=groceries]')).toHaveAttribute('data-left', '79.85');
  expect(await violations(page)).toEqual([]);
  await page.getByTestId('go-connections').click();
  await expect(page.getByText('No bank is connected.', { exact: true })).toBeVisible();
  expect(await violations(page)).toEqual([]);
  expect(asked).toEqual([]);
  await page.getByTestId('menu').click();
  await page.getByTestId('leave-files').click();
  await expect(page.getByTestId('files-only')).toBeVisible();
  await page.getByTestId('files-only').click();
  await expect(page.getByTestId('imported-file')).toHaveCount(0);
  await close(page);
  await expect(page.getByTestId('budget-row')).toHaveCount(0);
});

test('settings go out as a file, and come back after a look at what would change', async ({ page, stage, complaints }) => {
  test.setTimeout(120_000);
  await connect(page, stage, 'Monzo');
  await openExchange(page);
  const before = await downloaded(page, 'export-settings');
  expect(before.name).toBe('openpurse-settings.json');
  const settings = JSON.parse(before.text);
  const load = (name: string, text: string) => page.getByTestId('import-settings').setInputFiles(file(name, text));

  await load('same.json', before.text);
  await expect(page.getByTestId('settings-told')).toHaveText('same.json has the settings that are in force.');
  await load('no.json', '{"version":1}');
  await expect(page.getByTestId('settings-told')).toHaveText('no.json has no settings of openpurse.');

  const rule = { id: 'r1', if: { text: 'gift' }, then: { category: 'gifts_charity' } };
  const next = { ...settings, caps: [{ category: 'groceries', amount: 321.5 }], rules: [rule], rates: [{ currency: 'EUR', rate: 0.85 }] };
  await load('next.json', JSON.stringify(next));
  await expect(page.getByTestId('settings-changes').getByRole('listitem')).toHaveText(['New cap: Groceries, £321.50', '1 new rule', 'Other exchange rates']);
  expect(await violations(page)).toEqual([]);
  await page.getByTestId('keep-settings').click();
  expect((await stored(page)).caps).toEqual(settings.caps);
  await load('next.json', JSON.stringify(next));
  await page.getByTestId('use-settings').click();
  await expect(page.getByTestId('settings-told')).toHaveText('The settings were saved.');
  expect(await stored(page)).toMatchObject({ caps: [{ category: 'groceries', amount: 321.5 }], rules: [rule], rates: [{ currency: 'EUR' }] });
  expect(JSON.parse((await downloaded(page, 'export-settings')).text).rates).toHaveLength(1);

  expect(complaints).toEqual([]);
  // The server says which field is wrong, and nothing is saved.
  await load('bad.json', JSON.stringify({ ...next, caps: [{ category: 'income', amount: 5 }] }));
  await page.getByTestId('use-settings').click();
  await expect(page.getByTestId('settings-told')).toContainText('Nothing was saved.');
  await expect(page.getByTestId('settings-told')).toContainText('Nothing was saved. Cap 1, category: ');
  expect((await stored(page)).caps).toMatchObject([{ category: 'groceries' }]);
});

async function openFiles(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.getByTestId('files-only').click();
  await expect(page.getByTestId('exchange')).toBeVisible();
}

async function openExchange(page: Page): Promise<void> {
  await page.getByTestId('menu').click();
  await page.getByTestId('open-exchange').click();
}

async function close(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}

async function downloaded(page: Page, testId: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByTestId(testId).click()]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
}

async function stored(page: Page): Promise<Record<string, unknown>> {
  return page.evaluate(async () => (await fetch('/api/budget-settings')).json());
}

async function rows(page: Page, testId: string): Promise<DOMStringMap[]> {
  return page.getByTestId(testId).evaluateAll((all) => all.map((element) => ({ ...(element as HTMLElement).dataset })));
}

function file(name: string, text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(text) };
}

/** One purchase of 20.15, as a bank writes it that openpurse knows. */
function statement(date: string): string {
  return `Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n${date.split('-').reverse().join('/')},Tesco,,CARD,-20.15,76.45\n`;
}

function german(date: string): string {
  return date.split('-').reverse().join('.');
}
