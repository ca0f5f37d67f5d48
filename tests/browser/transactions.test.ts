// The screen of transactions: all that are loaded, found by filters, many corrected at once. The rows are the test's own, so
// their sums are worked out here.

import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { day, stand, type Given, type GivenAccount } from './given.ts';
import { byCategory, expect, inPence, test, type Stage } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

const TESCO = 'TESCO STORES 3297';

/** Of three periods: two shops, a transfer, a refund, two that nobody knows, one that a rule splits, one in euros, one pending. */
const CURRENT: Given[] = [
  { on: -1, text: TESCO, amount: -60_00 },
  { on: -1, text: 'PRET A MANGER', amount: -8_40 },
  { on: -2, text: 'NORTHFIELD SAVINGS', amount: -250_00, category: 'TRANSFER' },
  { on: -3, text: 'AMAZON.CO.UK', amount: 25_00, category: 'PURCHASE' },
  { on: -4, text: 'ZQX 88 WLLP', amount: -13_37 },
  { on: -5, text: 'XKV 12 BRRT', amount: -9_00 },
  { on: -5, text: 'IKEA', amount: -100_00 },
  { on: -6, text: 'BOULANGERIE PAUL', amount: -20_50, currency: 'EUR' },
  { on: -9, text: TESCO, amount: -19_99 },
  { on: -15, text: 'AMAZON.CO.UK', amount: -25_00 },
  { on: -20, text: 'ACME LTD SALARY', amount: 2100_00 },
  { on: -45, text: TESCO, amount: -30_00 },
  { on: -45, text: 'GREGGS', amount: -3_10 },
];
const PENDING: Given[] = [{ on: 0, text: 'GREGGS', amount: -3_40 }];
const SAVINGS: Given[] = [{ on: -2, text: 'FROM CURRENT', amount: 250_00, category: 'TRANSFER' }];
const ALL = [...CURRENT, ...PENDING, ...SAVINGS];

const ACCOUNTS: GivenAccount[] = [
  { id: 'current', name: 'Current', rows: CURRENT, pending: PENDING },
  { id: 'saving', name: 'Northfield Savings', rows: SAVINGS },
];
const RULES = [{ id: 'flat', if: { merchant: 'IKEA' }, then: { split: [{ category: 'home', percent: 75 }, { category: 'gifts_charity', percent: 25 }] } }] as const;

async function onTheScreen(page: Page, stage: Stage): Promise<string> {
  const { today } = await stand(page, stage, ACCOUNTS, { rules: [...RULES] as never });
  await page.getByTestId('go-transactions').click();
  await expect(page.getByTestId('transaction-count')).toHaveAttribute('data-total', String(ALL.length));
  return today;
}

/** The sums of rows, in pence and cents, as the screen should say them. */
function sums(rows: Given[]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const { amount, currency = 'GBP' } of rows) all[currency] = (all[currency] ?? 0) + amount;
  return all;
}

async function said(page: Page, testId: string): Promise<Record<string, number>> {
  const all = await page.getByTestId(testId).evaluateAll((every) => every.map((one) => ({ ...(one as HTMLElement).dataset })));
  return Object.fromEntries(all.map(({ currency, amount }) => [currency!, inPence(amount!)]));
}

/** Waits until so many are shown, and they are these, and what counts of them is summed up. */
async function expectShown(page: Page, rows: Given[], counted = sums(rows)): Promise<void> {
  await expect(page.getByTestId('transaction-count')).toHaveAttribute('data-shown', String(rows.length));
  const amounts = await page.getByTestId('transaction-row').evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.amount!));
  expect(amounts.map(inPence).sort()).toEqual(rows.map(({ amount }) => amount).sort());
  expect(await said(page, 'shown-sum')).toEqual(counted);
}

const named = (...texts: string[]) => ALL.filter(({ text }) => texts.includes(text));

