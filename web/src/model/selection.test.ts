import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from 'openpurse';
import { NOTHING, selectedOf, toggled, toggledTo } from './selection.ts';

const ROWS = ['a', 'b', 'c', 'd'].map((id) => ({ id }) as Transaction);
const chosen = (...ids: string[]) => new Set(ids);

test('one is turned on and off, and what was chosen before stays as it was', () => {
  const one = toggled(NOTHING, 'a');
  assert.deepEqual([one, toggled(one, 'a'), NOTHING.size], [chosen('a'), chosen(), 0]);
});

test('all from the last one become what this one becomes, in either direction', () => {
  assert.deepEqual(toggledTo(chosen('a'), ROWS, 'a', 'c'), chosen('a', 'b', 'c'));
  assert.deepEqual(toggledTo(chosen('d'), ROWS, 'd', 'b'), chosen('d', 'b', 'c'));
  assert.deepEqual(toggledTo(chosen('a', 'b', 'c'), ROWS, 'a', 'c'), chosen());
});

test('where the last one is not shown any more it is this one alone', () => {
  assert.deepEqual(toggledTo(chosen('x'), ROWS, 'x', 'c'), chosen('x', 'c'));
  assert.deepEqual(toggledTo(NOTHING, ROWS, undefined, 'c'), chosen('c'));
});

test('the chosen rows come in the order of the list', () => {
  assert.deepEqual(selectedOf(ROWS, chosen('d', 'b', 'gone')).map(({ id }) => id), ['b', 'd']);
});
