// Every way in which TrueLayer can fail at what concerns a whole connection: tokens, sign-ins, renewals, disconnecting. One
// bank of three failing leaves the others alone, all failing says so, and whatever has not ended heals by itself.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ADDRESSES, answered, assertErrors, assertNoSecrets, assertProblem, connections, household, Lanes, records, withEach, type Answered, type Household, type Lane } from '../support/matrix.ts';
import type { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { DATA, TOKENS, type Row, type TokenRow } from '../support/rows.ts';

const LANES = 3;
const [MONZO, NORTHFIELD, CARD, PLAIN, NAMELESS] = ['ob-monzo', 'ob-northfield', 'ob-harbour-card', 'ob-plainbank', 'ob-noids'] as const;
const THREE = [MONZO, NORTHFIELD, CARD];
const USER = { user: { name: 'John Doe', email: 'john@example.com' } };

let lanes: Lanes;
/** Who has met a fault that passes. */
const survivors: Person[] = [];
const tried = { refresh: 0, 'sign-in': 0, me: 0, renewal: 0, disconnect: 0 };

before(async () => {
  lanes = await Lanes.start(LANES, { TRUELAYER_EXTEND: 'true' });
});
after(async () => {
  const counts = Object.entries(tried).map(([what, count]) => `${count} of ${what}`);
  console.log(`the matrix of connections: ${TOKENS.length} faults of tokens, ${DATA.length} of all else; cases: ${counts.join(', ')}`);
  await lanes?.close();
});

/** Who still has all of these banks and misses nothing of them. */
async function assertWhole({ person, connections: kept }: Household, name: string): Promise<void> {
  const known = await connections(person);
  assert.deepEqual(known.map(({ id, state }) => [id, state]).toSorted(), Object.values(kept).map((id) => [id, 'active']).toSorted(), name);
  const { accounts, errors } = await person.json('/api/bank-accounts');
  assert.deepEqual(errors, [], name);
  assert.deepEqual(new Set(accounts.map((account: any) => account.connection_id)), new Set(Object.values(kept)), name);
}

function without({ person, connections: { ...others } }: Household, provider: string): Household {
  delete others[provider];
  return { person, connections: others };
}

/** Every address, when the tokens of one bank or of all cannot be replaced. */
async function refresh(lane: Lane, row: TokenRow, provider?: string): Promise<void> {
  const [refused, ranOut] = await Promise.all([household(lane, THREE), household(lane, THREE)]);
  // One access token that the bank refuses though it should be good, and one that is known to be used up in two seconds.
  await lane.bank.tokens({ expires_in: 4, expire_access: true, ...(provider && { provider_id: provider }) });
  assert.deepEqual((await ranOut.person.json('/api/bank-accounts')).errors, []);
  await lane.bank.tokens({ expires_in: 3600 });
  await lane.bank.faults([{ path: '/connect/token', ...row.fault, ...(provider && { provider_id: provider }) }]);
  // Each counts as used up at a second of its own.
  const haveRunOut = async () => {
    const { errors } = (await (await ranOut.person.ask('/api/bank-accounts')).json()) as { errors: { connection_id: string }[] };
    return new Set(errors.map(({ connection_id }) => connection_id)).size === (provider ? 1 : THREE.length) || undefined;
  };
  await withEach(row, [refused, ranOut], async ({ person, connections: all }) => {
    if (person === ranOut.person) await until('the tokens to run out', 10_000, haveRunOut);
    await withEach(row, ADDRESSES, async (address) => {
      const answer = await answered(`${address}: the refresh of ${provider ?? 'all'} ${row.name}`, () => person.ask(address));
      tried.refresh += 1;
      assertErrors(answer, row.codes, provider ? [all[provider]!] : Object.values(all));
      if (!provider) return assertProblem(answer);
      assert.equal(answer.status, 200, answer.name);
      assert.ok(records(answer.body) > 0, `${answer.name}: nothing of the other banks`);
    });
    const ended = row.ended ? Object.entries(all).filter(([name]) => !provider || name === provider).map(([, id]) => id) : [];
    const states = (await connections(person)).map(({ id, state }) => [id, state]);
    assert.deepEqual(states.toSorted(), Object.values(all).map((id) => [id, ended.includes(id) ? 'reconnect' : 'active']).toSorted(), `${row.name}: the states`);
  });
  await lane.bank.faults([]);
  if (!row.ended) return void survivors.push(refused.person, ranOut.person);
  // To sign in again is all that it takes, and the connection is the same one.
  for (const bank of provider ? [provider] : THREE) await refused.person.connect(bank);
  await assertWhole(refused, row.name);
}

/** A third bank whose code cannot be exchanged. */
async function signIn(lane: Lane, row: TokenRow): Promise<void> {
  const two = await household(lane, [MONZO, CARD]);
  const callback = new URL(await two.person.consent(PLAIN));
  await lane.bank.faults([{ path: '/connect/token', ...row.fault }]);
  const answer = await answered(`the sign-in ${row.name}`, () => two.person.ask(callback.pathname + callback.search));
  tried['sign-in'] += 1;
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, `/?connect_error=${row.connect}`], answer.name);
  await lane.bank.faults([]);
  await assertWhole(two, answer.name);
  await two.person.connect(PLAIN);
  assert.equal((await connections(two.person)).length, 3);
}

