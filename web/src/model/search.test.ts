import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from 'openpurse';
import { byDay, found } from './search.ts';

function transaction(fields: Partial<Transaction>): Transaction {
  return {
    id: 'id', account_id: 'a', date: '2026-11-02', description: 'TESCO STORES 3297', merchant: 'Tesco', amount: -12.5, currency: 'GBP',
    status: 'settled', kind: 'spending', category: 'groceries', decided_by: 'dictionary', confidence: 1, ...fields,
  };
}

const TESCO = transaction({});
const RENT = transaction({ description: 'RENT', merchant: null, amount: -900, category: 'housing', account_id: 'b', date: '2026-11-01' });
const NAMES = new Map([['a', 'Joint account']]);

function search(text: string, category?: Transaction['category']): Transaction[] {
  return found([TESCO, RENT], { text, category }, NAMES);
}

test('every word must be found somewhere, in any case', () => {
  assert.deepEqual(search(''), [TESCO, RENT]);
  assert.deepEqual(search('tesco'), [TESCO]);
  assert.deepEqual(search('STORES joint'), [TESCO]);
  assert.deepEqual(search('900.00'), [RENT]);
  assert.deepEqual(search('housing'), [RENT]);
  assert.deepEqual(search('tesco rent'), []);
  assert.deepEqual(search('', 'housing'), [RENT]);
});

test('a split is found by each of its parts, and not by what it would be without them', () => {
  const split = transaction({ category: 'groceries', splits: [{ category: 'home', amount: -7.25 }, { category: 'gifts_charity', amount: -5.25 }] });
  const finds = (text: string, category?: Transaction['category']) => found([split], { text, category }, NAMES).length === 1;
  assert.deepEqual([finds('', 'home'), finds('', 'gifts_charity'), finds('', 'groceries')], [true, true, false]);
  assert.deepEqual([finds('gifts'), finds('HOME tesco'), finds('groceries')], [true, true, false]);
  assert.deepEqual([finds('7.25'), finds('5,25'), finds('12.50'), finds('7.26')], [true, true, true, false]);
});

test('days keep the order', () => {
  assert.deepEqual(byDay([TESCO, TESCO, RENT]).map(({ date, transactions }) => [date, transactions.length]), [['2026-11-02', 2], ['2026-11-01', 1]]);
});