test('all that is loaded is there, the newest first, with what each day comes to', async ({ page, stage, complaints }) => {
  const today = await onTheScreen(page, stage);
  await expectShown(page, ALL);
  const dates = await page.getByTestId('transaction-row').evaluateAll((all) => all.map((row) => (row as HTMLElement).dataset.date!));
  expect(dates).toEqual([...dates].sort().reverse());
  expect(new Set(dates)).toEqual(new Set(ALL.map(({ on }) => day(today, on))));
  for (const on of [-1, -2, -5, -45]) {
    const [total] = await page.locator(`[data-testid=day-total][data-date="${day(today, on)}"]`).all();
    expect(inPence((await total!.getAttribute('data-amount'))!), String(on)).toBe(sums(ALL.filter((row) => row.on === on)).GBP);
  }
  expect(complaints).toEqual([]);
});

test('each filter leaves what it says, with the exact sum', async ({ page, stage, complaints }) => {
  const today = await onTheScreen(page, stage);
  await page.getByTestId('filters').click();
  const cases: [string, string, Given[], Record<string, number>?][] = [
    ['category', 'groceries', named(TESCO)],
    ['category', 'to_sort', named('ZQX 88 WLLP', 'XKV 12 BRRT')],
    // The rule's parts of it: 25 and 75 percent.
    ['category', 'gifts_charity', named('IKEA'), { GBP: -25_00 }],
    ['category', 'home', named('IKEA'), { GBP: -75_00 }],
    ['account', { label: 'Northfield Savings' } as never, SAVINGS],
    ['kind', 'pending', PENDING],
    ['kind', 'transfer', named('NORTHFIELD SAVINGS', 'FROM CURRENT')],
    ['kind', 'refund', ALL.filter(({ text, amount }) => text === 'AMAZON.CO.UK' && amount > 0)],
    ['kind', 'split', named('IKEA')],
  ];
  for (const [name, value, rows, counted] of cases) {
    await page.getByTestId(`filter-${name}`).selectOption(value);
    await expectShown(page, rows, counted);
    await page.locator(`[data-testid=filter-chip][data-field=${name}]`).click();
    await expectShown(page, ALL);
  }

  await page.getByTestId('filter-min').fill('20');
  await page.getByTestId('filter-max').fill('£60.00');
  const middling = ALL.filter(({ amount }) => Math.abs(amount) >= 20_00 && Math.abs(amount) <= 60_00);
  await expectShown(page, middling);
  await page.getByTestId('filter-from').fill(day(today, -9));
  await page.getByTestId('filter-to').fill(day(today, -1));
  await expectShown(page, middling.filter(({ on }) => on >= -9 && on <= -1));
  await page.getByTestId('transaction-search').fill('tesco');
  await expectShown(page, [CURRENT[0]!]);
  await page.getByTestId('clear-filters').click();
  await expectShown(page, ALL);
  await expect(page.getByTestId('filter-min')).toHaveValue('');

  await page.getByTestId('filter-min').fill('a lot');
  await expect(page.getByTestId('filter-min')).toHaveAttribute('aria-invalid', 'true');
  await expectShown(page, ALL);
  await page.getByTestId('transaction-search').fill('nobody');
  await expect(page.getByText('Nothing matches.')).toBeVisible();
  expect(complaints).toEqual([]);
});

test('of a split the part in the category counts: in the row, the day and the sum, which say so', async ({ page, stage }) => {
  const today = await onTheScreen(page, stage);
  const count = page.getByTestId('transactions-count');
  await expect(count).toHaveText(/^15 Sum/);
  await page.getByTestId('filters').click();
  await page.getByTestId('filter-category').selectOption('home');
  await expectShown(page, named('IKEA'), { GBP: -75_00 });
  await expect(count).toHaveText('1 of 15 Sum in Home \u2212£75.00');
  const ikea = page.getByTestId('transaction-row');
  await expect(ikea.locator('.transaction-amount')).toHaveText('\u2212£75.00 of \u2212£100.00');
  await expect(ikea).toHaveAttribute('data-amount', '-100.00');
  await page.getByTestId('clear-filters').click();
  await expect(ikea.filter({ hasText: 'IKEA' }).getByTestId('row-whole')).toHaveCount(0);

  // With another of that day the day comes to what counts of both.
  await page.locator('[data-testid=transaction-row]', { hasText: 'XKV 12 BRRT' }).getByTestId('open-row').click();
  await page.getByTestId('correct-category').selectOption('home');
  await page.getByTestId('correct-one').click();
  await expect(page.getByTestId('corrected')).toBeVisible();
  await page.getByTestId('keep-correction').click();
  await page.getByTestId('filter-category').selectOption('home');
  await expectShown(page, named('IKEA', 'XKV 12 BRRT'), { GBP: -75_00 - 9_00 });
  await expect(page.locator(`[data-testid=day-total][data-date="${day(today, -5)}"]`)).toHaveAttribute('data-amount', '-84.00');

  // On the screen of the period the category finds it, too, and so do words.
  await page.getByTestId('go-home').click();
  await page.locator('[data-testid=uncapped-row][data-category=gifts_charity]').getByRole('button').first().click();
  await expect(page.getByTestId('transaction-row')).toHaveCount(1);
  await expect(page.getByTestId('transaction-row')).toContainText('\u2212£25.00 of \u2212£100.00');
  await page.getByRole('button', { name: /Show all categories/ }).click();
  await expect(page.getByRole('heading', { name: 'Transactions' })).toBeFocused();
  await page.getByTestId('transaction-search').fill('gifts');
  await expect(page.getByTestId('transaction-row')).toHaveCount(1);
  await expect(page.getByTestId('row-whole')).toHaveCount(0);
});

