// The home screen: what is left, what is to come, alerts, freshness, regular payments. The banks serve accounts of the test's own,
// whose sums the test has worked out; days and projections are held against the core in Node on the same feed.

import { init, Ledger, type BudgetReport, type BudgetSettings } from 'openpurse';
import type { Locator, Page } from '@playwright/test';
import { day, data, feed, row, save, standingOrder } from './given.ts';
import { violations } from './axe.ts';
import { amount, connect, expect, inPence, reloadAnew, test, type Stage } from './stage.ts';

test.beforeAll(() => init());
test.beforeEach(({ stage }) => stage.bank.reset());

/** 28 days, of which eight have begun. */
function period(today: string): BudgetSettings['period'] {
  return { kind: 'four_weeks', anchor: day(today, -7) };
}

/** In the period: 2000.00 came in; 60.00 went on groceries, 8.40 on eating out, 20.00 on bills, which take three times 20.00 more; a rent of 300.00 is due. */
function household(today: string): string {
  const energy = [-40, -33, -26, -19, -12, -5].map((offset) => row(today, offset, 'OCTOPUS ENERGY', offset < -12 ? -18 : -20, 'DIRECT_DEBIT'));
  const transactions = [
    row(today, -5, 'ACME LTD SALARY', 2000, 'CREDIT'), row(today, -3, 'TESCO STORES 3297', -60), row(today, -2, 'PRET A MANGER', -8.4),
    row(today, -20, 'TESCO STORES 3297', -70), row(today, -41, 'TESCO STORES 3297', -30), ...energy,
  ];
  const rent = standingOrder(today, { frequency: `IntrvlMnthDay:01:${day(today, 4).slice(8)}`, next: day(today, 4), amount: 300, reference: 'RENT FLAT 2' });
  const debit = {
    direct_debit_id: 'd1', timestamp: `${today}T06:30:00Z`, name: 'OCTOPUS ENERGY', status: 'Active', currency: 'GBP',
    previous_payment_timestamp: `${day(today, -5)}T00:00:00Z`, previous_payment_amount: 20,
  };
  return feed({ transactions, standing_orders: [rent], direct_debits: [debit] });
}

/** Connects, saves the settings, reads again. Answers what the core in Node makes of the same. */
async function stand(page: Page, stage: Stage, settings: (today: string) => BudgetSettings): Promise<{ report: BudgetReport; ledger: Ledger; today: string }> {
  const { today } = await stage.bank.records();
  await stage.bank.give(today, household(today));
  await connect(page, stage, 'Monzo');
  const bytes = await save(page, settings(today));
  const ledger = new Ledger({ settings: settings(today), today });
  ledger.load(bytes);
  return { report: ledger.budget(), ledger, today };
}

