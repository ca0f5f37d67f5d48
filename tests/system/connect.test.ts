// Signing in to a bank and out again: what is stored, what is refused, and that nothing secret is logged.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { startWorker, TEST_KEYS, type Worker } from '../support/worker.ts';

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

const SESSION = '__Host-Http-openpurse';

async function status(person: Person) {
  return person.json<{ ok: boolean; authenticated: boolean; provider: string; environment: string; connections: any[] }>('/auth/open-banking/status');
}

async function assertNotConnected(person: Person) {
  assert.equal(person.cookies.has(SESSION), false, 'a session was made');
  const { authenticated, connections } = await status(person);
  assert.deepEqual({ authenticated, connections }, { authenticated: false, connections: [] });
}

test('a stranger is not connected, and data routes say so', async () => {
  const person = new Person(worker.url);
  assert.deepEqual(await status(person), { ok: true, authenticated: false, provider: 'truelayer', environment: 'simulated', connections: [] });
  for (const path of ['/api/bank-accounts', '/api/transactions', '/api/feed', '/budget_scan', '/api/budget-settings']) {
    const answer = await person.ask(path);
    assert.equal(answer.status, 401, path);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json', path);
    const problem = (await answer.json()) as { ok: boolean; code: string };
    assert.deepEqual([problem.ok, problem.code], [false, 'not_connected'], path);
  }
});

test('connecting a bank makes a session and a connection with the consent dates of the bank', async () => {
  const person = new Person(worker.url);
  const callback = new URL(await person.consent('ob-monzo'));
  const answer = await person.ask(callback.pathname + callback.search);
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.get('location'), '/');
  assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
  assert.equal(answer.headers.get('cache-control'), 'no-store');
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith(`${SESSION}=`))!;
  for (const attribute of ['HttpOnly', 'Secure', 'SameSite=Strict', 'Path=/']) assert.match(cookie, new RegExp(`; ${attribute}(;|$)`, 'i'));
  assert.doesNotMatch(cookie, /domain/i);

  const { authenticated, connections } = await status(person);
  assert.equal(authenticated, true);
  assert.equal(connections.length, 1);
  const [connection] = connections;
  assert.equal(connection.bank_name, 'Monzo');
  assert.equal(connection.provider_id, 'ob-monzo');
  assert.equal(connection.state, 'active');
  assert.ok(connection.consent_days_left >= 89 && connection.consent_days_left <= 90, `${connection.consent_days_left} days`);
  assert.deepEqual([...connection.scopes].sort(), ['accounts', 'balance', 'cards', 'direct_debits', 'offline_access', 'standing_orders', 'transactions']);
});

test('several banks are one person: a second connect adds to the first', async () => {
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  const first = person.cookies.get(SESSION);
  await person.connect('ob-harbour-card');
  assert.notEqual(person.cookies.get(SESSION), first, 'every connect makes a new session');
  const names = (await status(person)).connections.map((connection) => connection.bank_name);
  assert.deepEqual(names.toSorted(), ['Harbour Card', 'Monzo']);
  // The same bank again is the same connection, renewed.
  await person.connect('ob-monzo');
  assert.equal((await status(person)).connections.length, 2);
});

test('two sign-ins at once both arrive', async () => {
  const person = new Person(worker.url);
  const one = new URL(await person.consent('ob-monzo'));
  const two = new URL(await person.consent('ob-northfield'));
  for (const callback of [two, one]) {
    const answer = await person.ask(callback.pathname + callback.search);
    assert.equal(answer.headers.get('location'), '/');
  }
});

