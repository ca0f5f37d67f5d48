// The past of the categories, on reports by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BudgetReport } from 'openpurse';
import type { Feed, ImportedFile } from '../core/protocol.ts';
import { historiesOf, loadedSince, wholePeriods } from './history.ts';

const report = (label: string, cap: number, cash: number, others: [string, number][]) => ({
  currency: 'GBP',
  period: { label, from: `${label}-01`, to: `${label}-28` },
  budgets: [{ category: 'cash', amount: cap, spent: cash, carried: 1 }],
  uncapped: others.map(([category, spent]) => ({ category, spent })),
}) as unknown as BudgetReport;

test('each period has its own cap; capped categories come first, then the most expensive', () => {
  const histories = historiesOf([report('2026-10', 20, 5, [['bills', 50], ['home', 90]]), report('2026-11', 30, 0, [['bills', 60]])]);
  assert.deepEqual(histories.map(({ category, capped }) => [category, capped]), [['cash', true], ['bills', false], ['home', false]]);
  assert.deepEqual(histories[0]!.periods.map(({ spent, cap, carried, current }) => [spent, cap, carried, current]), [[5, 20, 1, false], [0, 30, 1, true]]);
  assert.deepEqual(histories[2]!.periods.map(({ spent, cap }) => [spent, cap]), [[90, undefined], [0, undefined]]);
});

test('transactions are loaded since the banks’ first day, or since an earlier file’s', () => {
  const file = (from: string) => ({ from }) as ImportedFile;
  assert.equal(loadedSince('2026-11-30', true), '2026-09-02');
  assert.equal(loadedSince('2026-11-30', true, [file('2026-10-01')]), '2026-09-02');
  assert.equal(loadedSince('2026-11-30', true, [file('2026-10-01'), file('2025-01-01')]), '2025-01-01');
});

test('without a bank they are loaded since the first file’s day', () => {
  const file = (from: string) => ({ from }) as ImportedFile;
  assert.equal(loadedSince('2026-11-30', false, [file('2026-10-01'), file('2026-11-01')]), '2026-10-01');
  assert.equal(loadedSince('2026-11-30', false), '2026-11-30');
});

test('a period is whole where it is loaded of every account', () => {
  const reports = ['2026-08', '2026-09', '2026-10', '2026-11'].map((label) => report(label, 1, 0, []));
  const bank = (...errors: object[]) => ({ accounts: [{ id: 'bank', name: '' }], errors, asOf: '2026-11-20T09:00:00Z' }) as unknown as Feed;
  const whole = (accounts: [string, string, string, string?][], banks = [bank()], today = '2026-11-20') => {
    const days = accounts.map(([id, from, to, before]) => ({ id, from, to, ...(before && { before }) }));
    return wholePeriods({ reports, accounts: days }, banks, today).map(({ period }) => period.label);
  };
  // Banks answer since the 23rd of August.
  const own: [string, string, string] = ['bank', '2026-09-15', '2026-10-02'];
  assert.deepEqual(whole([own]), ['2026-09', '2026-10'], 'a bank that has no rows of a day was asked for it');
  assert.deepEqual(whole([['bank', '2026-07-31', '2026-10-02', '2026-08-20']]), ['2026-08', '2026-09', '2026-10'], 'a file has earlier rows of it');
  assert.deepEqual(whole([['bank', '2026-07-01', '2026-10-02', '2026-07-31']]), ['2026-09', '2026-10'], 'the file ends three weeks before the bank begins');
  assert.deepEqual(whole([['bank', '2026-09-15', '2026-10-02', '2026-08-20']]), ['2026-09', '2026-10'], 'four weeks without a row lie between');
  const old = { ...bank(), asOf: '2026-10-28T09:00:00Z' };
  assert.deepEqual(whole([own], [old]), ['2026-09'], 'the bank was last read on the last day of October’s period');
  assert.deepEqual(whole([own, ['file', '2026-01-01', '2026-10-20']]), ['2026-09'], 'the file ends in October');
  assert.deepEqual(whole([own, ['file', '2026-09-02', '2026-11-20']]), ['2026-10'], 'the file begins in September');
  assert.deepEqual(whole([own, ['file', '2026-01-01', '2026-03-31']]), [], 'what became of that account, nothing tells');
  assert.deepEqual(whole([['file', '2026-08-01', '2026-10-31']], []), ['2026-08', '2026-09', '2026-10']);
  for (const resource of ['transactions', 'accounts', 'cards']) {
    assert.deepEqual(whole([own], [bank(), bank({ code: 'bank_timeout', resource })]), [], resource);
  }
  assert.deepEqual(whole([own], [bank({ code: 'bank_timeout', resource: 'pending' }, { code: 'not_supported', resource: 'transactions' })]), ['2026-09', '2026-10']);
});
