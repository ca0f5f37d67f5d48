// An app on another origin, whose people sign in with bearer tokens: the bank's page comes back to this site, which sends it on
// to the app, and the app completes the sign-in.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { bearing, Issuer } from '../support/issuer.ts';
import { atTheBank, Person } from '../support/person.ts';
import { seal } from '../support/vault.ts';
import { startWorker, TEST_MASTER, type Worker } from '../support/worker.ts';

const APP = 'https://app.example';
const HOME = `${APP}/banks?tab=new`;
const INVALID = '/?connect_error=invalid_state';

let bank: Bank;
let issuer: Issuer;
let worker: Worker;

before(async () => {
  [bank, issuer] = await Promise.all([startBank(), Issuer.start()]);
  worker = await startWorker(bank.url, (settings) => ({ ...settings, ...issuer.settings, ALLOWED_ORIGINS: `${APP}, http://localhost:5173` }));
});
after(async () => {
  await worker?.close();
  await Promise.all([bank?.close(), issuer?.close()]);
});

/** What the app's page asks of the Worker. */
function ask(token: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { origin: APP, 'sec-fetch-site': 'cross-site', accept: 'application/json', ...bearing(token) };
  return fetch(worker.url + path, { ...init, headers, redirect: 'manual' });
}

function begin(token: string, returnTo: string): Promise<Response> {
  return ask(token, `/auth/open-banking?return_to=${encodeURIComponent(returnTo)}`);
}

async function begun(token: string): Promise<{ url: URL; state: string; pending: string }> {
  const answer = await begin(token, HOME);
  assert.deepEqual([answer.status, answer.headers.getSetCookie(), answer.headers.get('access-control-allow-origin')], [200, [], APP]);
  const { url, pending } = (await answer.json()) as { url: string; pending: string };
  return { url: new URL(url), state: new URL(url).searchParams.get('state')!, pending };
}

/** Where the callback sends a browser on to that has nothing of this site's. */
async function sentOn(address: string | URL, init: RequestInit = {}): Promise<string> {
  const answer = await fetch(address, { redirect: 'manual', ...init });
  assert.deepEqual([answer.status, answer.headers.get('cache-control')], [303, 'no-store']);
  return answer.headers.get('location')!;
}

function callback(fields: Record<string, string>): string {
  return `${worker.url}/auth/open-banking/callback?${new URLSearchParams(fields)}`;
}

/** What stands in the fragment of the app's address. */
function brought(location: string): Record<string, string> {
  const [address, fragment] = location.split('#');
  assert.equal(address, HOME);
  return Object.fromEntries(new URLSearchParams(fragment));
}

function handOver(token: string, fields: Record<string, string>): Promise<Response> {
  return ask(token, '/auth/open-banking/callback', { method: 'POST', body: new URLSearchParams(fields) });
}

async function banks(token: string): Promise<string[]> {
  const { connections } = (await (await ask(token, '/auth/open-banking/status')).json()) as { connections: { bank_name: string }[] };
  return connections.map((one) => one.bank_name);
}

async function refusedField(answer: Response): Promise<(string | number | undefined)[]> {
  const { code, field } = (await answer.json()) as { code: string; field?: string };
  return [answer.status, code, field];
}

test('the whole way: begun by the app, back through this site, completed by the app', async () => {
  const token = issuer.token('elsewhere');
  const { url, state, pending } = await begun(token);
  assert.ok(state.length < 200, `a state of ${state.length} characters`);
  const location = await sentOn(await atTheBank(url, 'ob-monzo'));
  const { code, ...rest } = brought(location);
  assert.deepEqual(rest, { state });
  assert.ok(location.indexOf(code!) > location.indexOf('#'), 'no server is sent the code');
  assert.deepEqual(await banks(token), []);
  const answer = await handOver(token, { code: code!, state, pending });
  assert.deepEqual([answer.status, await answer.json(), answer.headers.getSetCookie()], [200, { ok: true }, []]);
  assert.deepEqual(await banks(token), ['Monzo']);
  assert.deepEqual(await refusedField(await handOver(token, { code: code!, state, pending })), [400, 'invalid_request', 'state'], 'once');
});

test('a renewal comes back to the app, too', async () => {
  const token = issuer.token('renewing elsewhere');
  const first = await begun(token);
  const { code } = brought(await sentOn(await atTheBank(first.url, 'ob-monzo')));
  assert.equal((await handOver(token, { code: code!, state: first.state, pending: first.pending })).status, 200);
  const [connection] = ((await (await ask(token, '/auth/open-banking/status')).json()) as any).connections;
  const path = `/auth/open-banking/connections/${connection.id}/renew`;
  assert.deepEqual(await refusedField(await ask(token, `${path}?return_to=https://evil.example`, { method: 'POST' })), [400, 'invalid_request', 'return_to']);
  const { url, pending } = (await (await ask(token, `${path}?return_to=${encodeURIComponent(HOME)}`, { method: 'POST' })).json()) as any;
  const back = brought(await sentOn(await atTheBank(new URL(url), 'ob-monzo')));
  assert.equal((await handOver(token, { code: back.code!, state: back.state!, pending })).status, 200);
  assert.deepEqual(await banks(token), ['Monzo']);
});

