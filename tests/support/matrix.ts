// What the matrix tests share: several Workers, each with a bank of its own whose faults concern nobody else, people with
// three banks, and what holds of every answer.

import assert from 'node:assert/strict';
import { startBank, type Bank } from './bank.ts';
import { Person } from './person.ts';
import { until } from './processes.ts';
import type { Row } from './rows.ts';
import { startWorker, TEST_KEYS, type Worker } from './worker.ts';

/** Everything that asks banks for data. */
export const ADDRESSES = ['/api/bank-accounts', '/api/feed', '/budget_scan', '/api/transactions'];

const CALL_MS = 2_000;
const REQUEST_MS = 8_000;
/** No answer may take longer: the deadline, and some time for a machine that is busy. */
const LONGEST_MS = REQUEST_MS + 4_000;

export interface Lane {
  bank: Bank;
  worker: Worker;
  people: Person[];
}

/** Lanes for tests of which as many run at once. */
export class Lanes {
  readonly all: Lane[];
  readonly #free: Lane[];

  private constructor(lanes: Lane[]) {
    this.all = lanes;
    this.#free = [...lanes];
  }

  static async start(count: number, more: Record<string, string> = {}): Promise<Lanes> {
    const lanes = Array.from({ length: count }, async () => {
      const bank = await startBank();
      const limits = { BANK_CALL_TIMEOUT_MS: String(CALL_MS), REQUEST_DEADLINE_MS: String(REQUEST_MS) };
      const worker = await startWorker(bank.url, (settings) => ({ ...settings, ...limits, ...more }));
      return { bank, worker, people: [] };
    });
    return new Lanes(await Promise.all(lanes));
  }

  /** Does the work in a lane of its own, in which no fault is left behind. */
  async alone(work: (lane: Lane) => Promise<void>): Promise<void> {
    const lane = this.#free.pop();
    assert.ok(lane, 'more tests at once than lanes');
    try {
      await work(lane);
    } finally {
      await lane.bank.faults([]);
      this.#free.push(lane);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.all.flatMap(({ bank, worker }) => [worker.close(), bank.close()]));
  }
}

/** A new person with these banks, and their connections by bank. */
export interface Household {
  person: Person;
  connections: Record<string, string>;
}

export async function household(lane: Lane, providers: string[]): Promise<Household> {
  const person = new Person(lane.worker.url);
  lane.people.push(person);
  for (const provider of providers) await person.connect(provider);
  const known = await connections(person);
  assert.equal(known.length, providers.length);
  return { person, connections: Object.fromEntries(known.map(({ provider_id, id }) => [provider_id, id])) };
}

export async function connections(person: Person): Promise<{ id: string; provider_id: string; bank_name: string; state: string }[]> {
  return (await person.json('/auth/open-banking/status')).connections;
}

/** An answer that was there in time, is no 500, and is kept by nobody. */
export interface Answered {
  name: string;
  status: number;
  headers: Headers;
  body: any;
}

export async function answered(name: string, request: () => Promise<Response>): Promise<Answered> {
  const started = performance.now();
  const answer = await request();
  const text = await answer.text();
  const took = performance.now() - started;
  assert.ok(took < LONGEST_MS, `${name}: took ${Math.round(took)} ms`);
  assert.notEqual(answer.status, 500, `${name}: ${text}`);
  assert.equal(answer.headers.get('cache-control'), 'no-store', name);
  const body = text === '' ? undefined : JSON.parse(text);
  return { name: `${name}: ${answer.status} ${JSON.stringify(body?.errors) ?? text}`, status: answer.status, headers: answer.headers, body };
}

/** Does the work with all at once, or one after the other where the fault is a heavy one. */
export async function withEach<T>({ heavy }: Row, all: Iterable<T>, work: (one: T) => Promise<void>): Promise<void> {
  if (!heavy) return void (await Promise.all([...all].map(work)));
  for (const one of all) await work(one);
}

/** How many things are in a data answer. */
export function records({ accounts, transactions, balance_check }: any): number {
  return [accounts, transactions, balance_check].flat().filter(Boolean).length;
}

/** The errors of an answer in which these connections, and no others, miss something. */
export function assertErrors({ name, body }: Answered, codes: string[], connectionIds: string[]): void {
  assert.deepEqual([...new Set(body.errors.map((entry: any) => entry.connection_id))].toSorted(), connectionIds.toSorted(), name);
  for (const entry of body.errors) {
    assert.ok(codes.includes(entry.code), `${name}: ${JSON.stringify(entry)}`);
    assert.ok(entry.message && ['none', 'wait', 'reconnect', 'contact_bank'].includes(entry.action), `${name}: ${JSON.stringify(entry)}`);
  }
}

const WAIT = ['bank_timeout', 'bank_unavailable', 'rate_limited', 'too_many_requests_today'];

/** The one problem that an answer is of which nothing came. */
export function assertProblem({ name, status, headers, body }: Answered): void {
  const codes: string[] = body.errors.map((entry: any) => entry.code);
  const only = (some: string[]) => codes.every((code) => some.includes(code));
  const [wanted, code] = only(['bank_timeout']) ? [504, 'bank_timeout'] : only(WAIT) ? [503, 'bank_unavailable'] : [502, 'bank_error'];
  assert.deepEqual([status, body.status, body.code, body.ok], [wanted, wanted, code, false], name);
  assert.equal(headers.get('content-type'), 'application/problem+json', name);
  assert.ok(codes.length > 0 && body.detail, name);
}

/** Nothing secret may be in a lane's log, once all of that is written. */
export async function assertNoSecrets({ worker, people }: Lane): Promise<void> {
  const last = await new Person(worker.url).ask('/api/the-last-line');
  const end = `"event":"request","request_id":"${last.headers.get('x-request-id')}"`;
  await until('the end of the log', 10_000, async () => worker.log().includes(end) || undefined);
  const log = worker.log();
  const secrets = new Set(['simulated-secret-not-real', JSON.parse(TEST_KEYS).keys.test as string, ...people.flatMap((person) => [...person.secrets])]);
  assert.ok(secrets.size > 10);
  for (const secret of secrets) assert.ok(secret.length > 8 && !log.includes(secret), 'a secret is in the log');
  // All that the simulated bank hands out (tokens, refresh tokens, codes, sessions) is 64 hex digits; so are TrueLayer's ids
  // of failed calls, which belong there. TrueLayer's own access tokens are JWTs.
  assert.match(log, /"truelayer_id":"[0-9a-f]{64}"/, 'TrueLayer\'s id of a failed call');
  assert.doesNotMatch(log.replaceAll(/"truelayer_id":"[\w-]+"/g, ''), /[0-9a-f]{64}|eyJ[\w-]{8,}|Bearer|refresh_token|code=/i);
}
