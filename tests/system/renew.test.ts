// Renewing a consent: in place, at the bank, or by a fresh link. Whichever way, the connection stays the same one.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { startWorker, type Worker } from '../support/worker.ts';

let bank: Bank;
let worker: Worker;
/** The same, of a client that TrueLayer lets extend connections. */
let allowed: Worker;

before(async () => {
  bank = await startBank();
  [worker, allowed] = await Promise.all([startWorker(bank.url), startWorker(bank.url, (settings) => ({ ...settings, TRUELAYER_EXTEND: 'true' }))]);
});
beforeEach(() => bank.reset());
after(async () => {
  await Promise.all([worker?.close(), allowed?.close()]);
  await bank?.close();
});

const USER = { user: { name: 'John Doe', email: 'john@example.com' } };

async function connected(at: Worker, user = 'john', password = 'doe'): Promise<Person> {
  const person = new Person(at.url);
  const callback = new URL(await person.consent('ob-monzo', user, password));
  const answer = await person.ask(callback.pathname + callback.search);
  assert.equal(answer.headers.get('location'), '/');
  return person;
}

async function connections(person: Person): Promise<any[]> {
  return (await person.json('/auth/open-banking/status')).connections;
}

async function renew(person: Person, body?: unknown, query = ''): Promise<{ ok: boolean; action: string; url?: string }> {
  const [connection] = await connections(person);
  const answer = await person.change('POST', `/auth/open-banking/connections/${connection.id}/renew${query}`, body);
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return JSON.parse(text);
}

/** Follows a renewal's address through the bank's pages and back. */
async function signIn(person: Person, url: string, to = '/'): Promise<void> {
  let page = await (await fetch(url)).text();
  const session = () => /name="session"[^>]*value="([^"]+)"/.exec(page)![1]!;
  const post = (path: string, fields: Record<string, string>) =>
    fetch(new URL(path, url), { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
  if (!page.includes('name="password"')) page = await (await post('/bank', { session: session(), provider: 'ob-monzo' })).text();
  const back = new URL((await post('/login', { session: session(), user: 'john', password: 'doe' })).headers.get('location')!);
  const answer = await person.ask(back.pathname + back.search);
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, to]);
}

async function calls(path: string): Promise<number> {
  return (await bank.calls()).filter((call) => call.path === path).length;
}

test('a client that may not extend gets a fresh link for the same bank; coming back keeps the connection', async () => {
  const person = await connected(worker);
  const [before] = await connections(person);
  await person.change('PUT', '/api/budget-settings', { currency: 'EUR' });
  const { action, url } = await renew(person, USER, '?return_to=/banks');
  assert.equal(action, 'redirect');
  assert.equal(new URL(url!).searchParams.get('provider_id'), 'ob-monzo');
  assert.equal(new URL(url!).searchParams.get('code_challenge_method'), 'S256');
  assert.equal((await calls('/data/v1/connections/extend')) + (await calls('/v1/reauthuri')), 0);
  await signIn(person, url!, '/banks');
  const [after, ...others] = await connections(person);
  assert.deepEqual([after.id, after.created_at, after.state, others], [before.id, before.created_at, 'active', []]);
  assert.equal((await person.json('/api/budget-settings')).currency, 'EUR');
  assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
});

test('the connection stays even when the bank gives its accounts new ids, or shows nothing on the way back', async () => {
  const person = await connected(worker);
  const [before] = await connections(person);
  const fingerprints = async () => (await person.json('/api/bank-accounts')).accounts.map((account: any) => account.fingerprint).toSorted();
  const known = await fingerprints();
  await bank.behaviour({ provider_id: 'ob-monzo', new_account_ids: true });
  await signIn(person, (await renew(person)).url!);
  assert.deepEqual((await connections(person)).map((it) => it.id), [before.id]);
  assert.deepEqual(await fingerprints(), known);

  const { url } = await renew(person);
  await bank.faults(['/me', '/accounts', '/cards'].map((path) => ({ path, fault: 'html_502' })));
  await signIn(person, url!);
  await bank.faults([]);
  const [after, ...others] = await connections(person);
  assert.deepEqual([after.id, after.bank_name, after.provider_id, others], [before.id, 'Monzo', 'ob-monzo', []]);
  assert.deepEqual(await fingerprints(), known);
});