/** A third bank about which nothing can be learnt while it is connected: not who it is, and perhaps no account either. */
async function described(lane: Lane, row: Row): Promise<void> {
  const faults = [{ path: '/me', provider_id: PLAIN }, ...['/me', '/accounts', '/cards'].map((path) => ({ path, provider_id: NAMELESS }))];
  const met = await Promise.all([PLAIN, NAMELESS].map(async (provider) => {
    const { person } = await household(lane, [MONZO, CARD]);
    return { person, provider, callback: new URL(await person.consent(provider)) };
  }));
  await lane.bank.faults(faults.map((where) => ({ ...where, ...row.fault })));
  await withEach(row, met, async ({ person, provider, callback }) => {
    const answer = await answered(`connecting ${provider} while /me is ${row.name}`, () => person.ask(callback.pathname + callback.search));
    tried.me += 1;
    assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/'], answer.name);
    const known = await connections(person);
    // The accounts, too, say which bank it is.
    assert.deepEqual(known.map(({ bank_name }) => bank_name).toSorted(), ['Harbour Card', 'Monzo', provider === PLAIN ? 'Plain Bank' : 'Your bank'], answer.name);
  });
  await lane.bank.faults([]);
  for (const { person } of met) {
    const ids = (await connections(person)).map(({ id, provider_id }) => [provider_id, id]);
    assert.equal(ids.length, 3);
    await assertWhole({ person, connections: Object.fromEntries(ids) }, `connected while /me was ${row.name}`);
  }
}

/** Three renewals at once: extending fails, both ways fail, the link fails. */
async function renewed(lane: Lane, row: Row): Promise<void> {
  const three = await household(lane, THREE);
  await lane.bank.behaviour({ extend: 'no_action_needed' });
  const fails = (path: string, provider_id: string) => ({ path, provider_id, ...row.fault });
  await lane.bank.faults([fails('/connections/extend', MONZO), fails('/connections/extend', NORTHFIELD), fails('/v1/reauthuri', NORTHFIELD), fails('/v1/reauthuri', CARD)]);
  await withEach(row, THREE, async (provider) => {
    const path = `/auth/open-banking/connections/${three.connections[provider]}/renew`;
    const answer = await answered(`renewing ${provider} ${row.name}`, () => three.person.change('POST', path, provider === CARD ? undefined : USER));
    tried.renewal += 1;
    assert.deepEqual([answer.status, answer.body.ok, answer.body.action], [200, true, 'redirect'], answer.name);
    const url = new URL(answer.body.url);
    if (provider === MONZO) assert.equal(url.pathname, '/renew', answer.name);
    else assert.equal(url.searchParams.get('provider_id'), provider, answer.name);
  });
  await lane.bank.faults([]);
  await assertWhole(three, `renewals ${row.name}`);
}

/** One bank is disconnected, then all that are left: here they are gone, and the answer says whether they are at TrueLayer. */
async function disconnected(lane: Lane, row: Row): Promise<void> {
  const three = await household(lane, THREE);
  await lane.bank.faults([{ path: '/api/delete', ...row.fault }]);
  const remove = async (path: string) => {
    const answer = await answered(`DELETE ${path} ${row.name}`, () => three.person.change('DELETE', path));
    tried.disconnect += 1;
    assert.deepEqual([answer.status, answer.body.ok], [200, true], answer.name);
    assertRevoked(answer, row);
  };
  await remove(`/auth/open-banking/connections/${three.connections[NORTHFIELD]}`);
  await assertWhole(without(three, NORTHFIELD), `one disconnected, ${row.name}`);
  await remove('/auth/open-banking');
  assert.equal((await three.person.ask('/api/bank-accounts')).status, 401);
}

/** A success has no body, so nothing can be wrong with one; 404 is a consent that TrueLayer does not know (any more). */
const REVOKED = ['malformed', 'empty', 'truncated', 'stalled', 'accepted', 'account_not_found'];

function assertRevoked({ name, body }: Answered, row: Row): void {
  assert.equal(body.revoked, REVOKED.includes(row.name), name);
}

function parts(row: Row & Partial<TokenRow>): [string, (lane: Lane) => Promise<void>][] {
  const tokens = TOKENS.find(({ name }) => name === row.name);
  const data = DATA.find(({ name }) => name === row.name);
  return [
    ...(tokens ? [
      [`a refresh at one bank of three`, (lane: Lane) => refresh(lane, tokens, MONZO)] as const,
      [`the refreshes of all three banks`, (lane: Lane) => refresh(lane, tokens)] as const,
      [`a sign-in`, (lane: Lane) => signIn(lane, tokens)] as const,
    ] : []),
    ...(data ? [
      [`a bank that says nothing of itself`, (lane: Lane) => described(lane, data)] as const,
      [`a renewal`, (lane: Lane) => renewed(lane, data)] as const,
      [`a disconnection`, (lane: Lane) => disconnected(lane, data)] as const,
    ] : []),
  ].map(([what, run]) => [`${row.name}: ${what}`, run]);
}

const rows = new Map<string, Row>([...TOKENS, ...DATA].map((row) => [row.name, row]));

test('every request about a connection, every fault', { concurrency: LANES }, async (t) => {
  const light = [...rows.values()].filter(({ heavy }) => !heavy).flatMap(parts);
  await Promise.all(light.map(([name, run]) => t.test(name, () => lanes.alone(run))));
});

for (const [name, run] of [...rows.values()].filter(({ heavy }) => heavy).flatMap(parts)) test(name, () => lanes.alone(run));

test('every connection that has not ended heals by itself', async () => {
  assert.ok(survivors.length > 0);
  await Promise.all(survivors.map(async (person) => {
    // TrueLayer is left alone for a few seconds after a refresh that failed.
    await until('the connections to heal', 30_000, async () => {
      const answer = await person.ask('/api/bank-accounts');
      const { errors } = (await answer.json()) as { errors: unknown[] };
      return errors.length === 0 || undefined;
    });
    assert.deepEqual((await connections(person)).map(({ state }) => state), ['active', 'active', 'active']);
  }));
});

test('no token, code or secret is in the log of all that', async () => {
  for (const lane of lanes.all) await assertNoSecrets(lane);
});
