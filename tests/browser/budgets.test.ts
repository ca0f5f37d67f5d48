// The screen of budgets: caps over time, suggestions, history, periods and rules. The bank serves rows of the test's own, relative to
// today; every figure is held against the core in Node on the same feed.

import { init, Ledger, type BudgetReport, type BudgetSettings, type Category } from 'openpurse';
import type { Locator, Page } from '@playwright/test';
import { violations } from './axe.ts';
import { day, feed, row, save } from './given.ts';
import { connect, expect, reloadAnew, test, type Stage } from './stage.ts';

test.beforeAll(() => init());
test.beforeEach(({ stage }) => stage.bank.reset());

/** Groceries of three whole fortnights: 60.10, 40.00, 80.50; eating out: 8.40, nothing, 12.00. This fortnight: 25.00, and 30.00 on shopping. */
const ROWS: [offset: number, description: string, amount: number][] = [
  [-55, 'TESCO STORES 3297', -500],
  [-45, 'TESCO STORES 3297', -60.1], [-44, 'PRET A MANGER', -8.4],
  [-30, 'TESCO STORES 3297', -40],
  [-12, 'TESCO STORES 3297', -50.25], [-9, 'TESCO STORES 3297', -30.25], [-10, 'PRET A MANGER', -12],
  [-6, 'ACME LTD SALARY', 2000], [-5, 'TESCO STORES 3297', -25], [-4, 'AMAZON.CO.UK', -30],
];

/** The current one began seven days ago; those before began 21, 35, 49, 63 and 77 days ago, all within what banks answer for. */
function fortnights(today: string): BudgetSettings {
  return { period: { kind: 'fortnight', anchor: day(today, -7) } };
}

interface Scene {
  today: string;
  /** The core in Node on the same feed. */
  ledgerOf: (settings: BudgetSettings) => Ledger;
}

