// The Worker, killed again and again while it replaces tokens: whoever's record still holds a refresh token that the bank accepts
// keeps their connection. Where a refresh token is good for one use, an answer that never came takes the pair with it: that
// is the protocol's, and must end as a plain request to connect anew.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { storedConnections, type StoredConnection } from '../support/record.ts';
import { random } from '../support/random.ts';
import { startRuntime, type Runtime } from '../support/runtime.ts';

const TENANTS = 8;
const KILLS = 50;
/** How long the bank keeps its answer to a refresh back. */
const ANSWER_MS = 100;
/** Within this from the first request the Worker dies: the refreshes begin after some of it, and end before the rest. */
const WINDOW_MS = 200;

let bank: Bank;
let worker: Runtime;
let people: Person[];

before(async () => {
  bank = await startBank();
  worker = await startRuntime(bank.url);
  people = Array.from({ length: TENANTS }, () => new Person(worker.url));
  for (const person of people) await person.connect('ob-monzo');
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

function tenantOf(person: Person): string {
  return person.cookies.get('__Host-Http-openpurse')!.split('.')[0]!;
}

/** Asks for everybody twice with tokens that have ended, and kills the Worker at some moment; whether a refresh was under way. */
async function killAt(ms: number, whileStopped: () => void): Promise<boolean> {
  const known = (await bank.calls()).length;
  await bank.tokens({ expire_access: true });
  await bank.faults([{ path: '/connect/token', fault: 'slow_headers', ms: ANSWER_MS }]);
  const asked = people.flatMap((person) => [person, person].map((it) => it.ask('/api/bank-accounts').then((answer) => answer.text()).catch(() => undefined)));
  await new Promise((resolve) => setTimeout(resolve, ms));
  await worker.crash(whileStopped);
  await Promise.all(asked);
  await bank.faults([]);
  // A call that was never answered has no status.
  return (await bank.calls()).slice(known).some((call) => call.path === '/connect/token' && call.status === null);
}

async function stateOf(person: Person): Promise<string[]> {
  return (await person.json('/auth/open-banking/status')).connections.map((one: any) => one.state);
}

for (const rotate of [false, true]) {
  test(`${KILLS} kills, rotation ${rotate ? 'on' : 'off'}: nobody loses a connection whose tokens are still good`, async (t) => {
    await bank.reset();
    await bank.tokens({ rotate });
    const chance = random(rotate ? 20261125 : 20261124);
    const count = { kills: 0, met: 0, lostByProtocol: 0 };
    const lostOtherwise: string[] = [];
    for (; count.kills < KILLS; count.kills += 1) {
      let stored: StoredConnection[][] = [];
      const met = await killAt(WINDOW_MS * chance(), () => {
        stored = storedConnections(worker.state, people.map(tenantOf));
      });
      if (met) count.met += 1;
      const accepted = new Set(await bank.accepted());
      for (const [at, person] of people.entries()) {
        const [connection] = stored[at]!;
        const { tokens, previous_refresh } = connection!;
        const isGood = [tokens.refresh, previous_refresh].some((token) => token !== null && accepted.has(token));
        // Where nothing at all came, the answer is a 502 with the same list.
        const { errors } = (await (await person.ask('/api/bank-accounts')).json()) as { errors: { code: string }[] };
        const state = await stateOf(person);
        if (isGood) {
          if (errors.length > 0 || state.join() !== 'active') lostOtherwise.push(`kill ${count.kills}, tenant ${at}: ${state}`);
        } else {
          count.lostByProtocol += 1;
          assert.deepEqual([errors.map(({ code }) => code), state], [['reconnect_needed'], ['reconnect']], `kill ${count.kills}, tenant ${at}`);
          await person.connect('ob-monzo');
          assert.deepEqual(await stateOf(person), ['active']);
        }
      }
    }
    t.diagnostic(
      `${count.kills} kills of ${TENANTS} tenants, rotation ${rotate ? 'on' : 'off'}: ${count.met} met a refresh, ` +
        `${count.lostByProtocol} connections lost by the protocol, ${lostOtherwise.length} lost otherwise`,
    );
    assert.deepEqual(lostOtherwise, []);
    assert.ok(count.met > KILLS / 10, 'hardly a kill met a refresh');
    assert.equal(rotate ? 0 : count.lostByProtocol, 0, 'a lasting refresh token was lost');
  });
}
