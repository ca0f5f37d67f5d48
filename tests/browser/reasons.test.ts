// What the core tells, in the reader's language: why a row of a file does not count, and why a transaction is what it is.

import type { Page } from '@playwright/test';
import { thisMonth } from '../support/truth.ts';
import { violations } from './axe.ts';
import { expect, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

/** A purchase that counts, and a row without a date. */
const STATEMENT = (day: string) => `Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n${day},Tesco,,CARD,-20.15,76.45\nnever,Tesco,,CARD,-1.00,75.45\n`;

/** The same of no bank that is known. */
const ODD = (day: string) => `Buchungstag;Empfänger;Betrag\n${day};Tesco;-20,15\nnie;Tesco;-1,00\n`;

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('a row of a file that does not count is told in German, and so is why a transaction of it is what it is', async ({ page, stage, complaints }) => {
    const { from } = await thisMonth(stage.bank);
    const day = from.split('-').reverse().join('/');
    await page.goto(stage.worker.url);
    await page.getByTestId('files-only').click();
    await give(page, 'auszug.csv', STATEMENT(day));
    const file = page.getByTestId('imported-file');
    await expect(file).toHaveAttribute('data-problems', '1');
    await file.locator('summary').click();
    const problem = page.getByTestId('import-problem');
    await expect(problem).toHaveText('Zeile 3 ausgelassen: kein lesbares Datum in der Spalte „Date“');
    await expect(problem).not.toHaveAttribute('lang');

    await give(page, 'kasse.csv', ODD(day));
    await expect(page.getByTestId('trial')).toContainText('Zeile 3 ausgelassen: kein lesbares Datum in der Spalte „Buchungstag“');
    expect(await violations(page)).toEqual([]);
    await page.getByTestId('map-cancel').click();
    await page.getByTestId('exchange').getByRole('button', { name: 'Schließen' }).click();

    await page.getByTestId('go-transactions').click();
    await page.getByTestId('open-row').click();
    await expect(page.getByTestId('because')).toHaveText('Tesco ist bekannt: Lebensmittel (Liste von openpurse).');
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

async function give(page: Page, name: string, text: string): Promise<void> {
  await page.getByTestId('import-files').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
}