/** Connects, saves the settings, and goes to the screen of budgets. */
async function stand(page: Page, stage: Stage, settings: (today: string) => BudgetSettings = fortnights, rows = ROWS): Promise<Scene> {
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

async function toBudgets(page: Page): Promise<void> {
  await page.getByTestId('go-budgets').click();
  await expect(page.getByTestId('budgets')).toHaveAttribute('data-state', 'ready');
}

async function reloaded(page: Page): Promise<void> {
  await reloadAnew(page);
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
}

async function storedSettings(page: Page): Promise<BudgetSettings> {
  return page.evaluate(async () => {
    const { ok: _, ...settings } = await (await fetch('/api/budget-settings')).json();
    return settings;
  });
}

const capRow = (page: Page, category: Category) => page.locator(`[data-testid=budget-row][data-category=${category}]`);
const historyOf = (page: Page, category: Category) => page.locator(`[data-testid=category-history][data-category=${category}]`);

async function data(locator: Locator): Promise<DOMStringMap[]> {
  return locator.evaluateAll((all) => all.map((element) => ({ ...(element as HTMLElement).dataset })));
}

const exact = (amount: number) => amount.toFixed(2);

function lineOf(report: BudgetReport, category: string): { spent: number; cap: string | undefined } {
  const capped = report.budgets.find((line) => line.category === category);
  const spent = (capped ?? report.uncapped.find((line) => line.category === category))?.spent ?? 0;
  return { spent, cap: capped && exact(capped.amount) };
}

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

test('the past of a category is what the core says of each period, with the cap that it had', async ({ page, stage, complaints }) => {
  const settings = (today: string): BudgetSettings => ({
    ...fortnights(today),
    caps: [{ category: 'groceries', amount: 70, rollover: 'surplus', changes: [{ from: day(today, -35), amount: 45.5 }, { from: day(today, -7), amount: 90 }] }],
  });
  const { today, ledgerOf } = await stand(page, stage, settings);
  const ledger = ledgerOf(settings(today));
  const labels = [-7, -21, -35, -49, -63, -77].map((offset) => day(today, offset));
  for (const { category } of await data(page.getByTestId('category-history'))) {
    const rows = await data(historyOf(page, category as Category).getByTestId('history-period'));
    const wanted = labels.map((label) => ({ label, ...lineOf(ledger.budget(label), category!) }));
    expect(rows.map(({ period, spent, cap }) => ({ label: period, spent: Number(spent), cap })), category).toEqual(wanted);
  }
  const groceries = historyOf(page, 'groceries');
  expect((await data(groceries.getByTestId('history-period'))).map(({ spent, cap }) => [spent, cap])).toEqual([
    ['25.00', '90.00'], ['80.50', '45.50'], ['40.00', '45.50'], ['60.10', '70.00'], ['500.00', '70.00'], ['0.00', '70.00'],
  ]);
  // The chart is drawn of the same: the highest bar is that of the 500.00, and only what is over its cap stands out.
  const bars = groceries.locator('rect');
  await expect(bars).toHaveCount(6);
  const heights = await bars.evaluateAll((all) => all.map((bar) => Number(bar.getAttribute('height'))));
  const spent = [0, 500, 60.1, 40, 80.5, 25];
  for (const [at, amount] of spent.entries()) expect(heights[at]! / heights[1]!).toBeCloseTo(amount / 500, 3);
  await expect(groceries.locator('.history-over')).toHaveCount(2);
  await expect(groceries.getByRole('img')).toHaveAccessibleName('Groceries in 6 periods: between £0.00 and £500.00.');
  await groceries.locator('summary').press('Enter');
  await expect(groceries.getByRole('table')).toBeVisible();
  await expect(groceries.getByRole('row').nth(2)).toContainText('£80.50');
  expect(complaints).toEqual([]);
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
  await page.getByTestId('thresholds').fill('lots');
  await page.getByTestId('save-thresholds').click();
  await expect(page.getByTestId('thresholds')).toHaveAccessibleDescription(/from 1 to 1000/);
  await page.getByTestId('thresholds').fill('100 40');
  await page.getByTestId('save-thresholds').click();
  await expect(page.getByTestId('thresholds')).toHaveValue('40, 100');
  const settings = await storedSettings(page);
  expect(settings.alert_thresholds).toEqual([40, 100]);
  await page.getByTestId('go-home').click();
  const alerts = ledgerOf(settings).budget().alerts.map(({ id }) => id);
  expect(alerts).toContain(`${day(today, -7)}/groceries/40`);
  expect((await data(page.getByTestId('alert'))).map(({ id }) => id)).toEqual(alerts);
});

test('a period is seen before it is saved, and then every figure is of it', async ({ page, stage, complaints }) => {
  const { ledgerOf } = await stand(page, stage, (now) => ({ ...fortnights(now), caps: [{ category: 'groceries', amount: 60 }] }));
  // The label of the period on the screen means nothing to another kind.
  await page.getByTestId('go-home').click();
  await page.getByTestId('period-previous').click();
  await toBudgets(page);
  const preview = page.getByTestId('period-preview');
  const matches = async (period: NonNullable<BudgetSettings['period']>) => {
    const { from, to } = ledgerOf({ period }).budget().period;
    await expect(preview).toHaveAttribute('data-from', from);
    await expect(preview).toHaveAttribute('data-to', to);
  };
  const kind = page.getByTestId('period-kind');

  await kind.selectOption('month');
  await page.getByTestId('period-start-day').selectOption('25');
  await matches({ kind: 'month', start_day: 25 });
  await kind.selectOption('four_weeks');
  await page.getByTestId('period-anchor').fill('2026-01-05');
  await matches({ kind: 'four_weeks', anchor: '2026-01-05' });
  await page.getByTestId('period-anchor').fill('');
  await expect(page.getByTestId('period-anchor')).toHaveAccessibleDescription(/first day/);
  await expect(page.getByTestId('save-period')).toBeDisabled();
  await kind.selectOption('payday');
  await matches({ kind: 'payday', day: 'last_working_day' });
  await page.getByTestId('period-day').selectOption('31');
  await page.getByTestId('period-shift').selectOption('next');
  await matches({ kind: 'payday', day: 31, shift: 'next' });
  await expect(page.getByTestId('caps-stay')).toBeVisible();
  await kind.selectOption('week');
  await page.getByTestId('period-starts').selectOption('thursday');
  await matches({ kind: 'week', starts: 'thursday' });
  expect((await storedSettings(page)).period!.kind, 'nothing is saved yet').toBe('fortnight');

  await page.getByTestId('save-period').click();
  await expect(page.getByTestId('period-told')).toHaveText('Saved.');
  const settings = await storedSettings(page);
  expect(settings.period).toEqual({ kind: 'week', starts: 'thursday' });
  const report = ledgerOf(settings).budget();
  await expect(historyOf(page, 'groceries').getByTestId('history-period').first()).toHaveAttribute('data-period', report.period.label);
  await page.getByTestId('go-home').click();
  await expect(page.getByTestId('period-label')).toHaveAttribute('data-period', report.period.label);
  await expect(page.getByTestId('spent')).toHaveAttribute('data-amount', exact(report.spent));
  expect(complaints).toEqual([]);
});

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

test.describe('answers that do not come', () => {
  // It would bring what the test holds back.
  test.use({ serviceWorkers: 'block' });

  test('without the charts there are the tables, and without the settings there are the figures', async ({ page, stage }) => {
    const { today } = await stand(page, stage, (now) => ({ ...fortnights(now), caps: [{ category: 'groceries', amount: 60 }] }));
    await page.route('**/assets/history-chart-*.js', (route) => route.abort());
    await reloaded(page);
    await expect(page.getByTestId('histories')).toContainText('The charts could not be loaded');
    await expect(historyOf(page, 'groceries').getByTestId('history-period').first()).toHaveAttribute('data-spent', '25.00');

    await page.route('**/api/budget-settings', (route) => route.abort());
    await reloaded(page);
    // Without settings it is calendar months without caps.
    await expect(historyOf(page, 'groceries').getByTestId('history-period').first()).toHaveAttribute('data-period', today.slice(0, 7));
    for (const testId of ['set-cap', 'add-cap', 'take-suggestion', 'save-thresholds', 'add-rule', 'save-period']) await expect(page.getByTestId(testId)).toHaveCount(0);

  });

  test('a screen that could not be loaded says so, and a reload helps', async ({ page, stage }) => {
    await stand(page, stage);
    await page.route('**/assets/budget-plans-*.js', (route) => route.abort());
    await reloadAnew(page);
    await expect(page.getByTestId('budgets-unloaded')).toContainText('Reload the page');
    await page.unroute('**/assets/budget-plans-*.js');
    await page.reload();
    await expect(page.getByTestId('budgets')).toHaveAttribute('data-state', 'ready');
  });
});

test('of two tabs the later one does not overwrite what it has not seen', async ({ page, stage, context }) => {
  await stand(page, stage, (now) => ({ ...fortnights(now), rules: [{ id: 'a', if: { text: 'tesco' }, then: { category: 'home' } }] }));
  const other = await context.newPage();
  await other.goto(`${stage.worker.url}/#/budgets`);
  await expect(other.getByTestId('budgets')).toHaveAttribute('data-state', 'ready');
  await other.locator('[data-testid=suggestion]').first().getByTestId('take-suggestion').click();
  await expect(other.getByTestId('budget-row')).toHaveCount(1);

  await page.getByTestId('delete-rule').click();
  await expect(page.getByTestId('rules-told')).toContainText('changed somewhere else');
  // It shows what is there now, and deletes on the second try.
  await expect(page.getByTestId('budget-row')).toHaveCount(1);
  await expect(page.getByTestId('rule')).toHaveCount(1);
  await page.getByTestId('delete-rule').click();
  await expect(page.getByTestId('rule')).toHaveCount(0);
  const { caps, rules } = await storedSettings(page);
  expect([caps!.length, rules]).toEqual([1, []]);
});

test('in German, too', async ({ page, stage }) => {
  await stand(page, stage);
  await page.evaluate(() => localStorage.setItem('openpurse.language', 'de'));
  await reloaded(page);
  for (const title of ['Limits', 'Vorgeschlagene Limits', 'Verlauf', 'Regeln', 'Zeitraum']) await expect(page.getByRole('heading', { name: title, exact: true })).toBeVisible();
  await expect(page.getByTestId('suggestion').first()).toContainText('60,10');
});

test('axe finds nothing, in both themes and on the narrowest phone', async ({ page, stage }) => {
  test.setTimeout(180_000);
  const rules: BudgetSettings['rules'] = [{ id: 'a', if: { text: 'pret' }, then: { exclude: true } }, { id: 'b', if: { merchant: 'Amazon' }, then: { category: 'gifts_charity' } }];
  await stand(page, stage, (now) => ({ ...fortnights(now), rules, caps: [{ category: 'groceries', amount: 20, rollover: 'surplus' }] }));
  await expect(historyOf(page, 'groceries').getByRole('img')).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await capRow(page, 'groceries').getByTestId('edit-cap').click();
  await page.getByTestId('cap-input').fill('no');
  await page.getByTestId('save-cap').click();
  await page.getByTestId('thresholds').fill('lots');
  await page.getByTestId('save-thresholds').click();
  for (const fold of await page.locator('[data-testid=category-history] summary').all()) await fold.click();
  await page.getByTestId('add-rule').click();
  await page.getByTestId('rule-text').fill('tesco');
  await page.getByTestId('rule-outcome').selectOption('split');
  await expect(page.getByTestId('rule-change').first()).toBeVisible();
  await page.getByTestId('period-kind').selectOption('payday');
  await page.getByTestId('period-day').selectOption('25');
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await violations(page), 'all is open').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
