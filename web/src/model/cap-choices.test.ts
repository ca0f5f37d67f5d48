// What can be chosen for a cap, in words.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BudgetReport } from 'openpurse';
import type { History } from '../core/protocol.ts';
import { capChoices, comingAmounts, rolloverText } from './cap-choices.ts';

const month = (label: string) => ({ label, from: `${label}-01`, to: `${label}-28` });
const HISTORY: Pick<History, 'reports' | 'next'> = { reports: ['2026-09', '2026-10', '2026-11'].map((label) => ({ period: month(label) }) as BudgetReport), next: month('2026-12') };

test('another amount begins with this period, unless another is chosen', () => {
  const { terms, starts } = capChoices({ category: 'cash', amount: 1, rollover: 'surplus' }, HISTORY);
  assert.deepEqual(terms, { rollover: 'surplus', from: '2026-11-01' });
  assert.deepEqual(starts.map(({ from }) => from), ['2026-11-01', '2026-12-01', '2026-10-01', '2026-09-01']);
  assert.equal(starts[1]!.text, 'the next period and later ones: December 2026');
  assert.deepEqual(capChoices(undefined, HISTORY).terms.rollover, 'none');
});

test('what is agreed of a cap is told, not what was before', () => {
  const cap = { category: 'cash' as const, amount: 1, changes: [{ from: '2026-10-01', amount: 2 }, { from: '2026-12-01', amount: '3.50' }] };
  assert.deepEqual(comingAmounts(cap, '2026-11-01', 'GBP'), [{ from: '2026-12-01', amount: '£3.50', day: '1 Dec' }]);
  assert.equal(rolloverText(cap), undefined);
  assert.equal(rolloverText({ ...cap, rollover: 'surplus' }), 'what is left is kept');
});