test('a callback that is not this sign-in stores nothing', async (t) => {
  const variants: Record<string, (url: URL) => URL | Promise<URL>> = {
    'wrong state': (url) => (url.searchParams.set('state', 'x'.repeat(43)), url),
    'no state': (url) => (url.searchParams.delete('state'), url),
    'refused at the bank': (url) => (url.searchParams.delete('code'), url.searchParams.set('error', 'access_denied'), url),
    'neither code nor error': (url) => (url.searchParams.delete('code'), url),
    'a code of another sign-in': (url) => (url.searchParams.set('code', 'f'.repeat(64)), url),
    'a code that has expired': async (url) => (await bank.advance(301), url),
  };
  const codes: Record<string, string> = { 'refused at the bank': 'access_denied', 'neither code nor error': 'missing_code', 'wrong state': 'invalid_state', 'no state': 'invalid_state' };
  for (const [name, change] of Object.entries(variants)) {
    await t.test(name, async () => {
      const person = new Person(worker.url);
      const callback = await change(new URL(await person.consent('ob-monzo')));
      const answer = await person.ask(callback.pathname + callback.search);
      assert.equal(answer.status, 303);
      const location = answer.headers.get('location')!;
      assert.match(location, /^\/\?connect_error=[a-z_]+$/);
      if (codes[name]) assert.equal(location, `/?connect_error=${codes[name]}`);
      await assertNotConnected(person);
    });
  }
});

test('a callback works once, and only in the browser that began', async () => {
  const person = new Person(worker.url);
  const callback = new URL(await person.consent('ob-monzo'));
  const stranger = await new Person(worker.url).ask(callback.pathname + callback.search);
  assert.equal(stranger.headers.get('location'), '/?connect_error=invalid_state');
  assert.equal((await person.ask(callback.pathname + callback.search)).headers.get('location'), '/');
  const again = await person.ask(callback.pathname + callback.search);
  assert.equal(again.headers.get('location'), '/?connect_error=invalid_state');
  assert.equal((await status(person)).authenticated, true, 'the session that was made stays');
});

test('the callback takes a form post as well', async () => {
  const person = new Person(worker.url);
  const callback = new URL(await person.consent('ob-monzo'));
  const answer = await person.ask(callback.pathname, { method: 'POST', body: callback.searchParams });
  assert.equal(answer.status, 303);
  assert.equal((await status(person)).authenticated, true);
});

test('the start of a sign-in refuses to be an open redirector', async () => {
  const person = new Person(worker.url);
  for (const path of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)', '/%0d%0aset-cookie:x']) {
    const answer = await person.ask(`/auth/open-banking?return_to=${encodeURIComponent(decodeURIComponent(path))}`);
    assert.equal(answer.status, 400, path);
    assert.equal(((await answer.json()) as { field: string }).field, 'return_to');
  }
  const provider = await person.ask('/auth/open-banking?provider_id=a%20b%26c');
  assert.equal(provider.status, 400);
});

test('changes need our own origin and header', async () => {
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  const bad: Record<string, string>[] = [{}, { origin: worker.url }, { 'x-requested-by': 'openpurse' }, { origin: 'https://evil.example', 'x-requested-by': 'openpurse' }];
  for (const headers of bad) {
    const answer = await person.ask('/auth/logout', { method: 'POST', headers });
    assert.equal(answer.status, 403, JSON.stringify(headers));
    assert.equal(((await answer.json()) as { code: string }).code, 'forbidden_origin');
  }
  assert.equal((await status(person)).authenticated, true);
});

test('logging out ends the session; the bank stays connected for others', async () => {
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  const stolen = new Map(person.cookies);
  assert.equal((await person.change('POST', '/auth/logout')).status, 200);
  assert.equal(person.cookies.has(SESSION), false);
  const answer = await fetch(`${worker.url}/api/bank-accounts`, { headers: { cookie: `${SESSION}=${stolen.get(SESSION)}` } });
  assert.equal(answer.status, 401, 'the old cookie still works');
});

test('disconnecting revokes at the bank and erases', async () => {
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  await person.connect('ob-northfield');
  const [first] = (await status(person)).connections;
  const answer = await person.change('DELETE', `/auth/open-banking/connections/${first.id}`);
  assert.equal(answer.status, 200);
  assert.equal((await status(person)).connections.length, 1);
  const revocations = async () => (await bank.calls()).filter((call) => call.method === 'DELETE' && call.path === '/api/delete');
  assert.equal((await revocations()).length, 1);

  assert.equal((await person.change('DELETE', '/auth/open-banking')).status, 200);
  assert.equal((await revocations()).length, 2);
  assert.equal((await person.ask('/api/bank-accounts')).status, 401);
  const unknown = await person.change('DELETE', '/auth/open-banking/connections/nobody');
  assert.equal(unknown.status, 401);
});

