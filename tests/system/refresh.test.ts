// Many tenants whose tokens end at the same moment: one refresh for each, and an answer for everybody.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const TENANTS = 8;
const REQUESTS = 1_000;
const IN_FLIGHT = 100;

let bank: Bank;
let worker: Worker;
let people: Person[];

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url);
  people = Array.from({ length: TENANTS }, () => new Person(worker.url));
  for (const person of people) await person.connect('ob-monzo');
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

/** Asks for all tenants in turn, so many at once; every answer must be a whole one. */
async function askAll(): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < REQUESTS) {
      const person = people[next++ % TENANTS]!;
      const answer = await person.json('/api/bank-accounts');
      assert.deepEqual([answer.errors, answer.accounts.length], [[], 2]);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
}

test('the log counts every call to TrueLayer, those of a refresh too', async () => {
  await bank.reset();
  await bank.tokens({ rotate: false, expire_access: true });
  const answer = await people[0]!.ask('/api/bank-accounts');
  await answer.text();
  const id = answer.headers.get('x-request-id')!;
  const isOurs = (line: string) => line.includes(id) && line.includes('"event":"request"');
  const line = await until('the request is in the log', 10_000, async () => worker.log().split('\n').find(isOurs));
  const { upstream_calls } = JSON.parse(line.slice(line.indexOf('{')));
  const calls = await bank.calls();
  assert.ok(calls.some((call) => call.path === '/connect/token'));
  assert.equal(upstream_calls, calls.length);
});

for (const rotate of [false, true]) {
  test(`1,000 requests of 8 tenants at the moment of expiry are 8 refreshes, rotation ${rotate ? 'on' : 'off'}`, async (t) => {
    await bank.reset();
    await bank.tokens({ rotate, expire_access: true });
    await askAll();
    const refreshes = (await bank.calls()).filter((call) => call.path === '/connect/token').length;
    t.diagnostic(`${REQUESTS} requests, all 200; ${TENANTS} tenants; ${refreshes} refreshes`);
    assert.equal(refreshes, TENANTS);
  });
}
