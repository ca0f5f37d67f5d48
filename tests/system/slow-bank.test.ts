// The hang that this project began with: a scan of real accounts that never came back. It must not return.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { inPence, thisMonth, totals, within } from '../support/truth.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const ACCOUNTS = 8;

let bank: Bank;
let worker: Worker;
let person: Person;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url);
  person = new Person(worker.url);
  await person.connect('mock-eight');
});
beforeEach(() => bank.reset());
after(async () => {
  await worker?.close();
  await bank?.close();
});

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const started = performance.now();
  const answer = await work();
  return [answer, performance.now() - started];
}

test('eight accounts at 300 ms a call: real figures in under 1.5 s', async () => {
  const month = await thisMonth(bank);
  const { accounts } = await bank.records('mock-eight');
  assert.equal(accounts.length, ACCOUNTS);
  const truth = totals(within(accounts, month.from, month.to));
  // The first request after a start compiles; it is not what this test is about.
  await person.json('/budget_scan');
  await bank.delay(300);
  const [report, took] = await timed(() => person.json('/budget_scan'));
  assert.deepEqual(report.errors, []);
  assert.equal(inPence(report.spent), truth.spent);
  assert.equal(inPence(report.income), truth.income);
  assert.ok(took < 1500, `took ${Math.round(took)} ms`);
});

test('an account that never answers costs the deadline and one entry, and hides nothing else', async () => {
  const month = await thisMonth(bank);
  const { accounts } = await bank.records('mock-eight');
  const [silent, ...others] = accounts;
  const id = silent!.account.account_id;
  await bank.faults([{ path: '/accounts/*/transactions', account_id: id, fault: 'hang' }]);
  const [report, took] = await timed(() => person.json('/budget_scan'));
  assert.ok(took < 26_000, `took ${Math.round(took)} ms`);
  assert.equal(report.errors.length, 1, JSON.stringify(report.errors));
  const [error] = report.errors;
  assert.deepEqual([error.code, error.account_id, error.resource], ['bank_timeout', id, 'transactions']);
  assert.ok(error.message && error.action);
  const rest = totals(within(others, month.from, month.to));
  const pending = totals(within([{ ...silent!, transactions: [] }], month.from, month.to));
  assert.equal(inPence(report.spent), rest.spent + pending.spent);
});

test('fifty scans at once all answer', async () => {
  await bank.delay(100);
  const answers = await Promise.all(Array.from({ length: 50 }, () => person.json('/budget_scan')));
  for (const report of answers) {
    assert.deepEqual(report.errors, []);
    assert.equal(report.spent, answers[0]!.spent);
  }
});

test('fifty scans at once of a bank whose account never answers all answer too', async () => {
  const { accounts } = await bank.records('mock-eight');
  await bank.faults([{ path: '/accounts/*/transactions', account_id: accounts[0]!.account.account_id, fault: 'hang' }]);
  const [answers, took] = await timed(() => Promise.all(Array.from({ length: 50 }, () => person.json('/budget_scan'))));
  assert.ok(answers.every((report) => report.errors.length === 1 && report.errors[0].code === 'bank_timeout'));
  assert.ok(took < 30_000, `took ${Math.round(took)} ms`);
});

test('a bank that does not answer at all is a problem that says so, not a hang', async () => {
  await bank.faults([{ path: '/accounts', fault: 'hang' }, { path: '/cards', fault: 'hang' }, { path: '/accounts/*/*', fault: 'hang' }, { path: '/accounts/*/transactions/pending', fault: 'hang' }]);
  const [answer, took] = await timed(() => person.ask('/budget_scan'));
  const problem = (await answer.json()) as { code: string; ok: boolean };
  assert.deepEqual([answer.status, problem.ok, problem.code], [504, false, 'bank_timeout']);
  assert.ok(took < 27_000, `took ${Math.round(took)} ms`);
});
