// What every browser test plays on: a simulated bank, the Worker on workerd, and a page whose complaints are collected.

import { test as base, expect, type Page } from '@playwright/test';
import { startBank, type Bank } from '../support/bank.ts';
import { startWorker, type Worker } from '../support/worker.ts';

export interface Stage {
  bank: Bank;
  worker: Pick<Worker, 'url' | 'log'>;
}

/** `stage` is shared by a file's tests; `complaints` is what the page printed as errors, and every broken CSP rule. */
export const test = base.extend<{ complaints: string[] }, { stage: Stage }>({
  stage: [
    async ({}, use) => {
      const bank = await startBank();
      const worker = await startWorker(bank.url);
      await use({ bank, worker });
      await worker.close();
      await bank.close();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  complaints: async ({ page }, use) => {
    const complaints: string[] = [];
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    // Browsers print most of them by themselves, but not all that workers and blocked fetches break.
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error(`CSP: ${violatedDirective} ${blockedURI}`));
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await use(complaints);
  },
});

export { expect };

/** From the app's connect button through the bank's pages and back. */
export async function connect(page: Page, stage: Stage, bankName: string): Promise<void> {
  await page.goto(stage.worker.url);
  await page.getByTestId('connect').click();
  await atTheBank(page, bankName);
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
}

/** The bank's own pages, as a person uses them. */
export async function atTheBank(page: Page, bankName: string): Promise<void> {
  await page.getByLabel(bankName).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('User').fill('john');
  await page.getByLabel('Password').fill('doe');
  await page.getByRole('button', { name: 'Log in' }).click();
}

/** Loads the page as a new tab would: without what this one kept, so that the banks are asked. */
export async function reloadAnew(page: Page): Promise<void> {
  // At the last moment: the page may be about to keep something.
  await page.evaluate(() => addEventListener('pagehide', () => sessionStorage.clear()));
  await page.reload();
}

/** The amounts of the rows that are drawn now, in pence, by category. */
export async function byCategory(page: Page, testId: string): Promise<Map<string, number>> {
  const rows = await page.getByTestId(testId).evaluateAll((all) => all.map((row) => ({ ...(row as HTMLElement).dataset })));
  return new Map(rows.map((row) => [row.category!, inPence(row.spent!)]));
}

/** Pence of exact decimal text. */
export function inPence(text: string): number {
  const found = /^(-?)(\d+)(?:\.(\d{1,2})0*)?$/.exec(text);
  if (!found) throw new Error(`not an amount: ${text}`);
  const [, sign, whole, fraction = ''] = found;
  return (sign ? -1 : 1) * (Number(whole) * 100 + Number(fraction.padEnd(2, '0')));
}

export async function amount(page: Page, testId: string): Promise<number> {
  return inPence((await page.getByTestId(testId).getAttribute('data-amount'))!);
}
