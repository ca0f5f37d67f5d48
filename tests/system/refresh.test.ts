// Many tenants whose tokens end at the same moment: one refresh for each, an answer for everybody, and nothing lost when the
// Worker dies in the middle of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const TENANTS = 8;
const REQUESTS = 1_000;
const IN_FLIGHT = 100;
const KILLS = 12;

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

/** The same numbers in every run. */
function* dice(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1103515245 + 12345) % 2147483648;
    yield state / 2147483648;
  }
}

test(`a Worker that is killed at any moment of ${KILLS} refreshes loses nobody's connection`, async (t) => {
  await bank.reset();
  const chance = dice(20261124);
  const refreshes = async () => (await bank.calls()).filter((call) => call.path === '/connect/token').length;
  let during = 0;
  for (let round = 0; round < KILLS; round += 1) {
    await bank.tokens({ expire_access: true });
    // A bank that takes a moment, so that there is something to be in the middle of.
    await bank.faults([{ path: '/connect/token', fault: 'slow_headers', ms: 100 }]);
    const before = await refreshes();
    const asked = people.flatMap((person) => [person, person].map((it) => it.ask('/api/bank-accounts').then((answer) => answer.text()).catch(() => undefined)));
    await new Promise((resolve) => setTimeout(resolve, 200 * chance.next().value!));
    const begun = (await refreshes()) - before;
    await worker.crash();
    await Promise.all(asked);
    await bank.faults([]);
    if (begun > 0 && begun < TENANTS * 2) during += 1;
    for (const person of people) assert.deepEqual((await person.json('/api/bank-accounts')).errors, [], `round ${round}`);
  }
  for (const person of people) {
    const { connections } = await person.json('/auth/open-banking/status');
    assert.deepEqual(connections.map(({ state }: any) => state), ['active']);
  }
  t.diagnostic(`${KILLS} kills, ${during} of them after refreshes had begun; ${TENANTS} tenants, none lost a connection`);
  assert.ok(during > 0, 'no kill met a refresh');
});