test('a consent that has ended is renewed the same way', async () => {
  const person = await connected(worker);
  const [before] = await connections(person);
  await bank.tokens({ revoke_refresh: true, expire_access: true });
  await (await person.ask('/api/bank-accounts')).body?.cancel();
  assert.equal((await connections(person))[0].state, 'reconnect');
  await bank.reset();
  await signIn(person, (await renew(person)).url!);
  assert.deepEqual((await connections(person)).map(({ id, state }) => [id, state]), [[before.id, 'active']]);
});

test('where the client may extend and the bank needs nobody, it is done in place', async () => {
  const person = await connected(allowed, 'john', 'eternal');
  const [before] = await connections(person);
  await bank.behaviour({ extend: 'no_action_needed' });
  await bank.advance(80 * 24 * 3600);
  assert.deepEqual(await renew(person, USER), { ok: true, action: 'none' });
  assert.equal(await calls('/data/v1/connections/extend'), 1);
  const [after, ...others] = await connections(person);
  assert.deepEqual([after.id, others], [before.id, []]);
  assert.ok(Date.parse(after.consent_expires_at) > Date.parse(before.consent_expires_at) + 79 * 24 * 3600_000, after.consent_expires_at);
  const refreshes = await calls('/connect/token');
  assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
  assert.equal(await calls('/connect/token'), refreshes, 'the new tokens were kept');
});

test('where the bank wants the person, they go there and come back to the same connection', async () => {
  const person = await connected(allowed);
  const [before] = await connections(person);
  await bank.behaviour({ extend: 'authentication_needed' });
  const { action, url } = await renew(person, USER);
  assert.equal(action, 'redirect');
  assert.equal(new URL(url!).pathname, '/renew');
  await signIn(person, url!);
  assert.deepEqual((await connections(person)).map((it) => it.id), [before.id]);
});

test('nobody who reconfirmed: a link of TrueLayer\'s, without an extension', async () => {
  const person = await connected(allowed);
  const { url } = await renew(person);
  assert.equal(await calls('/data/v1/connections/extend'), 0);
  assert.equal(new URL(url!).pathname, '/renew');
  await signIn(person, url!);
  assert.equal((await connections(person)).length, 1);
});

for (const fault of ['error', 'html_502', 'reset', 'malformed', 'empty', 'truncated'] as const) {
  test(`a renewal that meets ${fault} becomes a fresh link`, async () => {
    const person = await connected(allowed);
    await bank.faults(['/connections/extend', '/v1/reauthuri'].map((path) => ({ path, fault, ...(fault === 'error' ? { error: 'internal_server_error' } : {}) })));
    const { action, url } = await renew(person, USER);
    assert.equal(action, 'redirect');
    assert.equal(new URL(url!).searchParams.get('provider_id'), 'ob-monzo');
    assert.deepEqual([await calls('/data/v1/connections/extend'), await calls('/v1/reauthuri')], [1, 1], 'neither is repeated');
  });
}

test('a bank that cannot extend, too; and what is no renewal is refused', async () => {
  const person = await connected(allowed);
  await bank.behaviour({ extend: 'refuse' });
  assert.equal((await renew(person, USER)).action, 'redirect');
  const change = async (id: string, body?: unknown, query = '') => (await person.change('POST', `/auth/open-banking/connections/${id}/renew${query}`, body)).status;
  const [{ id }] = await connections(person);
  assert.equal(await change('nobody'), 404);
  assert.equal(await change(id, { user: { name: 'John Doe', shoe_size: 9 } }), 400);
  assert.equal(await change(id, undefined, '?return_to=//evil.example'), 400);
  assert.equal((await new Person(allowed.url).change('POST', `/auth/open-banking/connections/${id}/renew`)).status, 401);
  for (const secret of ['john@example.com', 'John Doe', 'simulated-secret-not-real']) assert.ok(!allowed.log().includes(secret));
});