test('who cannot see the list hears of rows alike how much each was and on which day', async ({ page, stage }) => {
  await onTheScreen(page, stage);
  const tescos = page.getByRole('button', { name: 'Tesco', exact: true });
  await expect(tescos).toHaveCount(3);
  await expect(tescos.nth(0)).toHaveAccessibleDescription('\u2212£60.00 Yesterday');
  await expect(tescos.nth(1)).toHaveAccessibleDescription(/^\u2212£19\.99 \S/);
  const days = await tescos.evaluateAll((all) => all.map((button) => button.getAttribute('aria-describedby')!.split(' ').map((id) => document.getElementById(id)!.textContent)[1]));
  expect(new Set(days).size).toBe(3);
});

test('a filter that is taken off leaves the focus in the list', async ({ page, stage }) => {
  await onTheScreen(page, stage);
  await page.getByTestId('filters').click();
  await page.getByTestId('filter-kind').selectOption('spending');
  await page.getByTestId('filter-min').fill('5');
  await page.getByTestId('filter-max').fill('50');
  const chip = (name: string) => page.locator(`[data-testid=filter-chip][data-field=${name}]`);
  await chip('kind').press('Enter');
  await expect(chip('min')).toBeFocused();
  await chip('max').press('Enter');
  await expect(chip('min')).toBeFocused();
  await chip('min').press('Enter');
  const title = page.getByRole('heading', { level: 1 });
  await expect(title).toBeFocused();
  await page.getByTestId('filter-min').fill('5');
  await page.getByTestId('filter-max').fill('50');
  await page.getByTestId('clear-filters').press('Enter');
  await expect(page.getByTestId('filter-chip')).toHaveCount(0);
  await expect(title).toBeFocused();
  await expectShown(page, ALL);
});

test('the address keeps the filters; going back leaves the list, not a letter of the search', async ({ page, stage }) => {
  await onTheScreen(page, stage);
  await page.getByTestId('transaction-search').pressSequentially('tesco');
  await page.getByTestId('filters').click();
  await page.getByTestId('filter-min').fill('25');
  const rows = named(TESCO).filter(({ amount }) => amount <= -25_00);
  await expectShown(page, rows);
  expect(new URL(page.url()).hash).toBe('#/transactions?text=tesco&min=25');
  await page.reload();
  await expectShown(page, rows);
  await expect(page.getByTestId('transaction-search')).toHaveValue('tesco');
  await page.goBack();
  await expect(page.getByTestId('left-to-spend')).toBeVisible();
  await page.goForward();
  await expectShown(page, rows);
  await page.getByTestId('go-transactions').click();
  await expectShown(page, ALL);
  await page.goBack();
  await expectShown(page, rows);
});

