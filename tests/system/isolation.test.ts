// Isolation: fifty people do five thousand things in a random order, and a model beside them knows what each may see. No
// answer holds a byte that is another's, and whatever is forged, guessed or swapped gives a refusal and nothing else.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { files, kvFiles, objects } from '../support/state.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const PEOPLE = 50;
const OPERATIONS = 5_000;
const AT_ONCE = 8;
const SESSION = '__Host-Http-openpurse';
const BANKS = ['ob-plainbank', 'ob-noids'];
const CONNECTIONS = '/auth/open-banking/connections';
const READS = ['/api/bank-accounts', '/api/transactions', '/api/feed', '/budget_scan', '/api/budget-settings'];
const SEED = Number(process.env.OPENPURSE_SEED ?? Date.now() % 2 ** 32) >>> 0;

/** One person as the model knows them. */
interface Model {
  index: number;
  person: Person;
  alive: boolean;
  provider: string;
  connection: string;
  account: string;
  cap: number | undefined;
  /** Session cookies that have ended. */
  ended: string[];
}

type Random = () => number;

let bank: Bank;
let worker: Worker;
const people: Model[] = [];
const history: string[] = [];
const counts: Record<string, number> = {};
let caps = 0;

/** Whose every secret, id and amount is, since the beginning; found in a text by its first bytes. */
const owners = new Map<string, number>();
const beginnings = new Map<string, string[]>();
const BEGINNING = 8;