test('what is left is what came in, less what is spent and what is still to come', async ({ page, stage, complaints }) => {
  const { report, today } = await stand(page, stage, (now) => ({ period: period(now) }));
  const left = page.getByTestId('left-to-spend');
  expect(await amount(page, 'left-to-spend')).toBe(2000_00 - 60_00 - 8_40 - 20_00 - 3 * 20_00 - 300_00);
  await expect(left).toHaveText('£1,551.60');
  await expect(left).toHaveAttribute('data-until', day(today, 20));
  expect(inPence((await left.getAttribute('data-commitments'))!)).toBe(360_00);
  // Today and the 20 days after it.
  const perDay = inPence((await left.getAttribute('data-per-day'))!);
  expect(Math.abs(perDay * 21 - 1551_60)).toBeLessThan(21);
  await expect(page.getByTestId('left-note')).toContainText(`£${(perDay / 100).toFixed(2)} a day`);
  await expect(page.getByTestId('left-note')).toContainText('£360.00');

  const upcoming = await data(page, 'upcoming');
  const seen = upcoming.map(({ name, date, amount, source }) => ({ name, date, amount: Number(amount), source }));
  expect(seen).toEqual(report.upcoming);
  expect(seen.map(({ amount, source }) => [amount, source])).toEqual([
    [-20, 'direct_debit'], [-300, 'standing_order'], [-20, 'direct_debit'], [-20, 'direct_debit'],
  ]);
  await expect(page.getByTestId('upcoming').nth(1)).toContainText('Standing order');
  await expect(page.getByTestId('spending-line')).toHaveAttribute('data-spent', '88.40');
  // Of the 28 days before, by their eighth: the energy bill of the day -33.
  await expect(page.getByTestId('spending-line')).toHaveAttribute('data-before', '18.00');
  await expect(page.getByTestId('alert')).toHaveCount(0);

  await page.getByTestId('period-previous').click();
  await expect(page.getByTestId('spent')).toHaveAttribute('data-amount', '144.00');
  for (const testId of ['left-to-spend', 'upcoming', 'nothing-upcoming']) await expect(page.getByTestId(testId)).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('caps: what they carry, where they will end, and what is worth knowing', async ({ page, stage, complaints }) => {
  const caps = (bills: number): BudgetSettings['caps'] => [
    { category: 'groceries', amount: 100, rollover: 'surplus_and_deficit' }, { category: 'eating_out', amount: 5 }, { category: 'bills', amount: bills },
  ];
  const { report, today } = await stand(page, stage, (now) => ({ period: period(now), caps: caps(30) }));
  // 100 + 30 carried - 60, 5 - 8.40, 30 - 20, less three energy bills to come.
  expect(await amount(page, 'left-to-spend')).toBe(70_00 - 3_40 + 10_00 - 60_00);
  const groceries = page.locator('[data-testid=budget-row][data-category=groceries]');
  await expect(groceries).toHaveAttribute('data-carried', '30.00');
  await expect(groceries).toHaveAttribute('data-left', '70.00');
  await expect(groceries).toContainText('£60.00 of £130.00');
  await expect(groceries).toContainText('£30.00 carried over');
  const bills = page.locator('[data-testid=budget-row][data-category=bills]');
  await expect(bills).toContainText('on the way to £80.00');
  for (const line of report.budgets) {
    const row = page.locator(`[data-testid=budget-row][data-category=${line.category}]`);
    expect(inPence((await row.getAttribute('data-projected'))!), line.category).toBe(Math.round(line.projected * 100));
  }
  await expect(page.getByTestId('spending-line')).toHaveAttribute('data-spent', '88.40');
  await expect(page.getByTestId('spending-line')).toHaveAttribute('data-allowed', '165.00');

  expect((await data(page, 'alert')).map(({ id }) => id)).toEqual(report.alerts.map(({ id }) => id));
  await expect(page.getByTestId('alert').filter({ hasText: 'Eating out' })).toHaveText('Eating out has reached 100% of its cap: £8.40 of £5.00.');
  await expect(page.getByTestId('alert').filter({ hasText: 'Bills' })).toContainText('on the way to £80.00');
  await expect(page.getByTestId('alert').filter({ hasText: 'Bills' })).toContainText('its cap of £30.00');

  await save(page, { period: period(today), caps: caps(10) });
  expect(await amount(page, 'left-to-spend')).toBe(70_00 - 3_40 - 10_00 - 60_00);
  await expect(page.getByTestId('left-to-spend')).toHaveText('£3.40');
  await expect(page.locator('.total-main')).toContainText('Nothing left to spend until');
  await expect(page.getByTestId('left-note')).toContainText('More is spent or due than your caps allow');
  expect(complaints).toEqual([]);
});

test('regular payments have their rhythm, their new price and their cost in a year', async ({ page, stage }) => {
  const { ledger } = await stand(page, stage, (now) => ({ period: period(now) }));
  await expect(page.getByTestId('recurring-payment').first()).toBeHidden();
  await page.getByTestId('recurring').locator('summary').click();
  await expect(page.getByTestId('recurring-payment').first()).toBeVisible();
  const seen = (await data(page, 'recurring-payment')).map(({ name, every, next, amount, source }) => [name, every, next, Number(amount), source]);
  expect(seen).toEqual(ledger.recurring().map(({ name, every, next_date, amount, source }) => [name, every, next_date, amount, source]));
  const energy = page.locator('[data-testid=recurring-payment][data-name="Octopus Energy"]');
  await expect(energy).toContainText('Every week, next');
  await expect(energy).toContainText('Direct debit');
  await expect(energy.getByTestId('recurring-remark')).toHaveText(/^Up from £18\.00 to £20\.00, since /);
  const yearly = page.getByTestId('yearly-cost');
  await expect(yearly).toHaveAttribute('data-category', 'bills');
  await expect(yearly).toHaveAttribute('data-amount', '1040.00');
});

test('the next payments are seen at once, the others when they are asked for', async ({ page, stage }) => {
  const { report } = await stand(page, stage, (now) => ({ period: { kind: 'four_weeks', anchor: now } }));
  // Four energy bills and the rent.
  expect(report.upcoming).toHaveLength(5);
  await expect(page.getByTestId('upcoming')).toHaveCount(4);
  await page.getByTestId('all-upcoming').press('Enter');
  const seen = (await data(page, 'upcoming')).map(({ name, date, amount, source }) => ({ name, date, amount: Number(amount), source }));
  expect(seen).toEqual(report.upcoming);
  await page.getByTestId('all-upcoming').press('Enter');
  await expect(page.getByTestId('upcoming')).toHaveCount(4);
});

test('the bank’s own standing orders are among the regular payments, on the day that the bank says', async ({ page, stage }) => {
  const read = page.waitForResponse((response) => response.url().includes('/api/feed'));
  await connect(page, stage, 'Monzo');
  const feed = await (await read).json();
  const orders = feed.accounts.flatMap((account: any) => account.standing_orders ?? []);
  expect(orders.length).toBeGreaterThan(0);
  const seen = (await data(page, 'recurring-payment')).filter(({ source }) => source === 'standing_order');
  const told = orders.map((order: any) => [order.next_payment_date.slice(0, 10), -Math.round(order.next_payment_amount * 100)]);
  expect(seen.map(({ next, amount }) => [next, inPence(amount!)]).sort()).toEqual(told.sort());
});

test('a bank with nothing to come says so', async ({ page, stage }) => {
  const { today } = await stage.bank.records();
  await stage.bank.give(today, feed({}));
  await connect(page, stage, 'Monzo');
  await expect(page.getByTestId('nothing-upcoming')).toContainText('Nothing is known to be due');
  await expect(page.getByTestId('nothing-recurring')).toContainText('None is known yet');
  await expect(page.getByTestId('left-to-spend')).toHaveText('£0.00');
});

test('each bank’s age grows by the minute, and the key R reads it again, unless someone types or turned it off', async ({ page, stage }) => {
  await page.clock.install();
  let reads = 0;
  page.on('request', (request) => (reads += request.url().includes('/api/feed') ? 1 : 0));
  await connect(page, stage, 'Monzo');
  const freshness = page.getByTestId('freshness');
  await expect(freshness).toHaveText('Monzo, just now');
  const first = await freshness.locator('time').getAttribute('datetime');
  await page.clock.fastForward('02:05');
  await expect(freshness).toHaveText('Monzo, 2 minutes ago');

  expect(reads).toBe(1);
  await page.getByTestId('transaction-search').press('r');
  await expect(page.getByTestId('transaction-search')).toHaveValue('r');
  await page.getByTestId('transaction-search').fill('');
  await page.getByTestId('period-previous').focus();
  await page.keyboard.press('r');
  await expect(freshness.locator('time')).not.toHaveAttribute('datetime', first!);
  expect(reads).toBe(2);

  await page.getByTestId('menu').click();
  await page.getByTestId('shortcuts').click();
  await expect(page.getByTestId('shortcuts')).toHaveText(/turn on/i);
  await page.keyboard.press('Escape');
  await page.keyboard.press('r');
  await reloadAnew(page);
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  await page.keyboard.press('r');
  const answer = page.waitForResponse((response) => response.url().includes('/api/feed'));
  await page.getByTestId('refresh').click();
  await answer;
  // The reload and the button.
  expect(reads).toBe(4);
});

/** Groceries are over their cap of 50.00, eating out is over its cap of 5.00. */
async function withAlerts(page: Page, stage: Stage): Promise<BudgetReport> {
  const caps: BudgetSettings['caps'] = [{ category: 'groceries', amount: 50 }, { category: 'eating_out', amount: 5 }];
  const { report } = await stand(page, stage, (now) => ({ period: period(now), caps }));
  expect(report.alerts.length).toBeGreaterThanOrEqual(2);
  await expect(page.getByTestId('alert')).toHaveCount(report.alerts.length);
  return report;
}

test('an alert is dismissed for the rest of its period, shown again when asked, and forgotten on leaving', async ({ page, stage, complaints }) => {
  const { alerts } = await withAlerts(page, stage);
  const ids = async () => (await data(page, 'alert')).map(({ id }) => id);
  await expect(page.getByTestId('show-alerts')).toHaveCount(0);
  await page.getByTestId('dismiss-alert').first().press('Enter');
  await expect(page.getByTestId('alert')).toHaveCount(alerts.length - 1);
  expect(await ids()).toEqual(alerts.slice(1).map(({ id }) => id));
  await expect(page.getByRole('status').filter({ hasText: 'dismissed' })).toHaveText('1 dismissed, show again');

  await page.reload();
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  expect(await ids()).toEqual(alerts.slice(1).map(({ id }) => id));
  for (let left = alerts.length - 1; left > 0; left -= 1) await page.getByTestId('dismiss-alert').first().click();
  await expect(page.getByTestId('alert')).toHaveCount(0);
  await expect(page.getByTestId('show-alerts')).toBeFocused();
  await page.getByTestId('show-alerts').press('Enter');
  expect(await ids()).toEqual(alerts.map(({ id }) => id));
  await expect(page.getByTestId('show-alerts')).toHaveCount(0);

  await page.getByTestId('dismiss-alert').first().click();
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('dismissed')));
  expect(await kept()).toHaveLength(1);
  await page.getByTestId('menu').click();
  await page.getByTestId('disconnect').click();
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('connect')).toBeVisible();
  expect(await kept()).toEqual([]);
  expect(complaints).toEqual([]);
});