test('a transfer names its other account, a refund leads to its purchase, parts and what is pending are seen', async ({ page, stage, complaints }) => {
  await onTheScreen(page, stage);
  const row = (text: string, sign = '-') => page.locator(`[data-testid=transaction-row][data-amount${sign === '-' ? '^="-"' : ':not([data-amount^="-"])'}]`, { hasText: text });
  await expect(row('NORTHFIELD SAVINGS')).toContainText('⇄ to Northfield Savings');
  await expect(page.locator('[data-testid=transaction-row]', { hasText: 'FROM CURRENT' })).toContainText('⇄ from Current');
  await expect(row('IKEA')).toContainText('Home \u2212£75.00');
  await expect(row('IKEA')).toContainText('Gifts and charity \u2212£25.00');
  await expect(page.locator('[data-status=pending]')).toContainText('Pending');
  await expect(page.locator('[data-status=pending]')).toHaveCount(1);

  await page.getByTestId('transaction-search').fill('refund');
  const refund = page.locator('[data-testid=transaction-row][data-kind=refund]');
  await expect(page.getByTestId('transaction-row')).toHaveCount(1);
  await refund.getByTestId('open-row').click();
  await refund.getByTestId('go-other').click();
  const purchase = page.locator('[data-testid=transaction-row][data-amount="-25.00"]');
  await expect(purchase.getByTestId('row-details')).toBeVisible();
  await expect(purchase.getByTestId('open-row')).toBeFocused();
  await expectShown(page, ALL);
  await page.goBack();
  await expect(page.getByTestId('transaction-search')).toHaveValue('refund');
  expect(complaints).toEqual([]);
});

test('many are chosen with the mouse and corrected at once: just what was told, taken back as one', async ({ page, stage, complaints }) => {
  await onTheScreen(page, stage);
  const before = await categories(page);
  await page.getByTestId('select-mode').click();
  const box = (place: number) => page.getByTestId('select-row').nth(place);
  // The pending one is the first: the five below it.
  await box(1).click();
  await box(5).click({ modifiers: ['Shift'] });
  await box(3).click();
  const [chosen, left] = [[1, 2, 4, 5].map((place) => before[place]!), before[3]!];
  await expect(page.getByTestId('selection-count')).toHaveAttribute('data-count', '4');
  expect(await said(page, 'selection-sum')).toEqual({ GBP: chosen.reduce((sum, { amount }) => sum + amount, 0) });

  await page.getByTestId('many-category').selectOption('services');
  await expect(page.getByTestId('many-preview')).toHaveAttribute('data-changed', '4');
  expect(await categories(page)).toEqual(before);
  await page.getByTestId('many-apply').click();
  await expect(page.getByTestId('corrected')).toContainText('4 transactions are Services.');
  await expect(page.getByTestId('undo')).toBeFocused();
  const ids = new Set(chosen.map(({ id }) => id));
  await expect.poll(() => categories(page)).toEqual(before.map((row) => (ids.has(row.id) ? { ...row, category: 'services' } : row)));
  expect(ids.has(left.id)).toBe(false);

  await page.getByTestId('undo').click();
  await expect.poll(() => categories(page)).toEqual(before);
  expect(complaints).toEqual([]);
});

test('always for these merchants: their other rows are told, counted and follow', async ({ page, stage }) => {
  await onTheScreen(page, stage);
  const before = await categories(page);
  await page.getByTestId('transaction-search').fill('greggs');
  await expectShown(page, named('GREGGS'));
  await page.getByTestId('select-mode').click();
  await page.getByTestId('select-all').click();
  // One of three: what is chosen stays chosen when something else is looked for.
  await page.getByTestId('transaction-search').fill('tesco');
  await expectShown(page, named(TESCO));
  await page.getByTestId('select-row').first().click();
  await expect(page.getByTestId('selection-count')).toHaveText(/^3 selected, 2 of them not shown/);
  await page.getByTestId('many-category').selectOption('gifts_charity');
  await expect(page.getByTestId('many-preview')).toHaveAttribute('data-changed', '3');
  await page.getByTestId('many-always').check();
  await expect(page.getByTestId('many-preview')).toHaveAttribute('data-changed', '5');
  await expect(page.getByTestId('many-preview')).toContainText('2 of them were not selected');
  await expect(page.getByTestId('preview-names')).toHaveText('Tesco × 3Greggs × 2');
  await page.getByTestId('many-apply').click();
  await page.getByTestId('clear-filters').click();
  const wanted = new Set([...named('GREGGS'), ...named(TESCO)].map(({ amount }) => amount));
  const after = before.map((row) => (wanted.has(row.amount) ? { ...row, category: 'gifts_charity' } : row));
  await expect.poll(() => categories(page)).toEqual(after);
  await page.reload();
  await expect.poll(() => categories(page)).toEqual(after);
  // On the screen of the period, of which four of the five are.
  await page.getByTestId('go-home').click();
  await expect.poll(async () => (await byCategory(page, 'uncapped-row')).get('gifts_charity')).toBe(60_00 + 19_99 + 3_40 + 25_00);
});

