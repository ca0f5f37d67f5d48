// Suggested caps, on reports by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BudgetReport, Category } from 'openpurse';
import { suggestionsOf, whyNone } from './suggestions.ts';

function report(spent: Partial<Record<Category, number>>, currency = 'GBP'): BudgetReport {
  const uncapped = Object.entries(spent).map(([category, amount]) => ({ name: category, category: category as Category, spent: amount }));
  return { currency, budgets: [], uncapped } as unknown as BudgetReport;
}

test('the middle one of three, whatever their order, rounded up to an amount to remember', () => {
  const reports = [310.1, 295.37, 342.99].map((groceries) => report({ groceries }));
  assert.deepEqual(suggestionsOf(reports, []), [{ category: 'groceries', amount: 320, typical: '310.10', figures: ['310.10', '295.37', '342.99'] }]);
});

test('only the last three count', () => {
  const reports = [9999, 20, 20, 20].map((cash) => report({ cash }));
  assert.deepEqual(suggestionsOf(reports, []).map(({ amount, figures }) => [amount, figures.length]), [[20, 3]]);
});

test('between two it is their mean, exact to the penny and never below it', () => {
  const of = (...cash: number[]) => suggestionsOf(cash.map((amount) => report({ cash: amount })), [])[0]?.typical;
  assert.deepEqual([of(0.1, 0.2), of(10.1, 10.2), of(10.01, 10.02), of(7)], ['0.15', '10.15', '10.02', '7.00']);
});

test('amounts are rounded up by steps that grow with them', () => {
  const amounts = [0.01, 8.4, 9.99, 47.3, 99, 101, 310, 680.01, 1234, 2350, 18_000].map((home) => suggestionsOf([report({ home })], [])[0]!.amount);
  assert.deepEqual(amounts, [1, 9, 10, 48, 100, 110, 310, 700, 1300, 2400, 18_000]);
  assert.equal(suggestionsOf([report({ home: 31_415 }, 'JPY')], [])[0]!.amount, 32_000);
});

test('what has a cap, was given back, or is rare, has no suggestion; the most expensive comes first', () => {
  const reports = [report({ cash: 10, bills: 90, home: -5 }), report({ cash: 12, bills: 80, travel: 700 }), report({ cash: 11, groceries: 5, bills: 85 })];
  assert.deepEqual(suggestionsOf(reports, ['cash']).map(({ category }) => category), ['bills']);
  assert.deepEqual(suggestionsOf(reports, []).map(({ category }) => category), ['bills', 'cash']);
  assert.deepEqual(suggestionsOf([], []), []);
});

test('why there is nothing to suggest', () => {
  const reports = [report({ cash: 10 }), report({ cash: 12, travel: 700, bills: -3 }), report({})];
  assert.deepEqual(suggestionsOf(reports, ['cash']), []);
  assert.equal(whyNone(reports, ['cash']), 'rare');
  assert.equal(whyNone(reports, ['cash', 'travel']), 'capped');
  assert.equal(whyNone([report({}), report({ bills: -3 })], ['cash']), 'unspent');
  assert.equal(whyNone([report({ travel: 9 }), ...reports.slice(-2), report({})], ['cash', 'travel']), 'capped', 'only the last three count');
});

test('what the core caps not is not suggested', () => {
  assert.deepEqual(suggestionsOf([report({ transfers: 50, income: 20 })], []), []);
});
