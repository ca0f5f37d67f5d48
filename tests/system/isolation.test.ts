// Isolation: fifty people do five thousand things in a random order, and a model beside them knows what each may see. No
// answer holds a byte that is another's, and whatever is forged, guessed or swapped gives a refusal and nothing else.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { foreign, mark, NOBODY } from '../support/marks.ts';
import { Person } from '../support/person.ts';
import { pick, random, type Random } from '../support/random.ts';
import { swapCopies, swapRecords } from '../support/state.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const PEOPLE = 50;
const OPERATIONS = 5_000;
const AT_ONCE = 8;
const SESSION = '__Host-Http-openpurse';
const BANKS = ['ob-plainbank', 'ob-noids'];
const CONNECTIONS = '/auth/open-banking/connections';
const READS = ['/api/bank-accounts', '/api/transactions', '/api/feed', '/budget_scan', '/api/budget-settings'];
const CODES: Record<number, string> = { 400: 'invalid_request', 401: 'not_connected', 404: 'not_found' };
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

let bank: Bank;
let worker: Worker;
const people: Model[] = [];
const history: string[] = [];
const counts: Record<string, number> = {};
let caps = 0;

before(async () => {
  bank = await startBank();
  for (const provider_id of BANKS) await bank.behaviour({ provider_id, new_account_ids: true });
  worker = await startWorker(bank.url);
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

/** The answer's JSON, once its status is one of those and no byte of it, nor of its headers, is another's. */
async function checked(answer: Response, index: number, ...expected: number[]): Promise<any> {
  const text = await answer.text();
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n');
  assert.deepEqual(foreign(`${headers}\n${text}`, index), [], `${answer.url}: another's bytes`);
  assert.ok(expected.includes(answer.status), `${answer.url}: ${answer.status} ${text.slice(0, 500)}`);
  const json = JSON.parse(text);
  if (answer.status >= 400) {
    assert.match(answer.headers.get('content-type')!, /^application\/problem\+json/);
    assert.deepEqual([json.ok, json.code], [false, CODES[answer.status]]);
  }
  return json;
}

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
  'guessed id': [4, async (me, other, next) => {
    const at = Math.floor(next() * other.connection.length);
    const id = other.connection.slice(0, at) + (other.connection[at] === '0' ? '1' : '0') + other.connection.slice(at + 1);
    const requests: [string, string][] = [['GET', `/api/feed?connection_id=${id}`], ['DELETE', `${CONNECTIONS}/${id}`], ['POST', `${CONNECTIONS}/${id}/renew`]];
    const [method, path] = pick(requests, next);
    await checked(await (method === 'GET' ? me.person.ask(path) : me.person.change(method, path)), me.index, me.alive ? 404 : 401);
  }],
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
  const [first, second] = people as [Model, Model];
  for (const text of [first.connection, first.account, first.cap!.toFixed(2), ...cookieOf(first).split('.')]) {
    assert.deepEqual([foreign(`"${text}"`, first.index), foreign(`"${text}"`, second.index)], [[], [text]], 'the check sees what it is to find');
  }
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

/** The name under which the Worker stores a person's record. */
function storageName(me: Model): string {
  return `tenant:${createHash('sha256').update(cookieOf(me).split('.')[0]!).digest('hex')}`;
}

test('swapped records are nobody\'s; swapped copies change nothing', async () => {
  const [a, b, c, d, ...rest] = people.filter((me) => me.alive);
  assert.ok(a && b && c && d);
  await worker.restart({}, () => {
    swapRecords(worker.state, [storageName(a), storageName(b)]);
    swapCopies(worker.state, [storageName(c), storageName(d)]);
  });
  for (const [me, cookie] of [[a, cookieOf(a)], [b, cookieOf(b)]] as const) {
    for (const path of READS) await checked(await withCookie(cookie, path), NOBODY, 401);
    for (const { connection } of [a, b]) await checked(await withCookie(cookie, `${CONNECTIONS}/${connection}`, 'DELETE'), NOBODY, 401);
    const { authenticated, connections } = await checked(await withCookie(cookie, '/auth/open-banking/status'), NOBODY, 200);
    assert.deepEqual([authenticated, connections], [false, []], `person ${me.index}`);
  }
  for (const me of [c, d, ...rest.slice(0, 4)]) {
    for (const path of READS) await read(me, path);
    await status(me);
  }
});
