import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from 'openpurse';
import { amountIn, categoriesOf, countedIn } from './splits.ts';

const WHOLE = { amount: -12.5, category: 'groceries' } as Transaction;
// What the whole would be without its rule does not count.
const SPLIT = { amount: -100, category: 'groceries', splits: [{ category: 'home', amount: -75 }, { category: 'health', amount: -25 }] } as Transaction;

test('of a split its part counts, of all others the whole', () => {
  assert.deepEqual([amountIn(WHOLE, 'groceries'), amountIn(WHOLE, 'home')], [-12.5, undefined]);
  assert.deepEqual([amountIn(SPLIT, 'home'), amountIn(SPLIT, 'health'), amountIn(SPLIT, 'groceries')], [-75, -25, undefined]);
  assert.deepEqual([categoriesOf(WHOLE), categoriesOf(SPLIT)], [['groceries'], ['home', 'health']]);
});

test('what counts is what is added up; without a category that is all', () => {
  const amounts = (...given: Parameters<typeof countedIn<Transaction>>) => countedIn(...given).map(({ amount }) => amount);
  assert.deepEqual(amounts([WHOLE, SPLIT], undefined), [-12.5, -100]);
  assert.deepEqual(amounts([WHOLE, SPLIT], 'home'), [-75]);
  assert.deepEqual(amounts([WHOLE, SPLIT], 'groceries'), [-12.5]);
  assert.equal(countedIn([WHOLE], 'groceries')[0], WHOLE);
});
