// What is erased, when, and what still happens afterwards: consents that TrueLayer could not be told of are revoked later.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { kvFiles, objects, replaceInObject, ringAlarms } from '../support/state.ts';
import { startWorker, type Worker } from '../support/worker.ts';

let bank: Bank;
let worker: Worker;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url, (settings) => ({ ...settings, BANK_CALL_TIMEOUT_MS: '1500' }));
});
beforeEach(() => bank.reset());
after(async () => {
  await worker?.close();
  await bank?.close();
});

async function connected(...providers: string[]): Promise<Person> {
  const person = new Person(worker.url);
  for (const provider of providers) await person.connect(provider);
  await bank.reset();
  return person;
}

async function revocations(status: number): Promise<number> {
  return (await bank.calls()).filter((call) => call.method === 'DELETE' && call.path === '/api/delete' && call.status === status).length;
}

/** Keys in the storage of all objects, and the number of copies. */
function kept(): [string[], number] {
  return [objects(worker.state).flatMap(({ values }) => Object.keys(values)).toSorted(), kvFiles(worker.state).length];
}

test('disconnecting everything leaves nothing', async () => {
  const person = await connected('ob-plainbank', 'ob-noids');
  assert.deepEqual(kept(), [['chores', 'record'], 1]);
  const answer = await person.change('DELETE', '/auth/open-banking');
  assert.deepEqual(await answer.json(), { ok: true, revoked: true });
  assert.equal(await revocations(200), 2);
  assert.deepEqual(kept(), [[], 0]);
});

test('TrueLayer is down: erased all the same, and revoked as soon as it is back', async () => {
  const person = await connected('ob-plainbank', 'ob-noids');
  await bank.faults([{ path: '/api/delete', fault: 'html_502' }]);
  const answer = await person.change('DELETE', '/auth/open-banking');
  assert.deepEqual(await answer.json(), { ok: true, revoked: false });
  assert.equal((await person.ask('/api/bank-accounts')).status, 401);
  assert.deepEqual(kept(), [['chores'], 0]);
  const [left] = objects(worker.state);
  const { revocations: waiting, ...rest } = JSON.parse(left!.values.chores!);
  assert.deepEqual(Object.keys(rest).toSorted(), ['erase_at', 'name']);
  assert.equal(waiting.length, 2);
  for (const one of waiting) assert.deepEqual(Object.keys(one).toSorted(), ['id', 'next_at', 'sealed', 'tries']);
  await bank.faults([]);
  await until('both consents to be revoked', 40_000, async () => ((await revocations(200)) === 2 || undefined));
  await until('the object to be empty', 10_000, async () => (kept()[0].length === 0 || undefined));
});

test('one bank is disconnected while TrueLayer is down: the other goes on, and the first is revoked later', async () => {
  const person = await connected('ob-plainbank', 'ob-noids');
  const [first] = (await person.json('/auth/open-banking/status')).connections;
  await bank.faults([{ path: '/api/delete', fault: 'reset' }]);
  const answer = await person.change('DELETE', `/auth/open-banking/connections/${first.id}`);
  assert.deepEqual(await answer.json(), { ok: true, revoked: false });
  await bank.faults([]);
  // The Worker is stopped before it gets to that.
  await worker.restart({}, () => ringAlarms(worker.state));
  await until('the consent to be revoked', 40_000, async () => ((await revocations(200)) === 1 || undefined));
  assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
  assert.equal((await person.json('/auth/open-banking/status')).connections.length, 1);
  await person.change('DELETE', '/auth/open-banking');
  assert.deepEqual(kept(), [[], 0]);
});

test('a consent that has ended by itself needs no revoking any more', async () => {
  const person = await connected('ob-plainbank');
  await bank.faults([{ path: '/api/delete', fault: 'html_502' }]);
  await person.change('DELETE', '/auth/open-banking');
  await bank.tokens({ revoke_refresh: true, expire_access: true });
  await bank.faults([]);
  await until('the chore to be done', 40_000, async () => (kept()[0].length === 0 || undefined));
});

test('the only browser logs out: nobody could open the record any more, so it is erased and its consents are revoked', async () => {
  const person = await connected('ob-plainbank', 'ob-noids');
  assert.equal((await person.change('POST', '/auth/logout')).status, 200);
  assert.equal(kept()[1], 0);
  assert.ok(!kept()[0].includes('record'));
  await until('both consents to be revoked', 20_000, async () => ((await revocations(200)) === 2 || undefined));
  await until('the object to be empty', 10_000, async () => (kept()[0].length === 0 || undefined));
});

test('a record that nobody can use any more is erased by itself', async () => {
  const person = await connected('ob-plainbank');
  const [stored] = objects(worker.state);
  const { erase_at } = JSON.parse(stored!.values.chores!);
  const days = (Date.parse(erase_at) - Date.now()) / 86_400_000;
  assert.ok(days > 29.9 && days <= 30, `${days} days: a session that is not used ends after 30`);
  const past = `2020${erase_at.slice(4)}`;
  await worker.restart({}, () => {
    replaceInObject(stored!.file, 'chores', (value) => value.replace(erase_at, past));
    ringAlarms(worker.state);
  });
  await until('the record to be erased', 20_000, async () => (kept()[0].length === 0 && kept()[1] === 0) || undefined);
  assert.equal((await person.ask('/api/bank-accounts')).status, 401);
});
