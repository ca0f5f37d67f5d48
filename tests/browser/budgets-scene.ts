// The screen of budgets, with rows of the test's own that are dated from today, and what its tests read there. Every figure is held
// against the core in Node on the same feed.

import { Ledger, type BudgetReport, type BudgetSettings, type Category } from 'openpurse';
import type { Locator, Page } from '@playwright/test';
import { day, feed, row, save } from './given.ts';
import { connect, expect, reloadAnew, type Stage } from './stage.ts';

/** Groceries of three whole fortnights: 60.10, 40.00, 80.50; eating out: 8.40, nothing, 12.00. This fortnight: 25.00, and 30.00 on shopping. */
const ROWS: [offset: number, description: string, amount: number][] = [
  [-55, 'TESCO STORES 3297', -500],
  [-45, 'TESCO STORES 3297', -60.1], [-44, 'PRET A MANGER', -8.4],
  [-30, 'TESCO STORES 3297', -40],
  [-12, 'TESCO STORES 3297', -50.25], [-9, 'TESCO STORES 3297', -30.25], [-10, 'PRET A MANGER', -12],
  [-6, 'ACME LTD SALARY', 2000], [-5, 'TESCO STORES 3297', -25], [-4, 'AMAZON.CO.UK', -30],
];

/** The current one began seven days ago; those before began 21, 35, 49, 63 and 77 days ago, all within what banks answer for. */
export function fortnights(today: string): BudgetSettings {
  return { period: { kind: 'fortnight', anchor: day(today, -7) } };
}

interface Scene {
  today: string;
  /** The core in Node on the same feed. */
  ledgerOf: (settings: BudgetSettings) => Ledger;
}

/** Connects, saves the settings, and goes to the screen of budgets. */
export async function stand(page: Page, stage: Stage, settings: (today: string) => BudgetSettings = fortnights, rows = ROWS): Promise<Scene> {
  const { today } = await stage.bank.records();
  await stage.bank.give(today, feed({ transactions: rows.map((given) => row(today, ...given)) }));
  await connect(page, stage, 'Monzo');
  const answer = await save(page, settings(today));
  await toBudgets(page);
  const ledgerOf = (wanted: BudgetSettings) => {
    const ledger = new Ledger({ settings: wanted, today });
    ledger.load(answer);
    return ledger;
  };
  return { today, ledgerOf };
}

export async function toBudgets(page: Page): Promise<void> {
  await page.getByTestId('go-budgets').click();
  await expect(page.getByTestId('budgets')).toHaveAttribute('data-state', 'ready');
}

export async function reloaded(page: Page): Promise<void> {
  await reloadAnew(page);
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
}

/** Imports a file of a bank that is not connected: eating out on these days. */
export async function importFile(page: Page, name: string, rows: [date: string, amount: number][]): Promise<void> {
  const lines = rows.map(([date, amount]) => `${date.split('-').reverse().join('/')},Greggs,,CARD,${amount.toFixed(2)},100.00`);
  const text = ['Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)', ...lines, ''].join('\n');
  await page.getByTestId('menu').click();
  await page.getByTestId('open-exchange').click();
  await page.getByTestId('import-files').setInputFiles([{ name, mimeType: 'text/csv', buffer: Buffer.from(text) }]);
  await expect(page.getByTestId('imported-file').filter({ hasText: name })).toHaveAttribute('data-added', String(rows.length));
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}

export async function storedSettings(page: Page): Promise<BudgetSettings> {
  return page.evaluate(async () => {
    const { ok: _, ...settings } = await (await fetch('/api/budget-settings')).json();
    return settings;
  });
}

export const capRow = (page: Page, category: Category) => page.locator(`[data-testid=budget-row][data-category=${category}]`);
export const historyOf = (page: Page, category: Category) => page.locator(`[data-testid=category-history][data-category=${category}]`);

export async function data(locator: Locator): Promise<DOMStringMap[]> {
  return locator.evaluateAll((all) => all.map((element) => ({ ...(element as HTMLElement).dataset })));
}

export const exact = (amount: number) => amount.toFixed(2);

export function lineOf(report: BudgetReport, category: string): { spent: number; cap: string | undefined } {
  const capped = report.budgets.find((line) => line.category === category);
  const spent = (capped ?? report.uncapped.find((line) => line.category === category))?.spent ?? 0;
  return { spent, cap: capped && exact(capped.amount) };
}
