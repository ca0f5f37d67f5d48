// The recurring screen: yearly costs, the calendar, the groups. The bank serves payments of the test's own, whose days and sums the test
// works out; names and next dates are held against the core in Node on the same feed.

import { init, Ledger, type RecurringPayment } from 'openpurse';
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { data, day, feed, row, standingOrder } from './given.ts';
import { connect, expect, test, type Stage } from './stage.ts';

test.beforeAll(() => init());
test.beforeEach(({ stage }) => stage.bank.reset());

/** What is paid every so many days: how often, the amount, the days from today on which it was, the newest first. */
const PAID = {
  'OCTOPUS ENERGY': { days: 7, amount: -20, offsets: [-5, -12, -19, -26, -33, -40], category: 'DIRECT_DEBIT' },
  'NETFLIX.COM': { days: 28, amount: -10.99, offsets: [-3, -31, -59], category: 'PURCHASE' },
  'THAMES WATER': { days: 14, amount: -15, offsets: [-3, -17, -31, -45], category: 'DIRECT_DEBIT' },
  // Missed eleven days ago.
  PUREGYM: { days: 14, amount: -12, offsets: [-25, -39, -53, -67], category: 'DIRECT_DEBIT' },
  'ACME LTD SALARY': { days: 14, amount: 2000, offsets: [-12, -26, -40, -54], category: 'CREDIT' },
};
const RENT = 300;

const lastOfMonth = (month: string) => day(`${following(month, 1)}-01`, -1);

function following(month: string, by: number): string {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)) - 1 + by, 1)).toISOString().slice(0, 7);
}

/** Energy cost 18.00 until 19 days ago. The rent is paid on the 15th. */
function household(today: string): string {
  const transactions = Object.entries(PAID).flatMap(([name, { offsets, amount, category }]) =>
    offsets.map((offset) => row(today, offset, name, name === 'OCTOPUS ENERGY' && offset < -12 ? -18 : amount, category)));
  const rent = standingOrder(today, { frequency: 'IntrvlMnthDay:01:15', ...rentDays(today), amount: RENT, reference: 'RENT FLAT 2' });
  return feed({ transactions, standing_orders: [rent] });
}

function rentDays(today: string): { previous: string; next: string } {
  const month = today.slice(0, 7);
  const first = `${month}-15` > today ? 0 : 1;
  return { previous: `${following(month, first - 1)}-15`, next: `${following(month, first)}-15` };
}

interface Due {
  date: string;
  amount: number;
  about: boolean;
}

/** Every day until the end of the twelfth month on which something is due: the next dates as the core tells them, the others as counted from what was paid. */
function dueDays(today: string, recurring: RecurringPayment[]): Due[] {
  const end = lastOfMonth(following(today.slice(0, 7), 11));
  const due = recurring.map(({ next_date, amount }) => ({ date: next_date, amount, about: false })).filter(({ date }) => date <= end);
  for (const { days, amount, offsets } of Object.values(PAID)) {
    const next = recurring.find((payment) => payment.amount === amount)!.next_date;
    const all = Array.from({ length: 60 }, (_, turn) => day(today, offsets[0]! + (turn + 1) * days));
    // What goes out is moved to a later day, what comes in to an earlier one.
    const turn = amount < 0 ? all.findLastIndex((date) => date <= next) : all.findIndex((date) => date >= next);
    due.push(...all.slice(turn + 1).filter((date) => date <= end).map((date) => ({ date, amount, about: true })));
  }
  const rent = recurring.find(({ amount }) => amount === -RENT)!.next_date;
  for (let ahead = 0; ahead < 12; ahead += 1) {
    const date = `${following(today.slice(0, 7), ahead)}-15`;
    if (date > rent) due.push({ date, amount: -RENT, about: true });
  }
  return due;
}

