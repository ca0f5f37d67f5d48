import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecurringPayment } from 'openpurse';
import { remarksOn, rhythmText, yearlyCosts } from './recurring.ts';

function payment(fields: Partial<RecurringPayment>): RecurringPayment {
  return {
    name: 'Netflix', category: 'subscriptions', amount: -10.99, currency: 'GBP', every: 'month', next_date: '2026-12-09',
    last_date: '2026-11-09', source: 'detected', account_id: 'a', transfer: false, ...fields,
  };
}

test('every rhythm has its words, and none is invented', () => {
  const all: [RecurringPayment['every'], string | undefined][] = [
    ['day', 'every day'], ['working_day', 'every working day'], ['week', 'every week'], ['fortnight', 'every two weeks'],
    ['four_weeks', 'every four weeks'], ['month', 'every month'], ['quarter', 'every quarter'], ['year', 'every year'],
    ['10_days', 'every 10 days'], ['3_weeks', 'every 3 weeks'], ['6_months', 'every 6 months'], ['unknown', undefined], ['0_days', undefined],
  ];
  for (const [every, words] of all) assert.equal(rhythmText(every), words, every);
});

test('a new amount and a missed turn are said', () => {
  assert.deepEqual(remarksOn(payment({})), []);
  assert.deepEqual(remarksOn(payment({ changed: { from: -9.99, to: -10.99 } })), ['Up from £9.99 to £10.99']);
  assert.deepEqual(remarksOn(payment({ changed: { from: -10.99, to: -9.99 } })), ['Down from £10.99 to £9.99']);
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