test('a refusal, nothing at all and a posted form come back as well', async () => {
  const { state } = await begun(issuer.token('refusing'));
  assert.deepEqual(brought(await sentOn(callback({ state, error: 'access_denied' }))), { error: 'access_denied', state });
  assert.deepEqual(brought(await sentOn(callback({ state }))), { error: 'missing_code', state });
  const posted = { method: 'POST', body: new URLSearchParams({ state, code: 'made-up' }), headers: { origin: bank.url, 'sec-fetch-site': 'cross-site' } };
  const navigation = await sentOn(`${worker.url}/auth/open-banking/callback`, posted);
  assert.deepEqual(brought(await sentOn(worker.url + navigation)), { code: 'made-up', state });
});

test('only an app that keeps the sign-in itself may be elsewhere, and only at an allowed origin', async () => {
  const token = issuer.token('foreign');
  const refused = ['https://evil.example/', `${APP}.evil.example/`, `${APP}@evil.example/`, 'http://app.example/', `${HOME}#a`, `${APP}:8443/`, '//app.example/', 'javascript:alert(1)', `${APP}/${'a'.repeat(256)}`];
  for (const bad of refused) assert.deepEqual(await refusedField(await begin(token, bad)), [400, 'invalid_request', 'return_to'], bad);
  assert.equal((await begin(token, 'http://localhost:5173/')).status, 200);
  const path = `/auth/open-banking?return_to=${encodeURIComponent(HOME)}`;
  const page = await fetch(worker.url + path, { headers: bearing(token), redirect: 'manual' });
  assert.deepEqual(await refusedField(page), [400, 'invalid_request', 'return_to'], 'a token whose client follows redirects');
  const browser = await new Person(worker.url, { accept: 'application/json' }).ask(path);
  assert.deepEqual(await refusedField(browser), [400, 'invalid_request', 'return_to'], 'a browser without a token');
});

test('a state that this site did not seal for this, or too long ago, leads nowhere', async () => {
  const { state, pending } = await begun(issuer.token('forging'));
  const now = Math.floor(Date.now() / 1000);
  const sealed = (purpose: string, subject: string, expiresAt: number, address: string) => seal(TEST_MASTER, 'test', purpose, subject, `${expiresAt} ${address}`);
  const good = sealed('way_home', 'callback', now + 60, HOME);
  assert.deepEqual(brought(await sentOn(callback({ state: good, code: 'made-up' }))), { code: 'made-up', state: good }, 'what the others differ from');
  const forged: [string, string][] = [
    ['changed', `${state.slice(0, -4)}AAAA`],
    ['cut', state.slice(0, -4)],
    ['the sign-in itself', pending],
    ['of another use', sealed('pending', 'callback', now + 60, HOME)],
    ['of somebody', sealed('way_home', 'tenant', now + 60, HOME)],
    ['under another key', seal(Buffer.alloc(32, 8), 'test', 'way_home', 'callback', `${now + 60} ${HOME}`)],
    ['expired', sealed('way_home', 'callback', now - 1, HOME)],
    ['to an origin that is not allowed (any more)', sealed('way_home', 'callback', now + 60, 'https://evil.example/')],
    ['not sealed', Buffer.from(`${now + 60} ${HOME}`).toString('base64url')],
    ['nothing', ''],
  ];
  for (const [what, bad] of forged) assert.equal(await sentOn(callback({ state: bad, code: 'made-up' })), INVALID, what);
});

test('who sees the code can do nothing with it', async () => {
  const [mine, other] = [issuer.token('seen'), issuer.token('seeing')];
  const { url, state, pending } = await begun(mine);
  const { code } = brought(await sentOn(await atTheBank(url, 'ob-monzo')));
  const theirs = await begun(other);
  const refused: [string, string, Record<string, string>][] = [
    ['no pending', mine, { code: code!, state }],
    ['another subject', other, { code: code!, state, pending }],
    ['the pending of their own', other, { code: code!, state, pending: theirs.pending }],
  ];
  for (const [what, token, fields] of refused) assert.deepEqual(await refusedField(await handOver(token, fields)), [400, 'invalid_request', 'pending'], what);
  // With a sign-in of their own the code is another's: PKCE says so.
  const swapped = await handOver(other, { code: code!, state: theirs.state, pending: theirs.pending });
  assert.equal((await refusedField(swapped))[0], 400);
  for (const token of [mine, other]) assert.deepEqual(await banks(token), []);
});
