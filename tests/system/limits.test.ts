// Limits that are on, as they are deployed: per address, per session, and what one tenant may ask of TrueLayer.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { startWorker, type Worker } from '../support/worker.ts';

let bank: Bank;
let worker: Worker;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url, (settings) => ({ ...settings, RATE_LIMITS: 'on' }));
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

/** Asks as somebody at this address until told to slow down; how many were let in. */
async function letIn(ask: (headers: Record<string, string>) => Promise<Response>, most: number, ip: string): Promise<number> {
  for (let count = 0; count <= most; count += 1) {
    const answer = await ask({ 'cf-connecting-ip': ip });
    const text = await answer.text();
    if (answer.status !== 429) continue;
    const problem = JSON.parse(text);
    assert.deepEqual([problem.code, problem.ok, problem.status], ['slow_down', false, 429]);
    assert.deepEqual([answer.headers.get('retry-after'), answer.headers.get('cache-control')], ['60', 'no-store']);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json');
    return count;
  }
  return most + 1;
}

/**
 * Runs it again where the clock went into the next period meanwhile: the local binding counts by whole periods of the
 * clock, so a burst over two of them may be twice as large.
 */
async function inOnePeriod(run: (attempt: number) => Promise<number>): Promise<number> {
  const period = () => Math.floor(Date.now() / 60_000);
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const before = period();
    const count = await run(attempt);
    if (period() === before) return count;
  }
  throw new Error('three bursts in a row took longer than a minute');
}

test('one address may ask 300 times a minute, and begin 30 sign-ins; another address is not concerned', async () => {
  const health = (headers: Record<string, string>) => fetch(`${worker.url}/healthz`, { headers });
  const signIn = (headers: Record<string, string>) => fetch(`${worker.url}/auth/open-banking`, { headers, redirect: 'manual' });
  assert.equal(await inOnePeriod((attempt) => letIn(health, 310, `192.0.2.${attempt}`)), 300);
  assert.equal(await inOnePeriod((attempt) => letIn(signIn, 40, `198.51.100.${attempt}`)), 30);
  assert.equal((await health({ 'cf-connecting-ip': '203.0.113.9' })).status, 200);
});

test('one session may ask 120 times a minute, from whatever address', async () => {
  let host = 0;
  const count = await inOnePeriod(async () => {
    const person = new Person(worker.url);
    await person.connect('ob-monzo');
    const ask = () => person.ask('/auth/open-banking/status', { headers: { 'cf-connecting-ip': `203.0.113.${(host += 1) % 250}` } });
    return letIn(ask, 130, '');
  });
  assert.equal(count, 120);
  const log = await until('the line in the log', 5_000, async () => /"route":"\/auth\/open-banking\/status".*"status":429.*/.exec(worker.log())?.[0]);
  assert.ok(log);
});

test('a token is counted like a session', async () => {
  let host = 0;
  const count = await inOnePeriod((attempt) => {
    const headers = () => ({ authorization: `Bearer made-up-${attempt}`, 'cf-connecting-ip': `203.0.113.${(host += 1) % 250}` });
    return letIn(() => fetch(`${worker.url}/api/bank-accounts`, { headers: headers() }), 130, '');
  });
  assert.equal(count, 120);
});

test('a tenant may connect, renew and refresh 60 times in a row', async () => {
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  const { connections } = await person.json('/auth/open-banking/status');
  const path = `/auth/open-banking/connections/${connections[0].id}/renew`;
  // The connection was the first of the sixty.
  for (let count = 1; count < 60; count += 1) {
    const answer = await person.change('POST', path);
    assert.equal(answer.status, 200, `renewal ${count}: ${await answer.text()}`);
  }
  const answer = await person.change('POST', path);
  const problem = await answer.json() as any;
  assert.deepEqual([answer.status, problem.code], [429, 'slow_down']);
  const wait = Number(answer.headers.get('retry-after'));
  assert.ok(wait > 0 && wait <= 60, `${wait}`);
  // The budget is for what costs TrueLayer something.
  assert.equal((await person.ask('/auth/open-banking/status')).status, 200);
  assert.equal((await person.change('DELETE', '/auth/open-banking')).status, 200);
});
