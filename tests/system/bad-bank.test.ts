// Banks on bad days: whatever one of them answers, the rest comes, and an entry in `errors` says what did not.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank, type Fault } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { startWorker, type Worker } from '../support/worker.ts';

let bank: Bank;
let worker: Worker;
let person: Person;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url, (settings) => ({ ...settings, BANK_CALL_TIMEOUT_MS: '1500' }));
  person = await household();
});
beforeEach(() => bank.reset());
after(async () => {
  await worker?.close();
  await bank?.close();
});

async function household(): Promise<Person> {
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  await person.connect('ob-northfield');
  return person;
}

/** A bank that has had enough is left alone until tomorrow: who has met that is of no use to the other tests. */
async function whoMeets(code: string): Promise<Person> {
  return code === 'too_many_requests_today' ? household() : person;
}

const OTHER = { provider_id: 'ob-monzo' };
const DAYS: [Fault['fault'], string, Partial<Fault>?][] = [
  ['malformed', 'malformed_answer'],
  ['html_502', 'bank_unavailable'],
  ['truncated', 'bank_unavailable'],
  ['empty', 'malformed_answer'],
  ['reset', 'bank_unavailable'],
  ['hang', 'bank_timeout'],
  ['error', 'bank_unavailable', { error: 'provider_error' }],
  ['error', 'too_many_requests_today', { error: 'provider_request_limit_exceeded' }],
  ['error', 'access_denied', { error: 'access_denied' }],
];

for (const [fault, code, more = {}] of DAYS) {
  const name = [fault, more.error].filter(Boolean).join(' ');
  test(`${name}: the other bank is still there`, async () => {
    const person = await whoMeets(code);
    const whole = await person.json('/budget_scan');
    assert.deepEqual(whole.errors, []);
    const rules = ['/accounts/*/transactions', '/accounts/*/transactions/pending'].map((path) => ({ path, fault, ...OTHER, ...more }));
    await bank.faults(rules);
    for (const path of ['/budget_scan', '/api/transactions', '/api/feed']) {
      const answer = await person.json(path);
      assert.equal(answer.ok, true, path);
      // One entry for each of the two accounts, or one for the bank when it wants no more calls at all.
      const transactions = answer.errors.filter((error: any) => error.resource === 'transactions').length;
      const whole = answer.errors.filter((error: any) => error.account_id === undefined).length;
      assert.ok(transactions === 2 || whole === 1, `${path}: ${JSON.stringify(answer.errors)}`);
      for (const error of answer.errors) {
        assert.ok(error.code && error.message && error.connection_id, path);
        assert.ok(['none', 'wait', 'reconnect', 'contact_bank'].includes(error.action), `${path}: ${error.action}`);
      }
    }
  });
}

test('every fault has a code of its own', async () => {
  for (const [fault, code, more = {}] of DAYS) {
    await bank.faults([]);
    const person = await whoMeets(code);
    await bank.faults([{ path: '/accounts/*/transactions', fault, ...OTHER, ...more }]);
    const { errors } = await person.json('/budget_scan');
    assert.ok(errors.length >= 1 && errors.every((error: any) => error.code === code), `${fault} ${more.error ?? ''}: ${JSON.stringify(errors)}`);
  }
});

test('a fault that passes is retried and leaves no trace', async () => {
  await bank.faults([{ path: '/accounts/*/transactions', fault: 'error', error: 'temporarily_unavailable', times: 1, ...OTHER }]);
  assert.deepEqual((await person.json('/budget_scan')).errors, []);
});

test('a list of accounts that fails names its bank', async () => {
  await bank.faults([{ path: '/accounts', fault: 'malformed', ...OTHER }]);
  const answer = await person.json('/api/bank-accounts');
  assert.ok(answer.accounts.length >= 1);
  const { connections } = await person.json('/auth/open-banking/status');
  const monzo = connections.find((connection: any) => connection.bank_name === 'Monzo');
  assert.deepEqual(answer.errors.map((error: any) => [error.code, error.connection_id]), [['malformed_answer', monzo.id]]);
});

test('when nothing at all comes the whole request fails, with a code', async () => {
  await bank.faults([{ path: '/accounts', fault: 'html_502' }, { path: '/cards', fault: 'html_502' }, { path: '/accounts/*/*', fault: 'html_502' }, { path: '/accounts/*/transactions/pending', fault: 'html_502' }]);
  for (const path of ['/budget_scan', '/api/transactions', '/api/feed', '/api/bank-accounts']) {
    const answer = await person.ask(path);
    const problem = (await answer.json()) as { ok: boolean; code: string };
    assert.deepEqual([answer.status, problem.ok, problem.code], [503, false, 'bank_unavailable'], path);
  }
});

test('connecting while the bank\'s data is down still connects', async () => {
  await bank.faults([{ path: '/me', fault: 'html_502' }, { path: '/accounts', fault: 'html_502' }, { path: '/cards', fault: 'malformed' }]);
  const late = new Person(worker.url);
  await late.connect('ob-monzo');
  await bank.reset();
  assert.deepEqual((await late.json('/budget_scan')).errors, []);
});

test('connecting while the token endpoint is down stores nothing', async () => {
  const late = new Person(worker.url);
  const callback = new URL(await late.consent('ob-monzo'));
  await bank.faults([{ path: '/connect/token', fault: 'html_502' }]);
  const answer = await late.ask(callback.pathname + callback.search);
  assert.match(answer.headers.get('location')!, /^\/\?connect_error=[a-z_]+$/);
  assert.equal((await late.json('/auth/open-banking/status')).authenticated, false);
});
