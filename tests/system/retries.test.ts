// What is asked again, when, and what never is.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { startWorker, type Worker } from '../support/worker.ts';

let bank: Bank;
let worker: Worker;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url, (settings) => ({ ...settings, BANK_CALL_TIMEOUT_MS: '1000' }));
});
beforeEach(() => bank.reset());
after(async () => {
  await worker?.close();
  await bank?.close();
});

async function connected(): Promise<Person> {
  const person = new Person(worker.url);
  await person.connect('ob-plainbank');
  await bank.reset();
  return person;
}

async function calls(path: RegExp): Promise<number> {
  return (await bank.calls()).filter((call) => path.test(call.path)).length;
}

test('an answer that asks to wait a little is waited for', async () => {
  const person = await connected();
  await bank.faults([{ path: '/accounts/*/balance', fault: 'error', error: 'provider_too_many_requests', retry_after: 2, times: 1 }]);
  const started = performance.now();
  assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
  const took = performance.now() - started;
  assert.ok(took >= 2000, `asked again after ${Math.round(took)} ms`);
  assert.equal(await calls(/\/balance$/), 2);
});

test('a long wait is the person\'s to decide: it is not asked again, and the entry says how long', async () => {
  const person = await connected();
  await bank.faults([{ path: '/accounts/*/balance', fault: 'error', error: 'provider_too_many_requests', retry_after: 60 }]);
  const { errors } = await person.json('/api/bank-accounts');
  assert.deepEqual(errors.map((error: any) => [error.code, error.retry_after, error.action]), [['rate_limited', 60, 'wait']]);
  assert.equal(await calls(/\/balance$/), 1);
});

test('passing faults are asked again twice at most, lasting refusals never', async () => {
  const person = await connected();
  for (const [error, times] of [['temporarily_unavailable', 3], ['access_denied', 1], ['account_not_found', 1]] as const) {
    await bank.reset();
    await bank.faults([{ path: '/accounts/*/balance', fault: 'error', error }]);
    assert.equal((await person.json('/api/bank-accounts')).errors.length, 1, error);
    assert.equal(await calls(/\/balance$/), times, error);
  }
});

for (const fault of ['html_502', 'reset', 'empty', 'malformed', 'truncated', 'hang', 'stalled', 'error'] as const) {
  test(`a code is exchanged once, whatever comes of it: ${fault}`, async () => {
    const person = new Person(worker.url);
    const callback = new URL(await person.consent('ob-plainbank'));
    await bank.faults([{ path: '/connect/token', fault, ...(fault === 'error' ? { error: 'internal_server_error' } : {}) }]);
    const answer = await person.ask(callback.pathname + callback.search);
    assert.match(answer.headers.get('location')!, /^\/\?connect_error=(bank_unavailable|exchange_failed)$/);
    const [exchange, ...others] = (await bank.calls()).filter((call) => call.path === '/connect/token');
    assert.deepEqual([exchange!.has_correlation_id, others], [true, []]);
  });
}
