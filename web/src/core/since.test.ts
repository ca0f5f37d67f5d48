import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecurringPayment, Transaction, TransactionFilter } from 'openpurse';
import { recurringOf } from './since.ts';

const CHANGED = { name: 'Netflix', account_id: 'a', currency: 'GBP', changed: { from: -9.99, to: -10.99 } } as RecurringPayment;

function since(payment: RecurringPayment, ...rows: [string, number, Partial<Transaction>?][]): string | undefined {
  const transactions = (filter?: TransactionFilter) => {
    assert.deepEqual(filter, { account: 'a', text: 'Netflix' });
    return rows.map(([date, amount, more]) => ({ date, amount, currency: 'GBP', merchant: 'Netflix', description: 'NETFLIX.COM', ...more }) as Transaction);
  };
  return recurringOf({ recurring: () => [payment], transactions })[0]!.since;
}

test('a new amount counts since the first of its payments in a row', () => {
  assert.equal(since(CHANGED, ['2026-11-09', -10.99], ['2026-10-09', -10.99], ['2026-09-09', -9.99], ['2026-08-09', -10.99]), '2026-10-09');
  assert.equal(since(CHANGED, ['2026-11-09', -10.99]), '2026-11-09');
});

test('an amount that was not paid yet has no day, nor has one that is not in the transactions', () => {
  assert.equal(since(CHANGED, ['2026-11-09', -9.99], ['2026-10-09', -10.99]), undefined);
  assert.equal(since(CHANGED), undefined);
  assert.equal(recurringOf({ recurring: () => [{ ...CHANGED, changed: undefined } as never], transactions: () => assert.fail() })[0]!.since, undefined);
});

test('others of a name like it are left aside', () => {
  const other: Partial<Transaction> = { merchant: 'Netflix Shop' };
  assert.equal(since(CHANGED, ['2026-11-12', -5, other], ['2026-11-10', -3, { currency: 'EUR' }], ['2026-11-09', -10.99]), '2026-11-09');
  assert.equal(since(CHANGED, ['2026-11-09', -10.99, { merchant: null, description: 'Netflix' }]), '2026-11-09');
});