/** Opens the screen, and answers what the core in Node makes of the same feed. */
async function open(page: Page, stage: Stage): Promise<{ today: string; recurring: RecurringPayment[] }> {
  const { today } = await stage.bank.records();
  await stage.bank.give(today, household(today));
  const answer = page.waitForResponse((response) => response.url().includes('/api/feed'));
  await connect(page, stage, 'Monzo');
  const ledger = new Ledger({ today });
  ledger.load(await (await answer).text());
  await page.getByTestId('go-recurring').click();
  await expect(page.getByTestId('calendar')).toBeVisible();
  return { today, recurring: ledger.recurring() };
}

interface Payment {
  date: string;
  amount: number;
}

/** What was paid of them this month: the rows that the bank was given. The bank was given none of the rent. */
function paidDays(today: string): Payment[] {
  const month = today.slice(0, 7);
  const rows = Object.entries(PAID).flatMap(([name, { offsets, amount }]) =>
    offsets.map((offset) => ({ date: day(today, offset), amount: name === 'OCTOPUS ENERGY' && offset < -12 ? -18 : amount })));
  return rows.filter(({ date }) => date.startsWith(month));
}

/** `£320.00 out, £2,100.00 in`, without what there is none of. */
function sumsOf(payments: Payment[]): string {
  const pounds = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'GBP' });
  const pence = (amounts: number[]) => amounts.reduce((sum, amount) => sum + Math.round(Math.abs(amount) * 100), 0);
  const amounts = payments.map(({ amount }) => amount);
  const ways = { out: pence(amounts.filter((amount) => amount < 0)), in: pence(amounts.filter((amount) => amount > 0)) };
  return Object.entries(ways).filter(([, sum]) => sum > 0).map(([way, sum]) => `${pounds.format(sum / 100)} ${way}`).join(', ');
}

const byDay = (a: Payment, b: Payment) => a.date.localeCompare(b.date) || a.amount - b.amount;

test('the calendar has every turn of every payment in the months to come, each on its day', async ({ page, stage, complaints }) => {
  const { today, recurring } = await open(page, stage);
  expect(recurring).toHaveLength(6);
  const expected = dueDays(today, recurring);
  // Opened where the first payment is.
  const first = recurring.map(({ next_date }) => next_date.slice(0, 7)).sort()[0]!;
  await expect(page.getByTestId('calendar')).toHaveAttribute('data-month', first);
  if (first > today.slice(0, 7)) await page.getByTestId('calendar-previous').click();
  await expect(page.getByTestId('calendar-previous')).toBeDisabled();
  for (let ahead = 0; ahead < 12; ahead += 1) {
    const month = following(today.slice(0, 7), ahead);
    await expect(page.getByTestId('calendar')).toHaveAttribute('data-month', month);
    const seen = (await data(page, 'calendar-payment')).map(({ date, amount, about }) => ({ date: date!, amount: Number(amount), about: about === 'true' }));
    const inMonth = expected.filter(({ date }) => date.startsWith(month));
    expect(seen.sort(byDay), month).toEqual(inMonth.sort(byDay));
    const nothing = `Nothing ${ahead === 0 && paidDays(today).length > 0 ? 'more ' : ''}is known to be due in`;
    if (inMonth.length === 0) await expect(page.getByTestId('calendar-sums')).toContainText(nothing);
    else await expect(page.getByTestId('calendar-sums')).toHaveText(`Still to come: ${sumsOf(inMonth)}`);
    if (ahead < 11) await page.getByTestId('calendar-next').click();
  }
  await expect(page.getByTestId('calendar-next')).toBeDisabled();
  expect(complaints).toEqual([]);
});

