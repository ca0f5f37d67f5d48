import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inMonth, isWeekend, monthSpan, weekdayNames, weeksOf } from './calendar.ts';

test('a month lies in weeks of seven days, with gaps before its first and behind its last', () => {
  const november = weeksOf('2026-11', 1);
  assert.equal(november.length, 6);
  assert.deepEqual(november[0], [...Array(6).fill(undefined), '2026-11-01']);
  assert.deepEqual(november[5], ['2026-11-30', ...Array(6).fill(undefined)]);
  assert.deepEqual(weeksOf('2026-11', 7)[0]![0], '2026-11-01');
  assert.equal(weeksOf('2027-02', 1).length, 4);
  for (const month of ['2026-11', '2027-02', '2028-02']) {
    const days = weeksOf(month, 1).flat().filter((day) => day !== undefined);
    assert.deepEqual([days[0], days.at(-1)], Object.values(monthSpan(month)));
    assert.equal(new Set(days).size, days.length);
  }
});

test('weeks begin on Monday here, and their days have names', () => {
  assert.deepEqual(weekdayNames().map(({ short }) => short), ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']);
  assert.deepEqual(weekdayNames(7)[0], { short: 'Sun', long: 'Sunday' });
});

test('a day that a month lacks is its last', () => {
  assert.deepEqual(['2026-11', '2027-02', '2028-02', '2026-12'].map((month) => inMonth(month, 31)), ['2026-11-30', '2027-02-28', '2028-02-29', '2026-12-31']);
  assert.deepEqual(['2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30'].map(isWeekend), [false, true, true, false]);
});
