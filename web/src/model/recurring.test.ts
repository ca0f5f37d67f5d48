import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecurringPayment } from 'openpurse';
import { grouped, inAYear, remarksOn, rhythmText, yearlyCosts, yearlyTotals, type Regular } from './recurring.ts';

function payment(fields: Partial<Regular>): Regular {
  return {
    name: 'Netflix', category: 'subscriptions', amount: -10.99, currency: 'GBP', every: 'month', next_date: '2026-12-09',
    last_date: '2026-11-09', source: 'detected', account_id: 'a', transfer: false, ...fields,
  };
}

test('every rhythm has its words, and none is invented', () => {
  const all: [RecurringPayment['every'], string | undefined][] = [
    ['day', 'Every day'], ['working_day', 'Every working day'], ['week', 'Every week'], ['fortnight', 'Every two weeks'],
    ['four_weeks', 'Every four weeks'], ['month', 'Every month'], ['quarter', 'Every quarter'], ['year', 'Every year'],
    ['10_days', 'Every 10 days'], ['3_weeks', 'Every 3 weeks'], ['6_months', 'Every 6 months'], ['unknown', undefined], ['0_days', undefined],
  ];
  for (const [every, words] of all) assert.equal(rhythmText(every), words, every);
});

test('a new amount and a missed turn are said', () => {
  assert.deepEqual(remarksOn(payment({})), []);
  assert.deepEqual(remarksOn(payment({ changed: { from: -9.99, to: -10.99 } })), ['Up from £9.99 to £10.99, from 9 Dec on']);
  assert.deepEqual(remarksOn(payment({ changed: { from: -10.99, to: -9.99 }, since: '2026-10-09' })), ['Down from £10.99 to £9.99, since 9 Oct']);
  assert.deepEqual(remarksOn(payment({ missed: '2026-11-09' })), ['Was not taken on 9 Nov']);
  assert.deepEqual(remarksOn(payment({ amount: 2100, missed: '2026-10-28' })), ['Did not come on 28 Oct']);
});

test('a year of subscriptions and of bills, each currency on its own, to the penny', () => {
  const costs = yearlyCosts([
    payment({}),
    payment({ amount: -95, every: 'year' }),
    payment({ amount: -84.2, category: 'bills' }),
    payment({ amount: -60.1, category: 'bills', every: 'quarter' }),
    payment({ amount: -0.01, category: 'bills', every: '10_days' }),
    payment({ amount: -5, currency: 'EUR', every: '4_months' }),
    payment({ amount: -500, currency: 'JPY' }),
    // None of these is in it.
    payment({ amount: -7, every: 'unknown' }),
    payment({ amount: -7, transfer: true }),
    payment({ amount: 7 }),
    payment({ amount: -900, category: 'housing' }),
  ]);
  assert.deepEqual(costs.map(({ category, currency, amount }) => [category, currency, amount]), [
    ['subscriptions', 'EUR', '15.00'],
    ['subscriptions', 'GBP', '226.88'],
    ['subscriptions', 'JPY', '6000'],
    ['bills', 'GBP', '1251.17'],
  ]);
  assert.deepEqual(yearlyCosts([]), []);
});

test('a year of all that goes out, with subscriptions and bills on their own', () => {
  const totals = yearlyTotals([
    payment({}), payment({ amount: -84.2, category: 'bills' }), payment({ amount: -900, category: 'housing' }),
    payment({ amount: -12.5, currency: 'EUR', category: 'health', every: 'quarter' }),
    payment({ amount: -7, transfer: true }), payment({ amount: 2100, category: 'income' }), payment({ amount: -7, every: 'unknown' }),
  ]);
  assert.deepEqual(totals, [{ currency: 'EUR', main: undefined, all: '50.00' }, { currency: 'GBP', main: '1142.28', all: '11942.28' }]);
  assert.deepEqual(yearlyTotals([payment({ amount: 5 })]), []);
  assert.equal(inAYear(payment({ amount: 2100 })), '25200.00');
  assert.equal(inAYear(payment({ every: 'unknown' })), undefined);
});

test('each payment is in one group, what needs a look first', () => {
  const changed = { from: -9.99, to: -10.99 };
  const all = [
    payment({ name: 'rent', category: 'housing' }), payment({ name: 'pay', category: 'income', amount: 2100 }), payment({ name: 'gas', category: 'bills' }),
    payment({ name: 'film' }), payment({ name: 'dearer, late', changed, missed: '2026-11-09' }), payment({ name: 'late pay', amount: 5, missed: '2026-11-09' }),
    payment({ name: 'saving', category: 'transfers', transfer: true }),
  ];
  assert.deepEqual(grouped(all).map(({ group, payments }) => [group, ...payments.map(({ name }) => name)]), [
    ['changed', 'dearer, late'], ['missed', 'late pay'], ['subscriptions', 'film'], ['bills', 'gas'], ['income', 'pay'], ['others', 'rent', 'saving'],
  ]);
  assert.deepEqual(grouped([]), []);
});
