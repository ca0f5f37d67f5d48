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
    'Period: month (1) becomes from payday to payday (25, next)',
    'Alerts at: 80\u00a0% and 100\u00a0% becomes 50\u00a0%',
    'Cap of Groceries: 400 becomes 450.5',
    'New cap: Fees, 1',
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

test('a file of anything at all is looked at without a fall: the server refuses it', () => {
  for (const odd of ['{"caps":5,"rules":"x"}', '{"caps":[null],"rules":[null]}', '{"period":null,"rates":3}', '{"period":7,"alert_thresholds":{}}']) {
    assert.ok(Array.isArray(changesOf(BEFORE, settingsOf(odd)!)), odd);
  }
});
