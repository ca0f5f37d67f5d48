// Sessions and the copy of the record in KV: what ends, ends at once, whatever KV still shows; and no copy, however old or
// broken, does more than cost a question.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { kvFiles, objects, readKv, writeKv } from '../support/state.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const SESSION = '__Host-Http-openpurse';
const DATA = ['/api/bank-accounts', '/api/transactions', '/api/feed', '/budget_scan'];

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

async function connected(...providers: string[]): Promise<Person> {
  const person = new Person(worker.url);
  for (const provider of providers) await person.connect(provider);
  return person;
}

function withCookie(path: string, value: string): Promise<Response> {
  return fetch(worker.url + path, { headers: { cookie: `${SESSION}=${value}` } });
}

async function status(answer: Promise<Response>): Promise<number> {
  const { status, body } = await answer;
  await body?.cancel();
  return status;
}

/** Puts old values into KV, for the same tenant: under whatever file has its value now. */
async function withOldCopy(work: () => Promise<void>): Promise<void> {
  const [[, old] = []] = [...readKv(worker.state)].toSorted(([a], [b]) => (a < b ? 1 : -1));
  assert.ok(old);
  await work();
  writeKv(new Map(kvFiles(worker.state).map((file) => [file, old])));
}

test('a new session at every connect: the one before ends, at once', async () => {
  const person = await connected('ob-plainbank');
  const first = person.cookies.get(SESSION)!;
  await person.connect('ob-noids');
  const second = person.cookies.get(SESSION)!;
  assert.notEqual(first, second);
  assert.equal(first.split('.')[0], second.split('.')[0], 'the tenant stays');
  for (const path of DATA) assert.deepEqual([await status(withCookie(path, first)), await status(withCookie(path, second))], [401, 200], path);
});

test('a sign-in completes once, even with a code that is new', async () => {
  const person = await connected('ob-plainbank');
  const callback = new URL(await person.consent('ob-noids'));
  const before = new Map(person.cookies);
  const cookie = () => [...before].map(([name, value]) => `${name}=${value}`).join('; ');
  await person.ask(callback.pathname + callback.search);
  assert.equal((await person.json('/auth/open-banking/status')).connections.length, 2);
  // Another code of the same bank, brought back with the state and the cookies of the sign-in before.
  const other = new URL(await (await connected('ob-plainbank')).consent('ob-noids'));
  callback.searchParams.set('code', other.searchParams.get('code')!);
  const replayed = await fetch(new URL(callback.pathname + callback.search, worker.url), { headers: { cookie: cookie() }, redirect: 'manual' });
  assert.equal(replayed.headers.get('location'), '/?connect_error=invalid_state');
  const exchanges = (await bank.calls()).filter((call) => call.path === '/connect/token').length;
  assert.equal(exchanges, 3, 'the code was not exchanged');
});

test('logging out everywhere ends every browser\'s session at once, whatever the copy in KV says', async () => {
  const person = await connected('ob-plainbank');
  // Two sign-ins of one browser beside each other end as two sessions.
  const [one, two] = [new URL(await person.consent('ob-noids')), new URL(await person.consent('ob-nofrom'))];
  await person.ask(one.pathname + one.search);
  const first = person.cookies.get(SESSION)!;
  await person.ask(two.pathname + two.search);
  const second = person.cookies.get(SESSION)!;
  for (const cookie of [first, second]) assert.equal(await status(withCookie('/api/bank-accounts', cookie)), 200);
  await withOldCopy(async () => {
    assert.equal((await person.change('POST', '/auth/logout?everywhere=true')).status, 200);
  });
  for (const cookie of [first, second]) {
    for (const path of [...DATA, '/api/budget-settings']) assert.equal(await status(withCookie(path, cookie)), 401, path);
  }
  assert.equal((await person.change('POST', '/auth/logout?everywhere=perhaps')).status, 400);
});

