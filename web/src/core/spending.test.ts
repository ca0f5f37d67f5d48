// The spending line by the core itself, on rows of the test's own.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { init, Ledger, type BudgetSettings } from 'openpurse';
import { growth, spendingOf } from './spending.ts';
import type { Spending } from './protocol.ts';

await init();

function row(date: string, amount: number, description: string) {
  return { timestamp: `${date}T12:00:00Z`, description, amount, currency: 'GBP', transaction_type: amount < 0 ? 'DEBIT' : 'CREDIT' };
}

function spending(settings: BudgetSettings, period?: string): Spending {
  using ledger = new Ledger({ settings, today: '2026-11-15' });
  const results = [
    row('2026-10-02', -30.1, 'TESCO STORES 3297'), row('2026-10-31', -4.4, 'PRET A MANGER'),
    row('2026-11-01', -10.1, 'TESCO STORES 3297'), row('2026-11-03', -0.2, 'TESCO STORES 3297'), row('2026-11-03', -3.4, 'PRET A MANGER'),
    row('2026-11-04', 2000, 'ACME LTD SALARY'),
  ];
  ledger.load(JSON.stringify({ results }), { id: 'current', kind: 'account' });
  const report = ledger.budget(period);
  return spendingOf(ledger, report, ledger.transactions({ from: report.period.from, to: report.period.to }));
}

test('without caps all spending grows, to the report’s own sum', () => {
  const { days, before, allowed } = spending({});
  assert.deepEqual([days.length, days[0], days[1], days[2], days.at(-1)], [30, '10.10', '10.10', '13.70', '13.70']);
  assert.deepEqual([before?.length, before?.[0], before?.[1], before?.at(-1)], [31, '0.00', '30.10', '34.50']);
  assert.equal(allowed, undefined);
});

test('with caps it is what is capped, against what the caps allow with what was carried', () => {
  const { days, before, allowed } = spending({ caps: [{ category: 'groceries', amount: 100, rollover: 'surplus' }] });
  assert.deepEqual([days.at(-1), before?.at(-1)], ['10.30', '30.10']);
  // October begins before the first transaction, so nothing is carried from it.
  assert.equal(allowed, '100.00');
});

test('a period before without transactions has no line', () => {
  assert.equal(spending({}, '2026-10').before, undefined);
});

test('refunds take off, and what has no date counts nowhere', () => {
  const period = { label: '2026-11-02', from: '2026-11-02', to: '2026-11-04' };
  const rows = [{ id: 'a', date: '2026-11-02' }, { id: 'b', date: '2026-11-04' }];
  assert.deepEqual(growth([{ id: 'a', amount: 0.3 }, { id: 'b', amount: -0.1 }, { id: 'gone', amount: 5 }], rows, period, 'GBP'), ['0.30', '0.30', '0.20']);
});
