// Access tokens that expire, rotate and die: refreshed once however many ask, and never lost.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { startWorker, type Worker } from '../support/worker.ts';

let bank: Bank;
let worker: Worker;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url);
});
beforeEach(() => bank.reset());
after(async () => {
  await worker?.close();
  await bank?.close();
});

async function connected(): Promise<Person> {
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  await bank.reset();
  return person;
}

async function tokenCalls(): Promise<number> {
  return (await bank.calls()).filter((call) => call.path === '/connect/token').length;
}

test('a token that the bank no longer takes is refreshed once, however many ask at once', async () => {
  const person = await connected();
  await bank.tokens({ expire_access: true });
  const answers = await Promise.all(Array.from({ length: 20 }, () => person.json('/api/bank-accounts')));
  assert.ok(answers.every((answer) => answer.errors.length === 0 && answer.accounts.length === 2));
  assert.equal(await tokenCalls(), 1);
});

test('a refresh token that rotates is kept: the next refresh works too', async () => {
  const person = await connected();
  await bank.tokens({ rotate: true });
  for (let time = 0; time < 3; time += 1) {
    await bank.tokens({ rotate: true, expire_access: true });
    assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
  }
  assert.equal(await tokenCalls(), 3);
});

test('a token that is about to expire is refreshed before it is used', async () => {
  await bank.tokens({ expires_in: 4 });
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  await bank.tokens({ expires_in: 3600 });
  const before = await tokenCalls();
  // Half of its life is left to it when it counts as used up.
  await until('a refresh', 10_000, async () => {
    assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
    return (await tokenCalls()) > before || undefined;
  });
  const refused = (await bank.calls()).filter((call) => call.status === 401);
  assert.equal(refused.length, 0);
});

test('a refresh that fails for a moment is not the end of the connection', async () => {
  const person = await connected();
  await bank.tokens({ expire_access: true });
  await bank.faults([{ path: '/connect/token', fault: 'html_502', times: 5 }]);
  const answer = await person.ask('/api/bank-accounts');
  const problem = (await answer.json()) as { code: string; errors: { code: string; action: string }[] };
  assert.deepEqual([answer.status, problem.code], [503, 'bank_unavailable']);
  assert.ok(problem.errors.every((error) => error.code === 'bank_unavailable' && error.action === 'wait'), JSON.stringify(problem));
  await bank.faults([]);
  // TrueLayer is left alone for a few seconds after a refresh that failed.
  const healed = await until('the connection to heal', 30_000, async () => {
    const again = await person.ask('/api/bank-accounts');
    return again.ok ? ((await again.json()) as { errors: unknown[] }) : void (await again.body?.cancel());
  });
  assert.deepEqual(healed.errors, []);
  assert.equal((await person.json('/auth/open-banking/status')).connections[0].state, 'active');
});

test('a consent that was withdrawn asks for a reconnect, and a reconnect heals it', async () => {
  const person = await connected();
  await bank.tokens({ revoke_refresh: true, expire_access: true });
  const answer = await person.ask('/api/bank-accounts');
  const problem = (await answer.json()) as { errors: { code: string; action: string }[] };
  assert.ok(problem.errors.every((error) => error.action === 'reconnect'), JSON.stringify(problem));
  const { connections } = await person.json('/auth/open-banking/status');
  assert.equal(connections[0].state, 'reconnect');
  await bank.reset();
  await person.connect('ob-monzo');
  const healed = (await person.json('/auth/open-banking/status')).connections;
  assert.deepEqual(healed.map((connection: any) => [connection.id, connection.state]), [[connections[0].id, 'active']]);
  assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
});
