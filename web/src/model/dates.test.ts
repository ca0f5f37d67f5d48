import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockTime, ago, dayName, daysBetween, elapsed, feedStart, neighbour, periodName, previousStartsSince, todayIn } from './dates.ts';

const NOVEMBER = { label: '2026-11', from: '2026-11-01', to: '2026-11-30' };
const WEEK = { label: '2026-11-23', from: '2026-11-23', to: '2026-11-29' };

test('today is the date there, not here', () => {
  const instant = new Date('2026-11-23T23:30:00Z');
  assert.equal(todayIn('Europe/London', instant), '2026-11-23');
  assert.equal(todayIn('Europe/Berlin', instant), '2026-11-24');
});

test('the feed is of the 90 days that banks answer for, and the previous month is whole in it', () => {
  assert.equal(feedStart('2026-11-23'), '2026-08-26');
  assert.equal(feedStart('2026-01-28'), '2025-10-31');
  for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2029, 0, 1); day += 86_400_000) {
    const today = new Date(day).toISOString().slice(0, 10);
    assert.ok(daysBetween(feedStart(today), today) < 90, today);
    assert.ok(previousStartsSince({ label: today.slice(0, 7), from: `${today.slice(0, 7)}-01`, to: today }, feedStart(today)), today);
  }
  // What was cut is not offered.
  const october = { label: '2026-10', from: '2026-10-01', to: '2026-10-31' };
  assert.ok(previousStartsSince(october, feedStart('2026-11-29')));
  assert.ok(!previousStartsSince(october, feedStart('2026-11-30')));
});

test('neighbouring periods: months by label, others by their length', () => {
  assert.equal(neighbour({ ...NOVEMBER, label: '2026-12' }, 1), '2027-01');
  assert.equal(neighbour(NOVEMBER, -1), '2026-10');
  assert.equal(neighbour(WEEK, -1), '2026-11-16');
  assert.equal(neighbour(WEEK, 1), '2026-11-30');
  assert.ok(previousStartsSince(NOVEMBER, '2026-10-01'));
  assert.ok(!previousStartsSince(NOVEMBER, '2026-10-02'));
  assert.ok(previousStartsSince({ label: '2026-11', from: '2026-11-15', to: '2026-12-14' }, '2026-10-15'));
  assert.ok(previousStartsSince(WEEK, '2026-11-16'));
  assert.ok(!previousStartsSince(WEEK, '2026-11-17'));
});

test('paydays are not equally far apart', () => {
  const long = { label: '2026-11-25', from: '2026-11-25', to: '2026-12-28' };
  assert.equal(neighbour(long, -1), '2026-11-24');
  assert.equal(neighbour(long, 1), '2026-12-29');
  assert.ok(previousStartsSince(long, '2026-10-21'));
  assert.ok(!previousStartsSince(long, '2026-10-22'));
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

test('an age is told in whole minutes, hours or days, and a clock that runs ahead is no future', () => {
  const at = '2026-11-23T10:00:00Z';
  const told = (seconds: number) => ago(at, Date.parse(at) + seconds * 1000);
  assert.deepEqual([told(-90), told(0), told(59)], ['just now', 'just now', 'just now']);
  assert.deepEqual([told(60), told(179), told(3599)], ['1 minute ago', '2 minutes ago', '59 minutes ago']);
  assert.deepEqual([told(3600), told(86_399), told(86_400)], ['1 hour ago', '23 hours ago', '1 day ago']);
});

test('an hour of another day comes with its day', () => {
  const now = new Date(2026, 10, 30, 9, 5);
  assert.equal(clockTime(new Date(2026, 10, 30, 0, 1).toISOString(), now), '00:01');
  assert.equal(clockTime(new Date(2026, 10, 29, 23, 59).toISOString(), now), '29 Nov, 23:59');
  assert.equal(clockTime(new Date(2025, 10, 30, 9, 5).toISOString(), now), '30 Nov, 09:05');
});
