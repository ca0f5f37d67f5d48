import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spokenDates } from './reason.ts';

test('days in a reason are said as people write them; all else stays', () => {
  assert.equal(spokenDates('Your correction of 2026-11-24.'), 'Your correction of 24 Nov 2026.');
  assert.equal(spokenDates('From 2026-11-02 to 2026-11-03'), 'From 2 Nov 2026 to 3 Nov 2026');
  assert.equal(spokenDates('Order 2026-13-99 of TESCO 3297'), 'Order 2026-13-99 of TESCO 3297');
});
