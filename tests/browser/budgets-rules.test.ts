// Rules on the screen of budgets: written with what they change in sight, moved, deleted, brought back, kept as a draft.

import { init, type BudgetSettings, type Category } from 'openpurse';
import { data, exact, fortnights, historyOf, lineOf, reloaded, stand, storedSettings } from './budgets-scene.ts';
import { day } from './given.ts';
import { expect, test } from './stage.ts';

test.beforeAll(() => init());
test.beforeEach(({ stage }) => stage.bank.reset());

test('a split is written with what it changes in sight, saved, and counts', async ({ page, stage, complaints }) => {
  const { today, ledgerOf } = await stand(page, stage);
  await page.getByTestId('add-rule').click();
  await expect(page.getByTestId('rule-text')).toBeFocused();
  // Typed letter by letter: what counts in the end is the last.
  await page.getByTestId('rule-text').pressSequentially('tesco stores');
  await page.getByTestId('rule-min').fill('40');
  await page.getByTestId('rule-outcome').selectOption('split');
  const percents = page.getByTestId('split-percent');
  await percents.nth(0).fill('66.67');
  await percents.nth(1).fill('13.33');
  await expect(page.getByTestId('split-rest')).toHaveAttribute('data-rest', '20');
  await page.getByTestId('add-part').click();
  await expect(page.getByTestId('split-rest')).toHaveAttribute('data-rest', '0');
  await page.getByTestId('split-category').nth(2).selectOption('health');

  const rule = {
    id: 'rule-1', if: { text: 'tesco stores', min: 40 },
    then: { split: [{ category: 'groceries', percent: 66.67 }, { category: 'home', percent: 13.33 }, { category: 'health', percent: 20 }] },
  } as const;
  const settings = { ...fortnights(today), rules: [{ ...rule, then: { split: [...rule.then.split] } }] };
  const before = ledgerOf(fortnights(today));
  const changes = new Map(before.preview(settings).map((change) => [change.id, change]));
  // 500, 60.10, 40 and 50.25.
  expect(changes.size).toBe(4);
  await expect(page.getByTestId('rule-preview')).toHaveAttribute('data-count', '4');
  const parts = (id: string) => changes.get(id)!.after.splits!.map(({ category, amount }) => `${category} ${exact(amount)}`).join(', ');
  const seen = await data(page.getByTestId('rule-change'));
  expect(seen.map(({ id, after }) => [id, after])).toEqual(before.transactions().filter(({ id }) => changes.has(id)).map(({ id }) => [id, parts(id)]));
  expect(seen.map((row) => row.before)).toEqual(Array(4).fill('groceries'));

  await page.getByTestId('save-rule').click();
  await expect(page.getByTestId('rule')).toHaveCount(1);
  await expect(page.getByTestId('add-rule')).toBeFocused();
  await expect(page.getByTestId('rule')).toContainText('66.67% Groceries, 13.33% Home, 20% Health');
  expect((await storedSettings(page)).rules).toEqual([rule]);
  const last = ledgerOf(settings).budget(day(today, -21));
  await expect(historyOf(page, 'health').locator(`[data-period="${day(today, -21)}"]`)).toHaveAttribute('data-spent', exact(lineOf(last, 'health').spent));
  await page.getByTestId('go-home').click();
  await page.getByTestId('period-previous').click();
  for (const { category, spent } of last.uncapped) {
    await expect(page.locator(`[data-testid=uncapped-row][data-category=${category}]`)).toHaveAttribute('data-spent', exact(spent));
  }
  expect(complaints).toEqual([]);
});

test('the first rule decides: they are moved, changed, deleted and brought back, by keyboard', async ({ page, stage, complaints }) => {
  const rules: BudgetSettings['rules'] = [
    { id: 'a', if: { text: 'tesco' }, then: { category: 'home' } }, { id: 'b', if: { text: 'stores' }, then: { exclude: true } }, { id: 'c', if: { text: '3297' }, then: { category: 'cash' } },
  ];
  const { today, ledgerOf } = await stand(page, stage, (now) => ({ ...fortnights(now), rules }));
  const ids = async () => (await data(page.getByTestId('rule'))).map(({ id }) => id);
  const spentOn = (category: Category) => page.locator(`[data-testid=uncapped-row][data-category=${category}]`);
  const ruleRow = (id: string) => page.locator(`[data-testid=rule][data-id=${id}]`);
  await expect(spentOn('home')).toHaveAttribute('data-spent', '25.00');

  await ruleRow('b').getByTestId('rule-up').press('Enter');
  await expect.poll(ids).toEqual(['b', 'a', 'c']);
  await expect(ruleRow('b').getByTestId('rule-down'), 'there is no further up').toBeFocused();
  await expect(page.getByTestId('rules-told')).toHaveText('It is rule 1 of 3 now.');
  await expect(spentOn('home')).toHaveCount(0);
  const settings = { ...fortnights(today), rules: [rules[1]!, rules[0]!, rules[2]!] };
  expect((await storedSettings(page)).rules).toEqual(settings.rules);
  const { uncapped } = ledgerOf(settings).budget();
  expect((await data(page.getByTestId('uncapped-row'))).map(({ category }) => category)).toEqual(uncapped.map(({ category }) => category));
  await ruleRow('c').getByTestId('rule-up').press('Enter');
  await expect.poll(ids).toEqual(['b', 'c', 'a']);
  await expect(ruleRow('c').getByTestId('rule-up')).toBeFocused();

  await ruleRow('b').getByTestId('delete-rule').press('Enter');
  await expect.poll(ids).toEqual(['c', 'a']);
  await expect(spentOn('cash')).toHaveAttribute('data-spent', '25.00');
  await expect(page.getByTestId('undo-rule')).toBeFocused();
  await page.getByTestId('undo-rule').press('Enter');
  await expect.poll(ids).toEqual(['b', 'c', 'a']);

  await ruleRow('b').getByTestId('edit-rule').press('Enter');
  await expect(page.getByTestId('rule-outcome')).toHaveValue('exclude');
  await page.getByTestId('rule-outcome').selectOption('category');
  await page.getByTestId('rule-category').selectOption('gifts_charity');
  await page.getByTestId('rule-text').press('Enter');
  await expect(ruleRow('b')).toContainText('Gifts and charity');
  await expect(ruleRow('b').getByTestId('edit-rule')).toBeFocused();
  await expect.poll(ids).toEqual(['b', 'c', 'a']);
  await expect(spentOn('gifts_charity')).toHaveAttribute('data-spent', '25.00');
  expect(complaints).toEqual([]);
});