test('the days of this month that are over have what was paid on them, and nothing that was not', async ({ page, stage, complaints }) => {
  const { today } = await open(page, stage);
  if (await page.getByTestId('calendar-previous').isEnabled()) await page.getByTestId('calendar-previous').click();
  await expect(page.getByTestId('calendar')).toHaveAttribute('data-month', today.slice(0, 7));
  const expected = paidDays(today);
  const seen = (await data(page, 'calendar-paid')).map(({ date, amount }) => ({ date: date!, amount: Number(amount) }));
  expect(seen.sort(byDay)).toEqual(expected.sort(byDay));
  // On the 1st of a month nothing was paid in it yet.
  const sums = page.getByTestId('calendar-paid-sums');
  if (expected.length === 0) await expect(sums).toHaveCount(0);
  else await expect(sums).toHaveText(`So far: ${sumsOf(expected)}`);
  const told = await page.getByTestId('calendar-paid').evaluateAll((all) =>
    all.map((payment) => {
      const { date, amount } = (payment as HTMLElement).dataset;
      return { date, amount, day: payment.closest('td')!.dataset.date, text: payment.textContent };
    }));
  for (const { date, amount, day, text } of told) {
    expect(day).toBe(date);
    expect(text).toContain(Number(amount) > 0 ? 'received' : 'paid');
  }
  await page.setViewportSize({ width: 390, height: 844 });
  const listed = (await data(page, 'agenda-paid')).map(({ date, amount }) => ({ date: date!, amount: Number(amount) }));
  expect(listed.sort(byDay)).toEqual(expected);
  if (expected.length > 0) {
    await expect(page.getByTestId('agenda-paid').first()).toBeHidden();
    await page.getByTestId('agenda-so-far').locator('summary').click();
    await expect(page.getByTestId('agenda-paid').first()).toBeVisible();
  }
  await page.getByTestId('calendar-next').click();
  for (const testId of ['calendar-paid', 'agenda-paid', 'calendar-paid-sums']) await expect(page.getByTestId(testId)).toHaveCount(0);
  expect(complaints).toEqual([]);
});