test('one that is gone hinders no other, and is told', async ({ page, stage }) => {
  await onTheScreen(page, stage);
  await importFile(page, 'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n01/02/2024,Waitrose,,CARD,-3.40,96.60\n');
  const total = page.getByTestId('transaction-count');
  await expect(total).toHaveAttribute('data-total', String(ALL.length + 1));
  await page.getByTestId('select-mode').click();
  // The oldest by far, and one of the bank's.
  await page.getByTestId('select-row').last().click();
  await page.getByTestId('select-row').nth(1).click();
  await page.getByTestId('menu').click();
  await page.getByTestId('open-exchange').click();
  await page.getByTestId('remove-file').click();
  await expect(page.getByTestId('imported-file')).toHaveCount(0);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await expect(total).toHaveAttribute('data-total', String(ALL.length));
  await expect(page.getByTestId('selection-count')).toHaveAttribute('data-count', '2');
  const before = await categories(page);
  expect(before.length).toBe(ALL.length);
  await page.getByTestId('many-category').selectOption('services');
  await expect(page.getByTestId('many-preview')).toContainText('1 of the selected is no longer there');
  await page.getByTestId('many-apply').click();
  await expect(page.getByTestId('corrected')).toContainText('1 transaction is Services. 1 of the selected is no longer there.');
  await expect.poll(() => categories(page)).toEqual(before.map((row, place) => (place === 1 ? { ...row, category: 'services' } : row)));
});

test('by keyboard alone: found, chosen, corrected, taken back', async ({ page, stage }) => {
  await onTheScreen(page, stage);
  const before = await categories(page);
  await page.getByTestId('transaction-search').focus();
  await page.keyboard.type('tesco');
  await expectShown(page, named(TESCO));
  await tabTo(page, 'select-mode');
  await page.keyboard.press('Enter');
  await tabTo(page, 'select-row');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('selection-count')).toHaveAttribute('data-count', '1');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByTestId('selection-count')).toHaveAttribute('data-count', '2');
  await page.keyboard.press('ArrowDown');
  await expect(page.getByTestId('select-row').last()).toBeFocused();
  await page.keyboard.press('Control+a');
  await expect(page.getByTestId('selection-count')).toHaveAttribute('data-count', '3');
  await page.keyboard.press('Space');
  await expect(page.getByTestId('selection-count')).toHaveAttribute('data-count', '2');
  await tabTo(page, 'many-category');
  await page.keyboard.type('Fees');
  await expect(page.getByTestId('many-category')).toHaveValue('fees');
  await expect(page.getByTestId('many-preview')).toHaveAttribute('data-changed', '3');
  // Of Tesco nothing surer is known than what was said of the two others.
  await expect(page.getByTestId('many-preview')).toContainText('1 of them was not selected');
  await tabTo(page, 'many-apply');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('undo')).toBeFocused();
  await expect(page.locator('[data-testid=transaction-row][data-category=fees]').first()).toBeVisible();
  await page.keyboard.press('Enter');
  await page.getByTestId('transaction-search').fill('');
  await expect.poll(() => categories(page)).toEqual(before);
  // And out of it again.
  await page.getByTestId('select-mode').press('Enter');
  await page.getByTestId('select-row').first().press('Space');
  await page.getByTestId('select-none').press('Enter');
  await expect(page.getByTestId('selection-count')).toHaveAttribute('data-count', '0');
  await expect(page.getByTestId('select-all'), 'the button is gone').toBeFocused();
  await page.getByTestId('select-row').first().press('Escape');
  await expect(page.getByTestId('select-mode')).toBeFocused();
  await expect(page.getByTestId('select-row')).toHaveCount(0);
});