test('what is wrong with a rule stands beside its field', async ({ page, stage }) => {
  await stand(page, stage);
  await page.getByTestId('add-rule').click();
  await expect(page.getByTestId('field-error'), 'nothing is wrong with what is not yet written').toHaveCount(0);
  await page.getByTestId('save-rule').click();
  await expect(page.getByTestId('rule-text')).toHaveAccessibleDescription(/at least one thing/);
  await expect(page.getByTestId('rule-text')).toBeFocused();
  await page.getByTestId('rule-text').fill('tesco');
  await page.getByTestId('rule-min').fill('much');
  await expect(page.getByTestId('rule-min')).toHaveAccessibleDescription(/amount/);
  await page.getByTestId('rule-min').fill('50');
  await page.getByTestId('rule-max').fill('49.99');
  await expect(page.getByTestId('rule-max')).toHaveAccessibleDescription(/not below the other/);
  await expect(page.getByTestId('rule-preview')).not.toHaveAttribute('data-count');
  await page.getByTestId('rule-max').fill('');
  await page.getByTestId('rule-category').selectOption('home');
  await expect(page.getByTestId('rule-preview')).toHaveAttribute('data-count', '3');
  await page.getByTestId('rule-outcome').selectOption('split');
  await page.getByTestId('split-category').nth(1).selectOption('groceries');
  await expect(page.getByTestId('split-category').nth(1)).toHaveAccessibleDescription(/category of its own/);
  await page.getByTestId('split-category').nth(1).selectOption('cash');
  await page.getByTestId('split-percent').nth(1).fill('60,5');
  await expect(page.getByTestId('split-rest')).toHaveText('10.5% too much');
  await page.getByTestId('save-rule').click();
  await expect(page.getByTestId('split-percent').nth(0)).toHaveAccessibleDescription(/100% together/);
  await expect(page.getByTestId('split-percent').nth(0)).toBeFocused();
  // What is put right is saved at once, whatever the last answer was.
  await page.getByTestId('split-percent').nth(1).fill('50');
  await page.getByTestId('split-percent').nth(1).press('Enter');
  await expect(page.getByTestId('rule-form')).toHaveCount(0);
  expect((await storedSettings(page)).rules).toEqual([
    { id: 'rule-1', if: { text: 'tesco', min: 50 }, then: { split: [{ category: 'groceries', percent: 50 }, { category: 'cash', percent: 50 }] } },
  ]);
});

test('a draft survives a reload, a link begins one, and logging out leaves none', async ({ page, stage }) => {
  await stand(page, stage);
  await page.evaluate(() => (location.hash = '#/budgets?rule_text=AMAZON'));
  await expect(page.getByTestId('rule-text')).toHaveValue('AMAZON');
  await expect(page.getByTestId('rule-text')).toBeFocused();
  expect(new URL(page.url()).hash).toBe('#/budgets');
  await expect(page.getByTestId('rule-preview')).toHaveAttribute('data-count', '1');
  await page.getByTestId('rule-text').fill('AMAZON.CO');
  await page.getByTestId('rule-outcome').selectOption('exclude');
  await reloaded(page);
  await expect(page.getByTestId('draft-restored')).toBeVisible();
  await expect(page.getByTestId('rule-text')).toHaveValue('AMAZON.CO');
  await expect(page.getByTestId('rule-outcome')).toHaveValue('exclude');

  await page.getByTestId('menu').click();
  await page.getByTestId('log-out').click();
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('connect')).toBeVisible();
  const kept = () =>
    page.evaluate(
      () =>
        new Promise((resolve) => {
          const opening = indexedDB.open('openpurse-drafts');
          opening.onsuccess = () => {
            const reading = opening.result.transaction('drafts').objectStore('drafts').getAll();
            reading.onsuccess = () => (opening.result.close(), resolve(reading.result));
          };
        }),
    );
  await expect.poll(kept).toEqual([]);
});

test('a rule is begun from a transaction, by its merchant', async ({ page, stage }) => {
  await stand(page, stage);
  await page.getByTestId('go-transactions').click();
  const amazon = page.getByTestId('transaction-row').filter({ hasText: 'Amazon' });
  await amazon.getByTestId('open-row').click();
  await amazon.getByTestId('make-rule').click();
  await expect(page.getByTestId('rule-merchant')).toHaveValue('Amazon');
  await expect(page.getByTestId('rule-text')).toHaveValue('');
  await expect(page.getByTestId('rule-preview')).toHaveAttribute('data-count', '1');
});
