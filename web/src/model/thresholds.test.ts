// Percentages as they are typed.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseThresholds } from './thresholds.ts';

test('percentages are read however they are listed, once each and in order', () => {
  assert.deepEqual(parseThresholds(' 100, 80%;50 80'), [50, 80, 100]);
  assert.deepEqual(parseThresholds(''), []);
});

test('what the core would refuse is refused', () => {
  for (const typed of ['0', '1001', '-5', '12.5', 'half', '1 2 3 4 5 6 7 8 9 10 11']) assert.equal(parseThresholds(typed), undefined, typed);
});
