// Earlier periods and other settings by the core itself, on rows of the test's own.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { init, Ledger, type BudgetSettings } from 'openpurse';
import { historyOf, periodsBy, previewOf } from './plans.ts';

await init();

const TODAY = '2026-11-15';
const FED = '2026-08-18';

function row(date: string, amount: number, description: string) {
  return { timestamp: `${date}T12:00:00Z`, description, amount, currency: 'GBP', transaction_type: amount < 0 ? 'DEBIT' : 'CREDIT' };
}

function ledgerOf(settings: BudgetSettings): Ledger {
  const ledger = new Ledger({ settings, today: TODAY });
  const results = [row('2026-09-02', -30.1, 'TESCO STORES 3297'), row('2026-10-31', -4.4, 'PRET A MANGER'), row('2026-11-03', -10.1, 'TESCO STORES 3297')];
  ledger.load(JSON.stringify({ results }), { id: 'current', kind: 'account' });
  return ledger;
}

test('a period counts from the day on that its first day is loaded', () => {
  using ledger = ledgerOf({});
  const labels = (since: string) => historyOf(ledger, since, FED, []).reports.map(({ period }) => period.label);
  assert.deepEqual(labels('2026-09-01'), ['2026-09', '2026-10', '2026-11']);
  assert.deepEqual(labels('2026-09-02'), ['2026-10', '2026-11']);
  assert.deepEqual(labels('2026-11-02'), ['2026-11'], 'the current one is there however little of it is loaded');
  assert.deepEqual(historyOf(ledger, '2026-09-01', FED, []).reports[0], ledger.budget('2026-09'));
  assert.equal(historyOf(ledger, '2026-09-01', FED, []).next.label, '2026-12');
});

test('of each account its first and last day are told, without what lies before four weeks that have no row', () => {
  using ledger = ledgerOf({});
  const other = ['2026-07-30', '2026-08-27', '2026-09-23', '2026-10-05'].map((date) => row(date, -2, 'PRET A MANGER'));
  ledger.load(JSON.stringify({ results: other }), { id: 'other', kind: 'account' });
  assert.deepEqual(historyOf(ledger, TODAY, FED, ledger.transactions()).accounts.toSorted((one, other) => one.id.localeCompare(other.id)), [
    { id: 'current', from: '2026-10-31', to: '2026-11-03' }, { id: 'other', from: '2026-08-27', to: '2026-10-05', before: '2026-07-30' },
  ]);
});

test('an account in which nothing is spent has no days that could be missing', () => {
  using ledger = ledgerOf({});
  const interest = ['2026-08-31', '2026-09-30', '2026-10-31'].map((date) => row(date, 1.2, 'INTEREST'));
  ledger.load(JSON.stringify({ results: interest }), { id: 'savings', kind: 'account' });
  assert.deepEqual(historyOf(ledger, TODAY, FED, ledger.transactions()).accounts.map(({ id }) => id), ['current']);
});

test('paydays have no fixed length, and no period is left out between them', () => {
  using ledger = ledgerOf({ period: { kind: 'payday', day: 'last_working_day' } });
  const { reports, next } = historyOf(ledger, '2026-01-01', FED, []);
  const periods = [...reports.map(({ period }) => period), next];
  for (const [at, { to }] of periods.slice(0, -1).entries()) {
    assert.equal(Date.parse(periods[at + 1]!.from) - Date.parse(to), 86_400_000, to);
  }
  assert.equal(periods[0]!.from, '2026-01-30');
});

test('however far back the data goes, the list ends', () => {
  using ledger = ledgerOf({ period: { kind: 'week' } });
  assert.equal(historyOf(ledger, '2000-01-01', FED, []).reports.length, 26);
});

test('a preview counts all and tells the newest, each with what it is and would be', () => {
  using ledger = ledgerOf({});
  const rules = [{ id: 'home', if: { text: 'tesco' }, then: { category: 'home' as const } }];
  const { count, changes } = previewOf(ledger, { rules });
  assert.deepEqual([count, changes.map(({ transaction, before, after }) => [transaction.date, before.category, after.category])], [
    2, [['2026-11-03', 'groceries', 'home'], ['2026-09-02', 'groceries', 'home']],
  ]);
  assert.deepEqual(previewOf(ledger, {}), { count: 0, changes: [] });
});

test('other settings tell their periods, as of the day there', () => {
  mock.timers.enable({ apis: ['Date'], now: new Date(`${TODAY}T12:00:00Z`) });
  try {
    const [now, next] = periodsBy({ period: { kind: 'fortnight', anchor: '2026-11-02' } });
    assert.deepEqual([now.from, now.to, next.from, next.to], ['2026-11-02', '2026-11-15', '2026-11-16', '2026-11-29']);
    assert.throws(() => periodsBy({ period: { kind: 'month', start_day: 40 } }), /start_day/);
  } finally {
    mock.timers.reset();
  }
});
