import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from 'openpurse';
import { amountOf, categoryOf, fieldsOf, filterOf, matcher, NO_FILTER, queryOf, type Filter } from './filter.ts';
import { namesFor } from './search.ts';

function transaction(fields: Partial<Transaction>): Transaction {
  return {
    id: 'id', account_id: 'a', date: '2026-11-02', description: 'TESCO STORES 3297', merchant: 'Tesco', amount: -12.5, currency: 'GBP',
    status: 'settled', kind: 'spending', category: 'groceries', decided_by: 'dictionary', confidence: 1, ...fields,
  };
}

const NAMES = namesFor(new Map([['a', 'Joint account']]));
const matches = (filter: Partial<Filter>, fields: Partial<Transaction> = {}) => matcher({ ...NO_FILTER, ...filter }, NAMES)(transaction(fields));

test('a filter survives the way through the address, and what is no filter is left out', () => {
  const filter: Filter = { text: 'a & b', category: 'to_sort', account: 'x/1', kind: 'refund', min: '12,50', max: '1 000', from: '2026-11-01', to: '2026-11-30' };
  assert.deepEqual(filterOf(new URLSearchParams(new URLSearchParams(queryOf(filter)).toString())), filter);
  assert.deepEqual(filterOf(new URLSearchParams('category=gold&kind=x&from=yesterday&to=2026-1-1&row=7')), NO_FILTER);
  assert.deepEqual([queryOf(NO_FILTER), fieldsOf(NO_FILTER), fieldsOf({ ...NO_FILTER, min: '1' })], [{}, [], ['min']]);
});

test('amounts are read as people type them in either country', () => {
  const read: [string, number | undefined][] = [
    ['12', 12], ['12.5', 12.5], ['12,50', 12.5], ['1,234.50', 1234.5], ['1.234,50', 1234.5], ['1,234', 1234], ['1.234', 1234], ['£ 7', 7],
    ['7 €', 7], ['.5', 0.5], ['5.', 5], ['1 000', 1000], ['', undefined], ['a lot', undefined], ['.', undefined], ['-3', undefined],
  ];
  for (const [typed, amount] of read) assert.equal(amountOf(typed), amount, typed);
});

test('amounts count without their sign, both ends included; what is no amount narrows nothing', () => {
  assert.ok(matches({ min: '12.50', max: '12.50' }));
  assert.ok(matches({ min: '12.50' }, { amount: 12.5 }));
  assert.ok(!matches({ min: '12.51' }) && !matches({ max: '12.49' }));
  assert.ok(matches({ min: 'a lot' }));
});

test('days, both included; accounts; words of any field, names in the page’s language among them', () => {
  assert.ok(matches({ from: '2026-11-02', to: '2026-11-02' }));
  assert.ok(!matches({ from: '2026-11-03' }) && !matches({ to: '2026-11-01' }));
  assert.ok(matches({ account: 'a' }) && !matches({ account: 'b' }));
  assert.ok(matches({ text: 'tesco JOINT groceries 12.50' }) && matches({ text: '12,50' }) && !matches({ text: 'tesco x' }));
});

test('a category is that of a part, too; to sort is what nobody knows', () => {
  const splits = [{ category: 'home', amount: -5 }, { category: 'health', amount: -7.5 }] as const;
  assert.ok(matches({ category: 'home' }, { splits: [...splits] }) && !matches({ category: 'groceries' }, { splits: [...splits] }));
  assert.ok(matches({ category: 'to_sort' }, { category: 'other', decided_by: 'none' }));
  assert.ok(!matches({ category: 'to_sort' }, { category: 'other', decided_by: 'you' }) && !matches({ category: 'to_sort' }));
});

test('amounts are counted in a category that is one', () => {
  const counted = (category: Filter['category']) => categoryOf({ ...NO_FILTER, category });
  assert.deepEqual([counted('home'), counted('to_sort'), counted('')], ['home', undefined, undefined]);
});

test('kinds, and with them what is pending or split', () => {
  assert.ok(matches({ kind: 'spending' }) && !matches({ kind: 'refund' }));
  assert.ok(matches({ kind: 'pending' }, { status: 'pending' }) && !matches({ kind: 'pending' }));
  assert.ok(matches({ kind: 'split' }, { splits: [] }) && !matches({ kind: 'split' }));
});
