// What did not come hides nothing of what did, and what one visit has found out is known at the next.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { startWorker, type Worker } from '../support/worker.ts';

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

async function connected(provider: string): Promise<Person> {
  const person = new Person(worker.url);
  await person.connect(provider);
  return person;
}

test('the list of accounts did not come: what is known of them from before is enough for their transactions', async () => {
  const person = await connected('ob-noids');
  const before = { scan: await person.json('/budget_scan'), rows: await person.json('/api/transactions') };
  await bank.faults([{ path: '/accounts', fault: 'html_502' }]);
  const named = [['bank_unavailable', 'accounts', undefined]];
  const errors = (answer: any) => answer.errors.map((error: any) => [error.code, error.resource, error.account_id]);

  const feed = await person.json('/api/feed');
  assert.deepEqual(errors(feed), named);
  const [account] = feed.accounts;
  assert.deepEqual(Object.keys(account.account), ['account_id']);
  assert.ok(account.transactions.length > 0);

  const scan = await person.json('/budget_scan');
  assert.deepEqual(errors(scan), named);
  const figures = ({ as_of, errors, ...figures }: any) => figures;
  assert.deepEqual(figures(scan), figures(before.scan));
  // Their identity too: a bank without ids of its own is where it depends on the account's.
  const rows = await person.json('/api/transactions');
  assert.deepEqual(rows.transactions, before.rows.transactions);

  const accounts = await person.json('/api/bank-accounts');
  assert.deepEqual(errors(accounts), named);
  assert.ok(accounts.accounts[0].balance.current > -1e6);
});

test('nothing came of an account but its id: then there is no account, only the reason', async () => {
  const person = await connected('ob-noids');
  await bank.faults(['/accounts', '/accounts/*/*', '/accounts/*/transactions/pending'].map((path) => ({ path, fault: 'html_502' as const })));
  for (const address of ['/api/feed', '/budget_scan', '/api/transactions', '/api/bank-accounts']) {
    const answer = await person.ask(address);
    assert.deepEqual([answer.status, ((await answer.json()) as any).code], [503, 'bank_unavailable'], address);
  }
});

test('a bank that has had enough for today is left alone until tomorrow, or until it is connected anew', async () => {
  const person = await connected('ob-plainbank');
  await bank.faults([{ path: '/accounts/*/transactions', fault: 'error', error: 'provider_request_limit_exceeded' }]);
  await (await person.ask('/budget_scan')).body?.cancel();
  const calls = async () => (await bank.calls()).filter((call) => call.path.startsWith('/data/v1')).length;
  const answer = await until('the bank to be left alone', 10_000, async () => {
    await bank.reset();
    const answer = await person.ask('/api/feed');
    const problem: any = await answer.json();
    return (await calls()) === 0 ? { status: answer.status, problem, header: answer.headers.get('retry-after') } : undefined;
  });
  const { status, problem, header } = answer;
  assert.deepEqual([status, problem.code, problem.errors.length], [503, 'bank_unavailable', 1]);
  const [error] = problem.errors;
  assert.deepEqual([error.code, error.action, error.resource], ['too_many_requests_today', 'wait', undefined]);
  assert.ok(error.retry_after > 0 && error.retry_after <= 24 * 3600, error.retry_after);
  assert.equal(header, String(error.retry_after));
  // No other edge location, and no new session, asks either.
  assert.equal((await person.json('/auth/open-banking/status')).connections[0].state, 'active');
  await person.connect('ob-plainbank');
  assert.deepEqual((await person.json('/budget_scan')).errors, []);
});

test('a bank that did not say who it is when it was connected says so at the next visit', async () => {
  const person = new Person(worker.url);
  const callback = new URL(await person.consent('ob-plainbank'));
  await bank.faults(['/me', '/accounts', '/cards'].map((path) => ({ path, fault: 'html_502' as const })));
  assert.equal((await person.ask(callback.pathname + callback.search)).headers.get('location'), '/');
  const connection = async () => (await person.json('/auth/open-banking/status')).connections[0];
  const before = await connection();
  assert.deepEqual([before.bank_name, before.provider_id, before.consent_expires_at], ['Your bank', '', null]);
  await bank.reset();
  await person.json('/budget_scan');
  const after = await until('the bank\'s name', 10_000, async () => {
    const now = await connection();
    return now.provider_id === '' ? undefined : now;
  });
  assert.deepEqual([after.id, after.bank_name, after.provider_id, after.consent_days_left], [before.id, 'Plain Bank', 'ob-plainbank', 90]);
});

test('more than a Worker can hold is cut by name, and its memory stays within bounds', async () => {
  const person = await connected('mock-eight');
  await bank.volume({ rows: 25_000, provider_id: 'mock-eight' });
  const lines = () => [...worker.log().matchAll(/"route":"\/api\/transactions","method":"GET","status":200.*"memory_mib":(\d+)/g)].map(([, memory]) => memory);
  const seen = lines().length;
  const answer = await person.json('/api/transactions?from=2026-11-01');
  const codes = new Set(answer.errors.map((error: any) => error.code));
  assert.deepEqual([...codes], ['too_much_data']);
  assert.ok(answer.errors.length < 8 && answer.transactions.length > 0, `${answer.errors.length} of 8 accounts left out`);
  const line = await until('the line in the log', 5_000, async () => lines()[seen]);
  console.log(`/api/transactions of 8 accounts of 25,000 rows: ${8 - answer.errors.length} worked out, the Worker's memory at ${line} MiB`);
  assert.ok(Number(line) < 100, `${line} MiB`);
});

test('a bank that sends too much takes nothing from the others', async () => {
  const person = await connected('mock-eight');
  await person.connect('ob-plainbank');
  await bank.volume({ rows: 6_000, provider_id: 'ob-plainbank' });
  await bank.faults([{ path: '/accounts/*/transactions', provider_id: 'mock-eight', fault: 'endless' }]);
  const { connections } = await person.json('/auth/open-banking/status');
  const { transactions, errors } = await person.json('/api/transactions');
  assert.ok(transactions.length > 1_000);
  assert.deepEqual([...new Set(errors.map((error: any) => error.connection_id))], [connections[0].id]);
});

test('the banks that there are, for choosing one; when TrueLayer does not say, that is a problem with a code', async () => {
  const someone = new Person(worker.url);
  const answer = await someone.ask('/api/providers');
  assert.equal(answer.headers.get('cache-control'), 'public, max-age=60');
  const { ok, providers, errors } = (await answer.json()) as any;
  assert.deepEqual([ok, errors], [true, []]);
  const monzo = providers.find((provider: any) => provider.provider_id === 'ob-monzo');
  assert.deepEqual([monzo.display_name, monzo.country, monzo.status], ['Monzo', 'uk', 'healthy']);
  assert.equal(providers.find((provider: any) => provider.provider_id === 'ob-downbank').status, 'unhealthy');
  // A card issuer is there too, though it has no accounts.
  assert.ok(providers.some((provider: any) => provider.provider_id === 'ob-harbour-card'));
  for (const [fault, status, code] of [['html_502', 503, 'bank_unavailable'], ['malformed', 502, 'bank_error'], ['empty', 502, 'bank_error']] as const) {
    await bank.faults([{ path: '/api/providers', fault }]);
    const answer = await someone.ask('/api/providers');
    const problem: any = await answer.json();
    assert.deepEqual([answer.status, problem.code, problem.errors[0].resource], [status, code, 'providers'], fault);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
  }
});