before(async () => {
  bank = await startBank();
  for (const provider_id of BANKS) await bank.behaviour({ provider_id, new_account_ids: true });
  worker = await startWorker(bank.url);
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

function mark(index: number, ...texts: string[]): void {
  for (const text of texts) {
    assert.ok(text.length >= BEGINNING && (owners.get(text) ?? index) === index, `${text} is not one person's alone`);
    if (owners.has(text)) continue;
    owners.set(text, index);
    const start = text.slice(0, BEGINNING);
    beginnings.set(start, [...(beginnings.get(start) ?? []), text]);
  }
}

/** The marks in a text that are not this person's: anybody's, for nobody. */
function foreign(text: string, index: number): string[] {
  const found: string[] = [];
  for (let at = 0; at + BEGINNING <= text.length; at++) {
    for (const whole of beginnings.get(text.slice(at, at + BEGINNING)) ?? []) {
      if (owners.get(whole) !== index && text.startsWith(whole, at)) found.push(whole);
    }
  }
  return found;
}

/** mulberry32. */
function random(seed: number): Random {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(from: readonly T[], next: Random): T {
  return from[Math.floor(next() * from.length)]!;
}

/** The answer's JSON, once its status is one of those and no byte of it, nor of its headers, is another's. */
async function checked(answer: Response, index: number, ...expected: number[]): Promise<any> {
  const text = await answer.text();
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  assert.deepEqual(foreign(`${headers}\n${text}`, index), [], `${answer.url}: another's bytes`);
  assert.ok(expected.includes(answer.status), `${answer.url}: ${answer.status} ${text.slice(0, 500)}`);
  const json = JSON.parse(text);
  if (answer.status >= 400) {
    assert.match(answer.headers.get('content-type')!, /^application\/problem\+json/);
    assert.equal(json.ok, false);
    assert.equal(answer.status === 401 ? json.code : '', answer.status === 401 ? 'not_connected' : '');
  }
  return json;
}

const NOBODY = -1;

function cookieOf(me: Model): string {
  return me.person.cookies.get(SESSION)!;
}

function withCookie(cookie: string, path: string, method = 'GET', body?: unknown): Promise<Response> {
  const headers = { cookie: `${SESSION}=${cookie}`, origin: worker.url, 'x-requested-by': 'openpurse', 'content-type': 'application/json' };
  return fetch(worker.url + path, { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
}

async function connect(me: Model, next: Random): Promise<void> {
  if (me.alive) me.ended.push(cookieOf(me));
  me.provider = pick(BANKS, next);
  await me.person.connect(me.provider);
  me.alive = true;
  mark(me.index, ...cookieOf(me).split('.'));
  const { connections } = await checked(await me.person.ask('/auth/open-banking/status'), me.index, 200);
  assert.equal(connections.length, 1);
  me.connection = connections[0].id;
  mark(me.index, me.connection);
  const { accounts } = await checked(await me.person.ask('/api/bank-accounts'), me.index, 200);
  assert.equal(accounts.length, 1);
  me.account = accounts[0].id;
  mark(me.index, me.account);
}

/** Amounts that nothing else amounts to. */
async function put(me: Model): Promise<void> {
  const amount = 7_000_000.37 + caps++;
  mark(me.index, amount.toFixed(2));
  await checked(await me.person.change('PUT', '/api/budget-settings', { caps: [{ category: 'groceries', amount }] }), me.index, 200);
  me.cap = amount;
}

/** A read of one's own shows exactly one's own; without a session, nothing. */
async function read(me: Model, path: string): Promise<void> {
  const json = await checked(await me.person.ask(path), me.index, me.alive ? 200 : 401);
  if (!me.alive) return;
  const own = { connections: [me.connection], accounts: [me.account], caps: me.cap === undefined ? [] : [me.cap] };
  const distinct = (values: string[]) => [...new Set(values)];
  if (path !== '/api/budget-settings') assert.deepEqual(json.errors, [], path);
  if (path === '/api/bank-accounts') assert.deepEqual([json.accounts.map((one: any) => one.id), json.accounts.map((one: any) => one.connection_id)], [own.accounts, own.connections]);
  if (path === '/api/feed') assert.deepEqual([json.accounts.map((one: any) => one.account.account_id), json.accounts.map((one: any) => one.connection_id)], [own.accounts, own.connections]);
  if (path === '/api/transactions') assert.deepEqual(distinct(json.transactions.map((one: any) => one.account_id)), own.accounts);
  if (path === '/budget_scan') assert.deepEqual(json.budgets.map((one: any) => one.amount), own.caps);
  if (path === '/api/budget-settings') assert.deepEqual((json.caps ?? []).map((one: any) => one.amount), own.caps);
}

async function status(me: Model): Promise<void> {
  const { authenticated, connections } = await checked(await me.person.ask('/auth/open-banking/status'), me.index, 200);
  assert.deepEqual([authenticated, connections.map((one: any) => [one.id, one.provider_id])], [me.alive, me.alive ? [[me.connection, me.provider]] : []]);
}

function forged(me: Model, other: Model, next: Random): string {
  const live = cookieOf(other);
  const [tenant, secret] = live.split('.') as [string, string];
  const bytes = (count: number) => Buffer.from(Array.from({ length: count }, () => Math.floor(next() * 256))).toString('base64url');
  const at = Math.floor(next() * live.length);
  return pick([
    `${(me.alive ? cookieOf(me) : `${bytes(16)}.`).split('.')[0]}.${secret}`,
    live.slice(0, at),
    live.slice(0, at) + (live[at] === 'A' ? 'B' : 'A') + live.slice(at + 1),
    `${tenant}.${bytes(32)}`,
    `${bytes(16)}.${bytes(32)}`,
    me.ended.length > 0 ? pick(me.ended, next) : `${tenant}.`,
  ], next);
}

async function forge(me: Model, other: Model, next: Random): Promise<void> {
  const cookie = forged(me, other, next);
  const requests: [string, string?, unknown?][] = [...READS.map((path): [string] => [path]), [`${CONNECTIONS}/${other.connection}`, 'DELETE'], [`${CONNECTIONS}/${other.connection}/renew`, 'POST'], ['/api/budget-settings', 'PUT', { caps: [] }], ['/auth/open-banking', 'DELETE']];
  await checked(await withCookie(cookie, ...pick(requests, next)), NOBODY, 401);
}

/** With their weights. `other` is another person who has a session at the beginning of the batch. */
const KINDS: Record<string, [number, (me: Model, other: Model, next: Random) => Promise<unknown>]> = {
  status: [24, status],
  'settings: get': [22, (me) => read(me, '/api/budget-settings')],
  'settings: put': [9, async (me) => (me.alive ? put(me) : void (await checked(await me.person.change('PUT', '/api/budget-settings', { caps: [] }), NOBODY, 401)))],
  data: [8, (me, _, next) => read(me, pick(READS, next))],
  renew: [3, async (me) => checked(await me.person.change('POST', `${CONNECTIONS}/${me.connection}/renew`), me.index, me.alive ? 200 : 401)],
  'disconnect, connect': [1.5, async (me, _, next) => {
    if (me.alive) await checked(await me.person.change('DELETE', `${CONNECTIONS}/${me.connection}`), me.index, 200);
    await connect(me, next);
  }],
  'log out': [2, async (me) => {
    const cookie = cookieOf(me);
    if (!me.alive) return status(me);
    await checked(await me.person.change('POST', '/auth/logout'), me.index, 200);
    me.ended.push(cookie);
    Object.assign(me, { alive: false, cap: undefined });
  }],
  'connect after logging out': [3, async (me, _, next) => (me.alive ? status(me) : connect(me, next).then(() => put(me)))],
  'forged cookie': [12, forge],
  'feed of another\'s connection': [4, async (me, other) => checked(await me.person.ask(`/api/feed?connection_id=${other.connection}`), me.index, me.alive ? 404 : 401)],
  'disconnecting another\'s': [4, async (me, other) => checked(await me.person.change('DELETE', `${CONNECTIONS}/${other.connection}`), me.index, me.alive ? 404 : 401)],
  'renewing another\'s': [4, async (me, other) => checked(await me.person.change('POST', `${CONNECTIONS}/${other.connection}/renew`), me.index, me.alive ? 404 : 401)],
  'transactions of another\'s account': [3, async (me, other) => checked(await me.person.ask(`/api/transactions?account_id=${other.account}`), me.index, me.alive ? 400 : 401)],
};

function kind(next: Random): string {
  let left = next() * Object.values(KINDS).reduce((sum, [weight]) => sum + weight, 0);
  return Object.keys(KINDS).find((name) => (left -= KINDS[name]![0]) < 0) ?? 'status';
}

async function operate(name: string, me: Model, other: Model, seed: number): Promise<void> {
  counts[name] = (counts[name] ?? 0) + 1;
  history.push(`${name}: person ${me.index}, other ${other.index}`);
  await KINDS[name]![1](me, { ...other }, random(seed)).catch((cause) => {
    throw new Error(`${name}, person ${me.index}, other ${other.index}: ${cause.message}`, { cause });
  });
}

/** Up to eight people at once, each three things in sequence; the others are those who stand by with a session. */
async function batch(next: Random, size: number): Promise<void> {
  const shuffled = people.map((one) => [next(), one] as const).toSorted(([a], [b]) => a - b).map(([, one]) => one);
  const live = shuffled.slice(AT_ONCE).filter((one) => one.alive);
  await Promise.all(shuffled.slice(0, AT_ONCE).map(async (me, at) => {
    const plan = Array.from({ length: Math.max(0, Math.min(3, size - 3 * at)) }, () => [kind(next), pick(live, next), Math.floor(next() * 2 ** 32)] as const);
    for (const [name, other, seed] of plan) await operate(name, me, other, seed);
  }));
}

async function everyone(work: (me: Model) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < people.length; at += AT_ONCE) await Promise.all(people.slice(at, at + AT_ONCE).map(work));
}

test(`${PEOPLE} people, ${OPERATIONS} operations: nobody sees a byte of another's`, async (context) => {
  const next = random(SEED);
  context.diagnostic(`seed ${SEED} (OPENPURSE_SEED)`);
  for (let index = 0; index < PEOPLE; index++) people.push({ index, person: new Person(worker.url), alive: false, provider: '', connection: '', account: '', cap: undefined, ended: [] });
  await everyone(async (me) => connect(me, random(SEED + me.index)).then(() => put(me)));
  try {
    for (let left = OPERATIONS; left > 0; left -= 3 * AT_ONCE) await batch(next, left);
    await everyone(async (me) => { for (const path of READS) await read(me, path); });
  } catch (cause) {
    throw new Error(`seed ${SEED}: ${(cause as Error).message}\nthe last ten:\n${history.slice(-10).join('\n')}`, { cause });
  }
  context.diagnostic(JSON.stringify(counts));
  assert.equal(history.length, OPERATIONS);
  assert.deepEqual(Object.keys(KINDS).filter((name) => !counts[name]), []);
});

function storageName(me: Model): string {
  return `tenant:${createHash('sha256').update(cookieOf(me).split('.')[0]!).digest('hex')}`;
}

/** Swaps what two people's objects keep as the record. */
function swapRecords(pair: Model[]): void {
  const found = pair.map((me) => objects(worker.state).find(({ values }) => JSON.parse(values.chores ?? '{}').name === storageName(me))!.file);
  const open = found.map((file) => new DatabaseSync(file));
  const values = open.map((database) => database.prepare("select value from _cf_KV where key = 'record'").get()!.value as Uint8Array);
  open.forEach((database, at) => database.prepare("update _cf_KV set value = ? where key = 'record'").run(values[1 - at]!));
  for (const database of open) database.close();
}

/** Swaps two people's copies in KV. */
function swapCopies(pair: Model[]): void {
  const blobs = dirname(kvFiles(worker.state)[0]!);
  const index = files(worker.state).filter((file) => /\/kv\/.*\.sqlite$/.test(file) && !file.endsWith('metadata.sqlite'));
  const found = pair.map((me) => index.flatMap((file) => {
    const database = new DatabaseSync(file);
    const row = database.prepare('select blob_id from _mf_entries where key = ?').get(storageName(me));
    database.close();
    return row ? [join(blobs, String(row.blob_id))] : [];
  })[0]!);
  const values = found.map((file) => readFileSync(file));
  found.forEach((file, at) => writeFileSync(file, values[1 - at]!));
}

test('swapped records are nobody\'s; swapped copies change nothing', async () => {
  const [a, b, c, d, ...rest] = people.filter((me) => me.alive);
  assert.ok(a && b && c && d);
  await worker.restart({}, () => {
    swapRecords([a, b]);
    swapCopies([c, d]);
  });
  for (const me of [a, b]) {
    for (const path of READS) await checked(await me.person.ask(path), NOBODY, 401);
    await checked(await me.person.change('DELETE', `${CONNECTIONS}/${me.connection}`), NOBODY, 401);
  }
  for (const me of [c, d, ...rest.slice(0, 4)]) {
    for (const path of READS) await read(me, path);
    await status(me);
  }
});
