import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BudgetSettings } from 'openpurse';
import { changesOf, settingsOf, settingsText } from './settings-file.ts';

const BEFORE: BudgetSettings = {
  timezone: 'Europe/London', currency: 'GBP', period: { kind: 'month', start_day: 1 }, alert_thresholds: [80, 100],
  caps: [{ category: 'groceries', amount: 400 }, { category: 'cash', amount: 20 }],
  rules: [{ id: 'a', if: { text: 'x' }, then: { exclude: true } }, { id: 'b', if: { text: 'y' }, then: { exclude: true } }],
};

test('what is saved is read again', () => {
  assert.deepEqual(settingsOf(settingsText(BEFORE)), BEFORE);
});

test('what has no settings is none', () => {
  for (const text of ['', 'no', 'null', '[]', '[{"caps":[]}]', '"caps"', '{"version":1}']) assert.equal(settingsOf(text), undefined, text);
});

test('nothing different is no change, and what is left out is the default', () => {
  assert.deepEqual(changesOf(BEFORE, structuredClone(BEFORE)), []);
  assert.deepEqual(changesOf({}, { timezone: 'Europe/London', currency: 'GBP', caps: [], rules: [], alert_thresholds: [80, 100] }), []);
});

test('each change has its sentence', () => {
  assert.deepEqual(changesOf(BEFORE, {
    timezone: 'Europe/Berlin', currency: 'EUR', period: { kind: 'payday', day: 25, shift: 'next' }, alert_thresholds: [50],
    caps: [{ category: 'groceries', amount: '450.5' }, { category: 'fees', amount: 1 }],
    rules: [{ id: 'b', if: { text: 'z' }, then: { exclude: true } }, { id: 'c', if: { text: 'y' }, then: { exclude: true } }],
    rates: [{ currency: 'USD', rate: 0.9 }],
  }), [
    'Time zone: Europe/London becomes Europe/Berlin',
    'Currency: GBP becomes EUR',
    'Period: calendar month becomes payday to payday, paid on day 25 of the month, or on the working day after',
    'Alerts at: 80% and 100% becomes 50%',
    'Cap of Groceries: £400.00 becomes €450.50',
    'New cap: Fees, €1.00',
    'The cap of Cash goes',
    '1 new rule',
    '1 rule becomes another',
    '1 rule goes',
    'Other exchange rates',
  ]);
});

test('an amount that is only written otherwise is the same; what carries over, and the order of rules, are changes', () => {
  assert.deepEqual(changesOf(BEFORE, { ...BEFORE, caps: [{ category: 'groceries', amount: '400.00' }, { category: 'cash', amount: 20, rollover: 'surplus' }] }), [
    'Cap of Cash: what carries over, or its later amounts',
  ]);
  assert.deepEqual(changesOf(BEFORE, { ...BEFORE, rules: [...BEFORE.rules!].reverse() }), ['The rules apply in another order']);
});

test('periods are told in words, and one that only writes its defaults out is the same', () => {
  const told = (period: unknown) => changesOf({ period: { kind: 'payday', day: 'last_working_day' } }, { period } as BudgetSettings)[0]?.split(' becomes ')[1];
  assert.deepEqual([
    { kind: 'month' }, { kind: 'month', start_day: 25 }, { kind: 'week', starts: 'sunday' }, { kind: 'fortnight', anchor: '2026-11-20' },
    { kind: 'four_weeks', anchor: 'soon' }, { kind: 'payday', day: 25 }, { kind: 'payday', day: 'last_working_day', shift: 'next' }, { kind: 'year' }, null,
  ].map(told), [
    'calendar month', 'month from day 25 on', 'week from Sunday on', 'fortnight from 20 November 2026 on',
    'four weeks from soon on', 'payday to payday, paid on day 25 of the month, or on the working day before', undefined, '{"kind":"year"}', 'null',
  ]);
  assert.deepEqual(changesOf({}, { period: { kind: 'month', start_day: 1 } }), []);
});

test('what is no amount yet is told as it is written', () => {
  const caps = (amount: unknown, currency = 'GBP') => changesOf({ currency }, { currency, caps: [{ category: 'cash', amount }] } as BudgetSettings);
  assert.deepEqual([caps('lots'), caps(1.005), caps(-3), caps(12, 'pounds'), caps(null)].flat(), [
    'New cap: Cash, lots', 'New cap: Cash, 1.005', 'New cap: Cash, -3', 'New cap: Cash, 12', 'New cap: Cash, null',
  ]);
});

test('a file of anything at all is looked at without a fall: the server refuses it', () => {
  for (const odd of ['{"caps":5,"rules":"x"}', '{"caps":[null],"rules":[null]}', '{"period":null,"rates":3}', '{"period":7,"alert_thresholds":{}}']) {
    assert.ok(Array.isArray(changesOf(BEFORE, settingsOf(odd)!)), odd);
  }
});