test('after an alert is dismissed the focus is on the next one, behind the last one on what shows them again', async ({ page, stage }) => {
  const caps: BudgetSettings['caps'] = [{ category: 'groceries', amount: 50 }, { category: 'eating_out', amount: 5 }, { category: 'bills', amount: 30 }];
  await stand(page, stage, (now) => ({ period: period(now), caps }));
  const buttons = page.getByTestId('dismiss-alert');
  const names = await buttons.evaluateAll((all) => all.map((button) => button.getAttribute('aria-label')!));
  expect(names).toHaveLength(3);
  await buttons.nth(1).press('Enter');
  await expect(page.getByRole('button', { name: names[2]!, exact: true })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('show-alerts')).toBeFocused();
  await buttons.first().press('Enter');
  await expect(buttons).toHaveCount(0);
  await expect(page.getByTestId('show-alerts')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: names[0]!, exact: true })).toBeFocused();
});

test('of a category one alert is shown, the one that matters most, and dismissing it dismisses all of them', async ({ page, stage }) => {
  // 20.00 of 24.00 are spent, and three times 20.00 are to come.
  const { report } = await stand(page, stage, (now) => ({ period: period(now), caps: [{ category: 'bills', amount: 24 }] }));
  expect(report.alerts.map(({ code }) => code)).toEqual(['cap_threshold', 'projected_over']);
  await expect(page.getByTestId('alert')).toHaveCount(1);
  await expect(page.getByTestId('alert')).toHaveAttribute('data-id', report.alerts[1]!.id);
  await expect(page.getByTestId('alert')).toContainText('on the way to £80.00');
  await page.getByTestId('dismiss-alert').click();
  await expect(page.getByRole('status').filter({ hasText: 'dismissed' })).toHaveText('1 dismissed, show again');
  await page.reload();
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  await expect(page.getByTestId('show-alerts')).toBeVisible();
  await expect(page.getByTestId('alert')).toHaveCount(0);
});