test('the calendar is a table with its days below their weekdays', async ({ page, stage }) => {
  const { today } = await open(page, stage);
  const table = page.getByRole('table', { name: /^Regular payments in / });
  await expect(table.getByRole('columnheader')).toHaveText(['MonMonday', 'TueTuesday', 'WedWednesday', 'ThuThursday', 'FriFriday', 'SatSaturday', 'SunSunday']);
  const cells = await page.getByTestId('calendar-day').evaluateAll((days) => days.map((cell) => [(cell as HTMLElement).dataset.date!, (cell as HTMLTableCellElement).cellIndex] as const));
  const month = cells[0]![0].slice(0, 7);
  expect(cells.map(([date]) => date)).toEqual(Array.from({ length: Number(lastOfMonth(month).slice(8)) }, (_, at) => day(`${month}-01`, at)));
  for (const [date, column] of cells) expect(column, date).toBe((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7);
  const shown = page.locator('[data-testid=calendar-day][aria-current=date]');
  if (month === today.slice(0, 7)) await expect(shown).toHaveAttribute('data-date', today);
  else await expect(shown).toHaveCount(0);
  await page.getByTestId('calendar-next').press('Enter');
  await expect(page.getByTestId('calendar')).toHaveAttribute('data-month', following(month, 1));
  await expect(page.getByTestId('calendar-payment').filter({ hasText: 'about this day' }).first()).toBeVisible();
});

test('a year of subscriptions and bills, and of all that goes out', async ({ page, stage }) => {
  await open(page, stage);
  const total = (of: string) => page.locator(`[data-testid=yearly-total][data-of=${of}][data-currency=GBP]`);
  // 52 × 20.00 + 26 × 15.00 + 13 × 10.99; with 26 × 12.00 and 12 × 300.00.
  await expect(total('subscriptions-and-bills')).toHaveAttribute('data-amount', '1572.87');
  await expect(total('subscriptions-and-bills')).toContainText('£1,572.87');
  await expect(total('all')).toHaveAttribute('data-amount', '5484.87');
  const subscriptions = page.locator('[data-testid=yearly-cost][data-category=subscriptions]');
  await expect(subscriptions).toHaveAttribute('data-amount', '142.87');
  await expect(subscriptions).toContainText('about £143 a year');
  await expect(page.locator('[data-testid=yearly-cost][data-category=bills]')).toHaveAttribute('data-amount', '1430.00');
});

test('each payment is in one group, with its rhythm, its account and its cost in a year', async ({ page, stage }) => {
  const { today, recurring } = await open(page, stage);
  const groups = await page.getByTestId('recurring-group').evaluateAll((all) =>
    all.map((group) => [(group as HTMLElement).dataset.group, ...[...group.querySelectorAll<HTMLElement>('[data-testid=recurring-payment]')].map(({ dataset }) => dataset.name)]));
  const name = (amount: number) => recurring.find((payment) => payment.amount === amount)!.name;
  expect(groups).toEqual([
    ['changed', name(-20)], ['missed', name(-12)], ['subscriptions', name(-10.99)], ['bills', name(-15)], ['income', name(2000)], ['others', name(-RENT)],
  ]);
  const seen = await data(page, 'recurring-payment');
  const yearly = Object.fromEntries(seen.map(({ amount, yearly }) => [amount, yearly]));
  expect(yearly).toEqual({ '-20.00': '1040.00', '-12.00': '312.00', '-10.99': '142.87', '-15.00': '390.00', '2000.00': '52000.00', '-300.00': '3600.00' });
  expect(Object.fromEntries(seen.map(({ name, next }) => [name, next]))).toEqual(Object.fromEntries(recurring.map(({ name, next_date }) => [name, next_date])));

  const payment = (amount: string) => page.locator(`[data-testid=recurring-payment][data-amount="${amount}"]`);
  const short = (date: string) => new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(date));
  await expect(payment('-20.00').getByTestId('recurring-remark')).toHaveText(`Up from £18.00 to £20.00, since ${short(day(today, -12))}`);
  await expect(payment('-12.00').getByTestId('recurring-remark')).toHaveText(/^Was not taken on /);
  await expect(payment('-300.00')).toContainText('Every month, next');
  await expect(payment('-300.00')).toContainText('Standing order');
  await expect(payment('-10.99')).toContainText('Every four weeks, next');
  await expect(payment('-10.99')).toContainText('Current');
  await expect(payment('-10.99')).toContainText('£142.87 a year');
});

test('on a phone the days have marks, and a list says what they stand for', async ({ page, stage }) => {
  await page.setViewportSize({ width: 320, height: 700 });
  await open(page, stage);
  await page.getByTestId('calendar-next').click();
  const table = (await data(page, 'calendar-payment')).map(({ name, date }) => [name, date]);
  await expect(page.getByTestId('calendar-payment').first()).toBeHidden();
  await expect(page.getByTestId('agenda-payment').first()).toBeVisible();
  expect((await data(page, 'agenda-payment')).map(({ name, date }) => [name, date])).toEqual(table);
  await expect(page.getByTestId('agenda-payment').first()).toContainText('£');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await page.setViewportSize({ width: 1280, height: 900 });
  await expect(page.getByTestId('agenda-payment').first()).toBeHidden();
  await expect(page.getByTestId('calendar-payment').first()).toBeVisible();
});

test('without any regular payment the screen says how they come to be known', async ({ page, stage }) => {
  const { today } = await stage.bank.records();
  await stage.bank.give(today, feed({}));
  await connect(page, stage, 'Monzo');
  await page.getByTestId('go-recurring').click();
  await expect(page.getByTestId('nothing-recurring')).toContainText('None is known yet');
  await expect(page.getByTestId('calendar')).toHaveCount(0);
  await expect(page.getByTestId('yearly-total')).toHaveCount(0);
});

test('axe finds nothing on it, wide and narrow', async ({ page, stage }) => {
  test.setTimeout(150_000);
  await open(page, stage);
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.getByTestId('calendar-next').click();
  expect(await violations(page), 'on a phone').toEqual([]);
});
