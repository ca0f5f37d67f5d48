// A rule that is not finished: no other one takes its place unless the person says so.

import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { save, stand, upToToday, type Given } from './given.ts';
import { expect, reloadAnew, test, type Stage } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

const ROWS: Given[] = [
  { on: -1, text: 'TESCO STORES 3297', amount: -60_00 },
  { on: -2, text: 'PRET A MANGER', amount: -8_40 },
];
const RULES = [
  { id: 'a', if: { text: 'tesco' }, then: { category: 'home' } },
  { id: 'b', if: { text: 'pret' }, then: { category: 'cash' } },
] as const;

async function onTheScreen(page: Page, stage: Stage): Promise<void> {
  const { today } = await stand(page, stage, [{ id: 'current', name: 'Current', rows: ROWS }]);
  await save(page, { period: upToToday(today), rules: [...RULES] });
  await page.getByTestId('go-budgets').click();
  await expect(page.getByTestId('rule')).toHaveCount(2);
}

const edit = (page: Page, id: string) => page.locator(`[data-testid=rule][data-id=${id}]`).getByTestId('edit-rule').press('Enter');

async function makeRuleOf(page: Page, merchant: string): Promise<void> {
  await page.getByTestId('go-transactions').click();
  const row = page.getByTestId('transaction-row').filter({ has: page.getByRole('button', { name: merchant, exact: true }) });
  await row.getByTestId('open-row').click();
  await row.getByTestId('make-rule').click();
}

test('another rule is changed only when the one that is not finished is given up', async ({ page, stage, complaints }) => {
  await onTheScreen(page, stage);
  const text = page.getByTestId('rule-text');
  // What was only opened makes room.
  await edit(page, 'a');
  await expect(text).toHaveValue('tesco');
  await edit(page, 'b');
  await expect(text).toHaveValue('pret');
  await expect(text).toBeFocused();
  await text.fill('pret a manger');
  // The same one goes on as it is.
  await edit(page, 'b');
  await expect(text).toBeFocused();
  await expect(text).toHaveValue('pret a manger');

  await edit(page, 'a');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('Give up the rule you have not finished?');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await expect(text).toBeFocused();
  await expect(text).toHaveValue('pret a manger');

  await edit(page, 'a');
  await dialog.getByRole('button', { name: 'Give it up' }).press('Enter');
  await expect(text).toHaveValue('tesco');
  await expect(text).toBeFocused();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator('[data-testid=rule][data-id=b]')).toContainText('“pret”');
  expect(complaints).toEqual([]);
});

test('a part that is removed leaves the focus on the one in its place', async ({ page, stage }) => {
  await onTheScreen(page, stage);
  await page.getByTestId('add-rule').click();
  await page.getByTestId('rule-outcome').selectOption('split');
  await page.getByTestId('add-part').press('Enter');
  const categories = page.getByTestId('split-category');
  await expect(categories).toHaveCount(3);
  await expect(categories.nth(2)).toBeFocused();
  const [, , third] = await categories.evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value));
  await page.getByTestId('remove-part').nth(1).press('Enter');
  await expect(categories).toHaveCount(2);
  await expect(categories.nth(1)).toHaveValue(third!);
  await expect(categories.nth(1)).toBeFocused();
});

test('a rule made of a transaction asks before it takes the place of a draft, also after a reload', async ({ page, stage }) => {
  await onTheScreen(page, stage);
  await page.getByTestId('add-rule').click();
  await page.getByTestId('rule-min').fill('12');
  await page.getByTestId('rule-outcome').selectOption('exclude');
  await makeRuleOf(page, 'Tesco');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByTestId('draft-restored')).toBeVisible();
  await expect(page.getByTestId('rule-min')).toHaveValue('12');
  await expect(page.getByTestId('rule-merchant')).toHaveValue('');

  await reloadAnew(page);
  await expect(page.getByTestId('rule-min')).toHaveValue('12');
  await expect(page.getByTestId('rule-outcome')).toHaveValue('exclude');
  await makeRuleOf(page, 'Tesco');
  await page.getByRole('dialog').getByRole('button', { name: 'Give it up' }).click();
  await expect(page.getByTestId('rule-merchant')).toHaveValue('Tesco');
  await expect(page.getByTestId('rule-min')).toHaveValue('');
  await expect(page.getByTestId('rule-outcome')).toHaveValue('category');

  // What the link began is kept as well, and what is not finished stays when its screen is left.
  await reloadAnew(page);
  await expect(page.getByTestId('draft-restored')).toBeVisible();
  await expect(page.getByTestId('rule-merchant')).toHaveValue('Tesco');
});
