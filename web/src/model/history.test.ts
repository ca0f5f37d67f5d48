// The past of the categories, on reports by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BudgetReport } from 'openpurse';
import type { ImportedFile } from '../core/protocol.ts';
import { historiesOf, loadedSince } from './history.ts';

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
