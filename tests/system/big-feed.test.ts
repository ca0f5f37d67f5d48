// A feed larger than the Worker's memory: passed on as it comes, never held.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const ACCOUNTS = 8;
const ROWS = 25_000;
const MIB = 1024 * 1024;

let bank: Bank;
let worker: Worker;
let person: Person;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url);
  person = new Person(worker.url);
  await person.connect('mock-eight');
});
beforeEach(() => bank.reset());
after(async () => {
  await worker?.close();
  await bank?.close();
});

/** Resident memory in MiB of every workerd under the Worker's wrangler. */
function memory(): number {
  const parents = new Map<number, number>();
  const sizes = new Map<number, number>();
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/^PPid:\s+(\d+)/m.exec(status)![1]));
      if (/^Name:\s+workerd$/m.test(status)) sizes.set(Number(name), Number(/^VmRSS:\s+(\d+)/m.exec(status)![1]) / 1024);
    } catch {
      // It has ended meanwhile.
    }
  }
  const isOurs = (pid: number | undefined): boolean => pid !== undefined && pid > 1 && (pid === worker.pid || isOurs(parents.get(pid)));
  const ours = [...sizes].filter(([pid]) => isOurs(pid));
  assert.ok(ours.length > 0, 'no workerd found');
  return ours.reduce((sum, [, size]) => sum + size, 0);
}

test('200,000 transactions pass through; the first come before the last are asked for, and memory does not grow with them', async () => {
  await person.json('/api/feed');
  const small = memory();
  await bank.volume({ rows: ROWS, provider_id: 'mock-eight' });
  const started = performance.now();
  const answer = await person.ask('/api/feed');
  assert.equal(answer.status, 200);
  let peak = small;
  let size = 0;
  let askedAtFirst: number | undefined;
  let firstAfter = 0;
  const chunks: Uint8Array[] = [];
  for await (const chunk of answer.body!) {
    if (askedAtFirst === undefined) {
      firstAfter = performance.now() - started;
      askedAtFirst = (await bank.calls()).filter((call) => /\/accounts\/[^/]+\/transactions$/.test(call.path)).length - ACCOUNTS;
    }
    const before = size;
    chunks.push(chunk);
    size += chunk.length;
    if (Math.floor(before / MIB) !== Math.floor(size / MIB)) peak = Math.max(peak, memory());
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const growth = peak - small;
  console.log(`${(size / MIB).toFixed(0)} MiB in ${seconds} s, the first byte after ${firstAfter.toFixed(0)} ms; workerd grew from ${small.toFixed(0)} to ${peak.toFixed(0)} MiB`);
  const feed = JSON.parse(Buffer.concat(chunks).toString());
  assert.deepEqual(feed.errors, []);
  assert.deepEqual(feed.accounts.map((account: any) => account.transactions.length), Array(ACCOUNTS).fill(ROWS));
  assert.ok(size > 90 * MIB, `${size} bytes`);
  assert.ok(askedAtFirst! < ACCOUNTS, `the last account had been asked before the first byte: ${askedAtFirst}`);
  // The Worker's own memory holds a few pieces; the rest of workerd's growth is buffers that its collector has not freed yet.
  const [, held] = await until('the line in the log', 5_000, async () => [...worker.log().matchAll(/"event":"feed_passed_on".*"memory_mib":(\d+)/g)][1]);
  assert.ok(Number(held) < 24, `the Worker's memory grew to ${held} MiB`);
  // Holding the banks' answers and what is made of them takes twice their size at least.
  assert.ok(growth < 1.75 * (size / MIB), `workerd grew by ${growth.toFixed(0)} MiB`);
});

test('a person who reads slowly loses nothing', async () => {
  await bank.volume({ rows: 5_000, provider_id: 'mock-eight' });
  const quick = await startWorker(bank.url, (settings) => ({ ...settings, BANK_CALL_TIMEOUT_MS: '1000', REQUEST_DEADLINE_MS: '3000' }));
  try {
    const slow = new Person(quick.url);
    await slow.connect('mock-eight');
    const answer = await slow.ask('/api/feed');
    const chunks: Uint8Array[] = [];
    const end = performance.now() + 4_500;
    for await (const chunk of answer.body!) {
      chunks.push(chunk);
      // Longer in all than the request's deadline: it is the reader's time, not the bank's.
      if (performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const feed = JSON.parse(Buffer.concat(chunks).toString());
    assert.deepEqual(feed.errors, []);
    assert.deepEqual(feed.accounts.map((account: any) => account.transactions.length), Array(ACCOUNTS).fill(5_000));
  } finally {
    await quick.close();
  }
});

test('an answer that never ends, or stops half-way, is cut and named; what came is there, and so is the rest', async () => {
  const { accounts } = await bank.records('mock-eight');
  const bad = accounts[0]!.account.account_id;
  for (const [fault, code] of [['endless', 'malformed_answer'], ['stalled', 'bank_timeout'], ['truncated', 'bank_unavailable']] as const) {
    await bank.volume({ rows: 5_000, provider_id: 'mock-eight' });
    await bank.faults([{ path: '/accounts/*/transactions', account_id: bad, fault }]);
    const feed = await person.json('/api/feed');
    assert.deepEqual(feed.errors.map((error: any) => [error.code, error.account_id, error.resource]), [[code, bad, 'transactions']], fault);
    assert.equal(feed.accounts.length, ACCOUNTS, fault);
    for (const { account, transactions } of feed.accounts) {
      if (account.account_id !== bad) assert.equal(transactions.length, 5_000, fault);
      else if (transactions.length > 0) assert.match(feed.errors[0].message, /Only a part/);
    }
  }
});
