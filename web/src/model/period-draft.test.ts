// The form of periods against the core.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { init, Ledger } from 'openpurse';
import { periodDraftOf, periodOf, timeZones, weekdayName, type SettingsPeriod } from './period-draft.ts';

await init();

test('every kind is written as the core keeps it', () => {
  const periods: SettingsPeriod[] = [
    { kind: 'month', start_day: 25 }, { kind: 'week', starts: 'sunday' }, { kind: 'fortnight', anchor: '2026-01-05' }, { kind: 'four_weeks', anchor: '2026-01-05' },
    { kind: 'payday', day: 28, shift: 'next' }, { kind: 'payday', day: 'last_working_day' },
  ];
  for (const period of periods) {
    using ledger = new Ledger({ settings: { period: periodOf(periodDraftOf(period, '2026-11-30'))! } });
    assert.deepEqual(ledger.settings.period, period);
  }
  assert.deepEqual(periodOf(periodDraftOf(undefined, '2026-11-30')), { kind: 'month', start_day: 1 });
});

test('without a first day there is no such period', () => {
  for (const anchor of ['', '0002-01-01']) assert.equal(periodOf({ ...periodDraftOf({ kind: 'month' }, '2026-11-30'), kind: 'fortnight', anchor }), undefined);
});

test('days of the week and time zones have their names', () => {
  assert.deepEqual([weekdayName('monday'), weekdayName('sunday')], ['Monday', 'Sunday']);
  assert.ok(timeZones('Etc/Odd').includes('Etc/Odd') && timeZones('UTC').includes('Europe/London'));
});
