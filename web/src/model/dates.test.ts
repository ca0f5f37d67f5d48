import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayName, elapsed, feedStart, neighbour, periodName, startsSince, todayIn } from './dates.ts';

const NOVEMBER = { label: '2026-11', from: '2026-11-01', to: '2026-11-30' };
const WEEK = { label: '2026-11-23', from: '2026-11-23', to: '2026-11-29' };

test('today is the date there, not here', () => {
  const instant = new Date('2026-11-23T23:30:00Z');
  assert.equal(todayIn('Europe/London', instant), '2026-11-23');
  assert.equal(todayIn('Europe/Berlin', instant), '2026-11-24');
});

test('the feed starts with the month before last, over the turn of the year too', () => {
  assert.equal(feedStart('2026-11-23'), '2026-09-01');
  assert.equal(feedStart('2026-01-31'), '2025-11-01');
});

test('neighbouring periods: months by label, others by their length', () => {
  assert.equal(neighbour({ ...NOVEMBER, label: '2026-12' }, 1), '2027-01');
  assert.equal(neighbour(NOVEMBER, -1), '2026-10');
  assert.equal(neighbour(WEEK, -1), '2026-11-16');
  assert.equal(neighbour(WEEK, 1), '2026-11-30');
  assert.ok(startsSince('2026-09', '2026-09-01'));
  assert.ok(!startsSince('2026-08', '2026-09-01'));
  assert.ok(!startsSince('2026-08-31', '2026-09-01'));
});

test('periods and days by their names', () => {
  assert.equal(periodName(NOVEMBER), 'November 2026');
  assert.equal(periodName({ label: '2026-11', from: '2026-11-15', to: '2026-12-14' }), '15 Nov \u2013 14 Dec');
  assert.equal(periodName(WEEK), '23 Nov \u2013 29 Nov');
  assert.equal(dayName('2026-11-23', '2026-11-23'), 'Today');
  assert.equal(dayName('2026-11-22', '2026-11-23'), 'Yesterday');
  assert.equal(dayName('2026-11-20', '2026-11-23'), 'Friday 20 November');
});

test('how far a period is counts today', () => {
  assert.equal(elapsed(NOVEMBER, '2026-11-15'), 0.5);
  assert.equal(elapsed(NOVEMBER, '2026-11-30'), 1);
  assert.equal(elapsed(NOVEMBER, '2026-12-01'), undefined);
});