test('health, the API description and unknown addresses', async () => {
  const person = new Person(worker.url);
  const health = await person.json<{ ok: boolean; version: string; commit: string; wasm_sha256: string }>('/healthz');
  assert.equal(health.ok, true);
  const built = createHash('sha256').update(await readFile('build/worker/index_bg.wasm')).digest('hex');
  assert.equal(health.wasm_sha256, built, 'which WebAssembly it is that answers');
  assert.match(health.version, /^\d+\.\d+\.\d+$/);
  assert.match((await person.json<{ openapi: string }>('/openapi.json')).openapi, /^3\.1/);
  const unknown = await person.ask('/no/such/thing');
  assert.equal(unknown.status, 404);
  assert.equal(((await unknown.json()) as { code: string }).code, 'not_found');
  const method = await person.change('DELETE', '/healthz');
  assert.equal(method.status, 405);
  assert.ok(method.headers.get('allow'));
  for (const answer of [unknown, method, await person.ask('/healthz')]) {
    assert.ok(answer.headers.get('x-request-id'));
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('access-control-allow-origin'), null);
  }
});

test('every address and method of the API description is there, and no other method', async () => {
  const person = new Person(worker.url);
  const { paths } = await person.json<{ paths: Record<string, Record<string, unknown>> }>('/openapi.json');
  assert.ok(Object.keys(paths).length >= 12);
  for (const [path, described] of Object.entries(paths)) {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      const answer = await person.change(method, path.replace('{id}', 'nobody'), method === 'GET' ? undefined : {});
      await answer.body?.cancel();
      assert.equal(answer.status !== 405, method.toLowerCase() in described, `${method} ${path}: ${answer.status}`);
      assert.notEqual(answer.status, 404, `${method} ${path}`);
    }
  }
});

test('no secret and nothing of a person is ever printed', async () => {
  const person = new Person(worker.url);
  const callback = new URL(await person.consent('ob-monzo'));
  await person.ask(callback.pathname + callback.search);
  const cookie = person.cookies.get(SESSION)!;
  const paths = ['/api/bank-accounts', '/api/transactions', '/api/feed', '/budget_scan'];
  const answers = await Promise.all(paths.map((path) => person.json(path)));
  for (const path of paths) {
    await until(`the log has ${path}`, 10_000, async () => worker.log().includes(`"route":"${path}","method":"GET","status":200`) || undefined);
  }
  const secrets = [callback.searchParams.get('code')!, callback.searchParams.get('state')!, cookie, 'simulated-secret-not-real', JSON.parse(TEST_KEYS).keys.test];
  const log = worker.log();
  for (const secret of secrets) assert.equal(log.includes(secret), false, 'a secret is in the log');

  const { accounts } = await bank.records('ob-monzo');
  const lines = accounts.flatMap(({ transactions, pending }) => [...transactions, ...pending]).map(({ record }) => record);
  const ofPerson = [
    ...accounts.flatMap(({ account }) => [account.account_id, account.display_name, account.account_number?.number, account.account_number?.iban]),
    ...lines.map(({ description }) => description),
    // Small ones could be a part of a version, whole pounds of a duration.
    ...lines.map(({ amount }) => Math.abs(amount)).filter((amount) => amount >= 100 && !Number.isInteger(amount)).map((amount) => amount.toFixed(2)),
  ].filter((text) => text !== undefined);
  const told = JSON.stringify(answers);
  assert.ok(ofPerson.some((text) => told.includes(text)), 'the person was told what the log must not have');
  assert.ok(accounts.some(({ account }) => account.account_number?.number), 'there are account numbers to look for');
  for (const text of ofPerson) assert.equal(log.includes(text), false, `${text} is in the log`);
});
