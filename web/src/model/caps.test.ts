// Caps and their amounts over time.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Cap } from 'openpurse';
import { amountAt, withCap, withoutChange } from './caps.ts';

const CASH: Cap = { category: 'cash', amount: 20 };
const FEES: Cap = { category: 'fees', amount: 5, rollover: 'surplus', changes: [{ from: '2026-10-01', amount: 6 }, { from: '2026-12-01', amount: 9 }] };

test('a cap is added at the end, changed in its place, and removed', () => {
  assert.deepEqual(withCap([CASH], 'home', 30), [CASH, { category: 'home', amount: 30 }]);
  assert.deepEqual(withCap([CASH, FEES], 'cash', 25.5, { rollover: 'surplus_and_deficit' }), [{ ...CASH, amount: 25.5, rollover: 'surplus_and_deficit' }, FEES]);
  assert.deepEqual(withCap([CASH, FEES], 'cash', undefined), [FEES]);
});

test('a new amount from a day on leaves the periods before as they were', () => {
  const [cap] = withCap([CASH], 'cash', 40, { from: '2026-11-01' }) as [Cap];
  assert.deepEqual(cap, { ...CASH, changes: [{ from: '2026-11-01', amount: 40 }] });
  assert.deepEqual(['2026-10-31', '2026-11-01', '2027-01-01'].map((day) => amountAt(cap, day)), [20, 40, 40]);
});

test('for all periods, nothing of the changes stays', () => {
  assert.deepEqual(withCap([FEES], 'fees', 7), [{ category: 'fees', amount: 7, rollover: 'surplus' }]);
});

test('what was to come later gives way to a new amount, not to another rollover', () => {
  assert.deepEqual(withCap([FEES], 'fees', 8, { from: '2026-11-01' })[0]!.changes, [{ from: '2026-10-01', amount: 6 }, { from: '2026-11-01', amount: 8 }]);
  assert.deepEqual(withCap([FEES], 'fees', 6, { from: '2026-11-01', rollover: 'none' }), [{ ...FEES, rollover: 'none' }]);
});

test('back to the amount before is no change at all', () => {
  const [raised] = withCap([CASH], 'cash', 40, { from: '2026-11-01' }) as [Cap];
  assert.deepEqual(withCap([raised], 'cash', 20, { from: '2026-11-01' }), [CASH]);
});

test('a change to come can be taken out', () => {
  assert.deepEqual(withoutChange([CASH, FEES], 'fees', '2026-12-01'), [CASH, { ...FEES, changes: [{ from: '2026-10-01', amount: 6 }] }]);
  assert.deepEqual(withoutChange(withCap([CASH], 'cash', 1, { from: '2027-01-01' }), 'cash', '2027-01-01'), [CASH]);
});