test('what the caps leave is said once where nothing is to come, and beside what is left to spend where that is less', async ({ page, stage }) => {
  const { today } = await stand(page, stage, (now) => ({ period: period(now), caps: [{ category: 'groceries', amount: 100 }] }));
  expect(await amount(page, 'left-to-spend')).toBe(40_00);
  await expect(page.getByTestId('caps-left')).toHaveCount(0);
  await save(page, { period: period(today), caps: [{ category: 'groceries', amount: 100 }, { category: 'bills', amount: 90 }] });
  expect(await amount(page, 'left-to-spend')).toBe(40_00 + 70_00 - 60_00);
  expect(await amount(page, 'caps-left')).toBe(40_00 + 70_00);
});

/** Whether two elements share a point. */
async function meet(one: Locator, other: Locator): Promise<boolean> {
  const [a, b] = [(await one.boundingBox())!, (await other.boundingBox())!];
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test('the lines of spending have their amounts at their ends, apart from each other and inside the page', async ({ page, stage }) => {
  test.setTimeout(150_000);
  const { today } = await stand(page, stage, (now) => ({ period: period(now) }));
  const [now, before] = [page.getByTestId('line-end-now'), page.getByTestId('line-end-before')];
  await expect(now).toHaveText('£88');
  await expect(before).toHaveText('£144');
  // Days into the period that today is: at its beginning, in the middle, at its end.
  for (const begun of [0, 13, 24, 27]) {
    await save(page, { period: { kind: 'four_weeks', anchor: day(today, -begun) } });
    for (const width of [320, 820, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await expect(before).toBeVisible();
      expect(await meet(now, before), `${begun} days, ${width} wide`).toBe(false);
      const { x, width: wide } = (await now.boundingBox())!;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x + wide).toBeLessThanOrEqual(width);
    }
  }
  // The table has every day that the lines have: here 28, all of them over but the last.
  await page.getByTestId('spending-line').locator('summary').click();
  await expect(page.getByTestId('line-day')).toHaveCount(28);
  await save(page, { period: period(today) });
  await page.getByTestId('spending-line').locator('summary').click();
  await expect(page.getByTestId('line-day')).toHaveCount(28);
  await expect(page.getByTestId('line-day').last()).toContainText('£144.00');
  await expect(page.getByTestId('line-day').nth(7)).toContainText('£88.40');
});

test('where the browser keeps nothing, an alert is dismissed until the page is loaded again', async ({ page, stage }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('blocked', 'SecurityError'); } });
  });
  const { alerts } = await withAlerts(page, stage);
  await page.getByTestId('dismiss-alert').first().click();
  await expect(page.getByTestId('alert')).toHaveCount(alerts.length - 1);
  await page.reload();
  await expect(page.getByTestId('alert')).toHaveCount(alerts.length);
});

test('the regular payments lead on to their screen and to the budgets', async ({ page, stage }) => {
  await stand(page, stage, (now) => ({ period: period(now) }));
  await page.getByTestId('to-recurring').click();
  await expect(page).toHaveURL(/#\/recurring$/);
  await expect(page.getByTestId('calendar')).toBeVisible();
  await page.goBack();
  await page.getByTestId('to-budgets').click();
  await expect(page).toHaveURL(/#\/budgets$/);
});

test('home with alerts, some of them dismissed, has nothing that axe finds', async ({ page, stage }) => {
  test.setTimeout(150_000);
  await withAlerts(page, stage);
  await page.getByTestId('dismiss-alert').first().click();
  expect(await violations(page)).toEqual([]);
  while ((await page.getByTestId('dismiss-alert').count()) > 0) await page.getByTestId('dismiss-alert').first().click();
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await violations(page), 'all are dismissed, on the narrowest phone').toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