test('an old copy is noticed: the answer is that of the record as it is', async () => {
  const person = await connected('ob-plainbank');
  await person.json('/budget_scan');
  let added: string | undefined;
  await withOldCopy(async () => {
    await person.change('PUT', '/api/budget-settings', { caps: [{ category: 'groceries', amount: 123.45 }] });
  });
  const { budgets } = await person.json('/budget_scan');
  assert.deepEqual(budgets.map(({ category, amount }: any) => [category, amount]), [['groceries', 123.45]]);
  await withOldCopy(async () => {
    await person.connect('ob-noids');
    added = (await person.json('/auth/open-banking/status')).connections[1].id;
  });
  const feed = await person.json(`/api/feed?connection_id=${added}`);
  assert.equal(feed.accounts.length, 1);
  assert.equal((await person.json('/api/feed')).accounts.length, 2);
  assert.equal(await status(person.ask('/api/feed?connection_id=nobody')), 404);
});

test('a copy that is missing or broken costs a question, and is written anew', async () => {
  const person = await connected('ob-plainbank');
  for (const bytes of [Buffer.from(''), Buffer.from('no envelope'), Buffer.from('m.AQR0ZXN0')]) {
    await worker.restart({}, () => writeKv(new Map(kvFiles(worker.state).map((file) => [file, bytes]))));
    for (const path of DATA) assert.deepEqual((await person.json(path)).errors, [], path);
    await until('the copy', 5_000, async () => [...readKv(worker.state).values()].some((value) => value.length > 500) || undefined);
  }
});

test('a master key is replaced without anybody noticing; one that is gone is said to be, to those whom it concerns', async () => {
  const key = (fill: number) => Buffer.alloc(32, fill).toString('base64');
  const ring = (current: string, keys: Record<string, string>) => ({ VAULT_KEYS: JSON.stringify({ current, keys }) });
  const [old, next] = [{ test: key(7) }, { next: key(8) }];
  const early = await connected('ob-plainbank');
  const late = await connected('ob-noids');
  const sealedBy = (id: string) => objects(worker.state).filter(({ values }) => Buffer.from(values.record ?? '', 'base64url').subarray(2, 2 + id.length).toString() === id).length;
  const byTest = sealedBy('test');
  await worker.restart(ring('next', { ...old, ...next }));
  for (const person of [early, late]) assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
  assert.equal(sealedBy('next'), 0);
  await late.change('PUT', '/api/budget-settings', { currency: 'EUR' });
  assert.deepEqual([sealedBy('next'), sealedBy('test')], [1, byTest - 1], 'sealed anew at the next write');
  await worker.restart(ring('next', next));
  assert.equal((await late.json('/api/budget-settings')).currency, 'EUR');
  for (const path of [...DATA, '/auth/open-banking/status', '/api/budget-settings']) {
    const answer = await early.ask(path);
    const problem: any = await answer.json();
    assert.deepEqual([answer.status, problem.code], [500, 'vault_key_missing'], path);
    assert.match(problem.detail, /VAULT_KEYS/);
  }
  // The way out: log out, or connect anew.
  assert.equal((await early.change('POST', '/auth/logout')).status, 200);
  await early.connect('ob-plainbank');
  assert.deepEqual((await early.json('/api/bank-accounts')).errors, []);
  await worker.restart(ring('test', old));
});

test('whoever is served in their absence is told apart by the seal, and can take it back', async () => {
  const person = await connected('ob-plainbank');
  const name = () => objects(worker.state).map(({ values }) => values.record ?? '');
  const marked = () => name().filter((record) => record.startsWith('m.')).length;
  assert.deepEqual(await person.json('/api/notifications'), { ok: true, enabled: false, vapid_public_key: null });
  const chosen = await person.change('PUT', '/api/notifications', { enabled: true });
  assert.deepEqual(await chosen.json(), { ok: true, enabled: true, vapid_public_key: null });
  assert.equal(marked(), 1);
  assert.ok([...readKv(worker.state).values()].some((value) => value.toString().startsWith('m.')));
  assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
  assert.equal((await person.change('DELETE', '/api/notifications')).status, 200);
  assert.equal(marked(), 0);
  assert.deepEqual((await person.json('/api/bank-accounts')).errors, []);
  // Who logs out has no way back to it, so it ends with the session all the same.
  const other = await connected('ob-noids');
  await other.change('PUT', '/api/notifications', { enabled: true });
  assert.equal(marked(), 1);
  await other.change('POST', '/auth/logout');
  assert.equal(marked(), 0);
  for (const body of [{}, { enabled: 'yes' }, { enabled: true, more: 1 }]) assert.equal((await person.change('PUT', '/api/notifications', body)).status, 400);
});
