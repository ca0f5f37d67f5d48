// What the Worker says of a household's money, held against the bank's own records.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { init, Ledger } from 'openpurse';
import { startBank, type Bank, type TrueAccount } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { inPence, pence, reported, sorted, thisMonth, totals, within } from '../support/truth.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const BANKS = ['ob-monzo', 'ob-harbour-card', 'ob-northfield'];

let bank: Bank;
let worker: Worker;
let person: Person;
let accounts: TrueAccount[];

before(async () => {
  await init();
  bank = await startBank();
  worker = await startWorker(bank.url);
  person = new Person(worker.url);
  for (const id of BANKS) await person.connect(id);
  accounts = (await bank.records()).accounts.filter((account) => BANKS.includes(account.provider_id));
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

test('accounts and cards with the balances of now', async () => {
  const answer = await person.json('/api/bank-accounts');
  assert.deepEqual(answer.errors, []);
  assert.match(answer.as_of, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d.*Z$/);
  const ids = (list: { id: string }[]) => list.map((account) => account.id).toSorted();
  assert.deepEqual(ids(answer.accounts), accounts.map((account) => account.account.account_id).toSorted());
  for (const account of answer.accounts) {
    assert.ok(account.balance && typeof account.balance.current === 'number', account.display_name);
    assert.ok(account.bank_name && account.fingerprint && account.connection_id);
  }
});

test('transactions of the last 90 days, every one, with stable ids', async () => {
  const { today } = await bank.records();
  const answer = await person.json('/api/transactions');
  assert.equal(answer.to, today);
  const rows = within(accounts, answer.from, answer.to);
  assert.equal(answer.transactions.length, rows.length);
  const sum = answer.transactions.reduce((all: number, row: any) => all + inPence(row.amount), 0);
  assert.equal(sum, rows.reduce((all, row) => all + pence(row), 0));
  assert.equal(new Set(answer.transactions.map((row: any) => row.id)).size, rows.length, 'ids are unique');
  const again = await person.json('/api/transactions');
  assert.deepEqual(again.transactions, answer.transactions, 'the bank has rotated its ids, ours stay');
});

test('transactions of one account and of a window', async () => {
  const [account] = accounts;
  const { today } = await bank.records();
  const from = `${today.slice(0, 7)}-01`;
  const id = account!.account.account_id;
  const answer = await person.json(`/api/transactions?from=${from}&to=${today}&account_id=${id}`);
  assert.equal(answer.transactions.length, within([account!], from, today).length);
  assert.ok(answer.transactions.every((row: any) => row.account_id === id));
});

test('the feed is the bank\'s own records, unchanged', async () => {
  const answer = await person.json('/api/feed');
  assert.deepEqual(answer.errors, []);
  assert.equal(answer.accounts.length, accounts.length);
  for (const feed of answer.accounts) {
    const truth = accounts.find((account) => account.account.account_id === feed.account.account_id)!;
    const { transaction_id: _, ...record } = feed.transactions[0];
    const match = truth.transactions.some((row) => {
      const { transaction_id: _, ...raw } = row.record as Record<string, unknown>;
      return JSON.stringify(raw) === JSON.stringify(record);
    });
    assert.ok(match, `a record of ${truth.account.display_name} is not the bank's`);
    assert.equal(feed.pending.length, truth.pending.length);
  }
  const [connection] = (await person.json('/auth/open-banking/status')).connections;
  const one = await person.json(`/api/feed?connection_id=${connection.id}`);
  assert.ok(one.accounts.length > 0 && one.accounts.every((feed: any) => feed.connection_id === connection.id));
});

test('the budget of this month is what the bank\'s records add up to', async () => {
  const month = await thisMonth(bank);
  const report = await person.json('/budget_scan');
  assert.deepEqual(report.errors, []);
  assert.deepEqual(report.period, { label: month.label, from: month.from, to: month.to });
  assert.equal(report.currency, 'GBP');
  const truth = totals(within(accounts, month.from, month.to));
  assert.ok(truth.count > 5, 'the household has no month to speak of');
  assert.equal(inPence(report.income), truth.income);
  assert.equal(inPence(report.spent), truth.spent);
  assert.equal(inPence(report.transfers), truth.transfers);
  assert.deepEqual(sorted(reported(report)), sorted(truth.categories));
  assert.equal(inPence(report.balance_check.input), truth.input);
  assert.equal(inPence(report.balance_check.accounted), truth.input);
  const euros = totals(within(accounts, month.from, month.to), 'EUR');
  assert.equal(inPence(report.other_currencies[0]?.spent ?? 0), euros.spent);
});

test('the browser\'s core says the same of the feed as the edge', async () => {
  const report = await person.json('/budget_scan');
  const feed = await person.json('/api/feed');
  // A scan does not ask for the banks' own lists of payments to come: they would cost two calls an account.
  for (const account of feed.accounts) account.standing_orders = account.direct_debits = [];
  const { today } = await bank.records();
  using ledger = new Ledger({ today });
  const loaded = ledger.load(JSON.stringify(feed));
  assert.deepEqual(loaded.problems, []);
  const { as_of: _, errors: __, ...atTheEdge } = report;
  assert.deepEqual(ledger.budget(), atTheEdge);
});

test('an earlier month by its label', async () => {
  const { today } = await bank.records();
  const earlier = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 2, 1)).toISOString();
  const label = earlier.slice(0, 7);
  const report = await person.json(`/budget_scan?period=${label}`);
  const truth = totals(within(accounts, report.period.from, report.period.to));
  assert.equal(report.period.label, label);
  assert.equal(inPence(report.spent), truth.spent);
  assert.equal(inPence(report.income), truth.income);
});

test('a parameter that is wrong is named', async () => {
  const wrong: [string, string][] = [
    ['/api/transactions?from=yesterday', 'from'],
    ['/api/transactions?to=2026-02-30', 'to'],
    ['/api/transactions?from=2026-03-01&to=2026-02-01', 'from'],
    ['/api/transactions?to=2999-01-01', 'to'],
    ['/api/transactions?account_id=../x', 'account_id'],
    ['/api/feed?from=1', 'from'],
    ['/budget_scan?period=november', 'period'],
  ];
  for (const [path, field] of wrong) {
    const answer = await person.ask(path);
    const problem = (await answer.json()) as { code: string; field: string };
    assert.deepEqual([answer.status, problem.code, problem.field], [400, 'invalid_request', field], path);
  }
});

test('a connection that is not there is not found', async () => {
  const answer = await person.ask('/api/feed?connection_id=nobody');
  assert.deepEqual([answer.status, ((await answer.json()) as { code: string }).code], [404, 'not_found']);
});

test('the bank is told who asks: the person\'s address, and a correlation id', async () => {
  await bank.reset();
  await person.json('/api/bank-accounts');
  const calls = (await bank.calls()).filter((call) => call.path.includes('/accounts') || call.path.includes('/cards'));
  assert.ok(calls.length > 0);
  assert.ok(calls.every((call) => call.has_correlation_id && call.psu_ip), JSON.stringify(calls[0]));
});

test('no answer with personal data may be kept by a cache', async () => {
  for (const path of ['/api/bank-accounts', '/api/transactions', '/api/feed', '/budget_scan', '/api/budget-settings', '/auth/open-banking/status']) {
    const answer = await person.ask(path);
    await answer.body?.cancel();
    assert.equal(answer.headers.get('cache-control'), 'no-store', path);
  }
});
