import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from 'openpurse';
import { headingsOf, linesOf, partsOf, totalsOf } from './listing.ts';

const row = (id: string, date: string, amount = -1, currency = 'GBP') => ({ id, date, amount, currency }) as Transaction;
const LINES = linesOf([row('a', '2026-11-03'), row('b', '2026-11-03'), row('c', '2026-11-01')]);

test('a day’s heading is a line of its own, above its rows', () => {
  assert.deepEqual(LINES.map(({ day, row: of }) => of?.id ?? day.date), ['2026-11-03', 'a', 'b', '2026-11-01', 'c']);
  assert.deepEqual([...headingsOf(LINES)], [0, 0, 0, 3, 3]);
});

test('drawn whole, nothing is left out above any line', () => {
  const parts = partsOf(LINES, LINES.map((_, index) => ({ index })));
  assert.deepEqual(parts.map(({ heading, gap, rows }) => [heading, gap, rows.map(({ row: of, at, gap: above }) => [of.id, at, above])]), [
    [0, 0, [['a', 0, 0], ['b', 1, 0]]],
    [3, 0, [['c', 2, 0]]],
  ]);
});

test('of lines that are left out only their height stays', () => {
  const parts = partsOf(LINES, [{ index: 0, start: 0, end: 40 }, { index: 2, start: 100, end: 160 }, { index: 3, start: 160, end: 200 }]);
  assert.deepEqual(parts.map(({ gap, rows }) => [gap, rows.map(({ row: of, gap: above }) => [of.id, above])]), [[0, [['b', 60]]], [0, []]]);
  assert.equal(partsOf(LINES, [{ index: 3, start: 160, end: 200 }])[0]!.gap, 160);
});

test('a line that is gone since is not drawn', () => {
  assert.deepEqual(partsOf(LINES, [{ index: 99, start: 0, end: 40 }]), []);
});

test('sums are exact, one per currency, the one with most rows first', () => {
  const rows = [row('a', '', -0.1), row('b', '', -20, 'EUR'), row('c', '', -0.2), row('d', '', 300, 'JPY')];
  assert.deepEqual(totalsOf(rows), [{ currency: 'GBP', amount: '-0.30' }, { currency: 'EUR', amount: '-20.00' }, { currency: 'JPY', amount: '300' }]);
});
