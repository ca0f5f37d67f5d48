import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecurringPayment, Transaction, TransactionFilter } from 'openpurse';
import { withPaid } from './paid.ts';

type Given = [date: string, amount: number, more?: Partial<Transaction>];

function payment(fields: Partial<RecurringPayment> = {}): RecurringPayment {
  return {
    name: 'Octopus', category: 'bills', amount: -20, currency: 'GBP', every: 'week', next_date: '2026-11-26', last_date: '2026-11-19',
    source: 'direct_debit', account_id: 'a', transfer: false, ...fields,
  };
}

/** The turns that are found of each payment among these rows, the newest first. */
function paid(payments: RecurringPayment[], ...rows: Given[]): (string[] | undefined)[] {
  const all = rows.map(([date, amount, more], at) =>
    ({ id: String(at), date, amount, currency: 'GBP', merchant: 'Octopus', description: 'OCTOPUS ENERGY', account_id: 'a', ...more }) as Transaction);
  const transactions = ({ account, text = '', from, to }: TransactionFilter = {}) =>
    all.filter((row) => row.account_id === account && row.date >= from! && row.date <= to! && `${row.merchant} ${row.description}`.includes(text));
  return withPaid({ transactions }, payments).map((found) => found.paid?.map(({ date, amount }) => `${date.slice(5)} ${amount}`));
}

test('the turns of a rhythm in days are those of the month of the last one', () => {
  const rows: Given[] = [['2026-11-19', -20], ['2026-11-12', -20], ['2026-11-05', -18], ['2026-10-29', -18]];
  assert.deepEqual(paid([payment()], ...rows), [['11-19 -20', '11-12 -20', '11-05 -18']]);
  assert.deepEqual(paid([payment({ every: 'fortnight' })], ...rows), [['11-19 -20', '11-05 -18']]);
  assert.deepEqual(paid([payment({ every: 'four_weeks' })], ...rows), [['11-19 -20']]);
});

test('a turn that strayed is one, a purchase in between is none', () => {
  const rows: Given[] = [['2026-11-19', -20], ['2026-11-16', -7], ['2026-11-10', -20], ['2026-11-05', -20]];
  assert.deepEqual(paid([payment()], ...rows), [['11-19 -20', '11-10 -20', '11-05 -20']]);
});

test('what is bought there for quite another amount is no turn, what was paid before the price rose is one', () => {
  const prime = payment({ every: 'month', amount: -8.99, last_date: '2026-11-30' });
  assert.deepEqual(paid([prime], ['2026-11-30', -8.99], ['2026-11-02', -64.2]), [['11-30 -8.99']]);
  const dearer = payment({ amount: -30, changed: { from: -20, to: -30 } });
  assert.deepEqual(paid([dearer], ['2026-11-19', -30], ['2026-11-12', -20], ['2026-11-05', -9]), [['11-19 -30', '11-12 -20']]);
});

test('every day has one', () => {
  const rows: Given[] = [['2026-11-19', -2], ['2026-11-19', -9], ['2026-11-18', -2], ['2026-11-17', -2]];
  for (const every of ['day', 'working_day'] as const) assert.deepEqual(paid([payment({ every, amount: -2 })], ...rows), [['11-19 -2', '11-18 -2', '11-17 -2']]);
});

test('of a monthly payment it is the last one, whatever else was bought there', () => {
  const rows: Given[] = [['2026-11-19', -64.2], ['2026-11-19', -20], ['2026-11-12', -20]];
  for (const every of ['month', 'quarter', 'year', '6_months', 'unknown'] as const) assert.deepEqual(paid([payment({ every })], ...rows), [['11-19 -20']]);
});

test('a month that begins and ends with a monthly payment has both', () => {
  const salary = payment({ every: 'month', amount: 2000, last_date: '2026-10-30', source: 'detected' });
  assert.deepEqual(paid([salary], ['2026-10-30', 2000], ['2026-10-15', 2000], ['2026-10-01', 1900]), [['10-30 2000', '10-01 1900']]);
});

test('nothing is found of what no transaction shows', () => {
  assert.deepEqual(paid([payment(), payment({ last_date: null })]), [undefined, undefined]);
  const others: Given[] = [
    ['2026-11-19', -20, { merchant: 'Octopus Hire' }], ['2026-11-19', 20], ['2026-11-19', -20, { currency: 'EUR' }], ['2026-11-19', -20, { account_id: 'b' }],
  ];
  assert.deepEqual(paid([payment({ amount: -20.5 })], ...others), [undefined]);
});

test('a standing order that its transactions call otherwise is known by its day and amount', () => {
  const rent = payment({ name: 'RENT FLAT 2', every: 'month', amount: -300 });
  assert.deepEqual(paid([rent], ['2026-11-19', -300, { merchant: null, description: 'J SMITH' }], ['2026-11-18', -300]), [['11-19 -300']]);
});

test('no row is the turn of two payments', () => {
  const two = [payment({ amount: -20 }), payment({ amount: -9 })];
  assert.deepEqual(paid(two, ['2026-11-19', -9], ['2026-11-19', -20]), [['11-19 -20'], ['11-19 -9']]);
  assert.deepEqual(paid(two, ['2026-11-19', -20]), [['11-19 -20'], undefined]);
});