test('the undo and what is selected can both be used on any phone, upright or on its side', async ({ page, stage }) => {
  await onTheScreen(page, stage);
  await page.locator('[data-testid=transaction-row]', { hasText: 'PRET' }).getByTestId('open-row').click();
  await page.getByTestId('correct-category').selectOption('home');
  await page.getByTestId('correct-one').click();
  await expect(page.getByTestId('corrected')).toBeVisible();
  await page.getByTestId('select-mode').click();
  await page.getByTestId('select-row').nth(2).click();
  await page.getByTestId('many-category').selectOption('services');
  await expect(page.getByTestId('many-preview')).toBeVisible();
  for (const [width, height] of [[390, 844], [320, 640], [640, 320], [320, 256]] as const) {
    const size = `${width} by ${height}`;
    await page.setViewportSize({ width, height });
    const [undo, bar, screens] = await Promise.all([page.getByTestId('corrected'), page.getByTestId('selection-bar'), page.getByRole('navigation')].map(async (one) => (await one.boundingBox())!));
    expect(undo!.y + undo!.height, `${size}: one above the other`).toBeLessThanOrEqual(bar!.y);
    // Each can be brought into sight and is under the pointer there, not under another bar.
    for (const testId of ['many-apply', 'select-none', 'undo']) {
      const button = page.getByTestId(testId);
      await button.focus();
      await button.click({ trial: true });
      const { y, height: high } = (await button.boundingBox())!;
      expect(y, `${size}: ${testId}`).toBeGreaterThanOrEqual(0);
      expect(y + high, `${size}: ${testId}`).toBeLessThanOrEqual(width <= 704 ? screens!.y : height);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth), size).toBeLessThanOrEqual(width);
  }
  await page.getByTestId('undo').click();
  await expect(page.getByTestId('corrected')).toHaveCount(0);
  await expect(page.getByTestId('selection-count')).toHaveAttribute('data-count', '1');
});

test('nothing that axe finds, in each state; nothing cut off on the narrowest phone', async ({ page, stage }) => {
  test.setTimeout(180_000);
  await onTheScreen(page, stage);
  await page.getByTestId('filters').click();
  await page.getByTestId('filter-min').fill('a lot');
  await page.locator('[data-testid=transaction-row][data-kind=refund]').getByTestId('open-row').click();
  await expect(page.getByTestId('go-other')).toBeVisible();
  expect(await violations(page), 'filters and a row are open').toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  await page.getByTestId('select-mode').click();
  await page.getByTestId('select-all').click();
  await page.getByTestId('many-category').selectOption('home');
  await expect(page.getByTestId('many-preview')).toBeVisible();
  expect(await violations(page), 'many are chosen').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('its words, and the core’s reasons with German dates', async ({ page, stage }) => {
    const today = await onTheScreen(page, stage);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Umsätze');
    await page.locator('[data-testid=transaction-row][data-kind=refund]').getByTestId('open-row').click();
    const because = page.getByTestId('because');
    await expect(because).not.toHaveAttribute('lang');
    const bought = new Intl.DateTimeFormat('de-DE', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day(today, -15)}T00:00:00Z`));
    await expect(because.getByRole('listitem')).toHaveText(['Amazon ist bekannt: Einkäufe (Liste von openpurse).', `Damit wird der Kauf vom ${bought} erstattet.`]);
    await page.getByTestId('filters').click();
    await page.getByTestId('filter-min').fill('1.000,00');
    await expectShown(page, named('ACME LTD SALARY'));
  });
});

interface Seen {
  id: string;
  amount: number;
  category: string;
}

async function categories(page: Page): Promise<Seen[]> {
  const rows = await page.getByTestId('transaction-row').evaluateAll((all) => all.map((row) => ({ ...(row as HTMLElement).dataset })));
  return rows.map(({ id, amount, category }) => ({ id: id!, amount: inPence(amount!), category: category! }));
}

async function importFile(page: Page, text: string): Promise<void> {
  await page.getByTestId('menu').click();
  await page.getByTestId('open-exchange').click();
  await page.getByTestId('import-files').setInputFiles({ name: 'statement.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await expect(page.getByTestId('imported-file')).toHaveCount(1);
  await page.getByRole('button', { name: 'Close', exact: true }).click();
}

/** Goes on by Tab until it has the focus. */
async function tabTo(page: Page, testId: string): Promise<void> {
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    if ((await page.evaluate(() => (document.activeElement as HTMLElement).dataset.testid)) === testId) return;
  }
  throw new Error(`Tab does not come to ${testId}`);
}
