// Every way in which a bank can fail, met by every question to it and every address that asks it: one bank of two failing
// hides nothing of the other, and all failing is one problem with a code. Never a hang, a 500, or an empty list that should
// have been an error.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank, type Fault } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { startWorker, TEST_KEYS, type Worker } from '../support/worker.ts';

/** What may be told of a fault, and whether the bank then just does not have the thing. */
interface Row {
  fault: Partial<Fault> & Pick<Fault, 'fault'>;
  codes: string[];
  absent?: true;
}

const error = (name: string, ...codes: string[]): Row => ({ fault: { fault: 'error', error: name }, codes });

const ROWS: Row[] = [
  error('validation_error', 'invalid_date_range'),
  error('invalid_date_range', 'invalid_date_range'),
  error('deprecated_provider', 'reconnect_needed'),
  error('unauthorized', 'reconnect_needed'),
  error('invalid_token', 'reconnect_needed'),
  error('access_denied', 'access_denied', 'reconnect_needed'),
  error('sca_exceeded', 'sca_exceeded'),
  error('invalid_credentials_key', 'reconnect_needed'),
  error('account_not_found', 'account_not_found'),
  error('provider_too_many_requests', 'rate_limited'),
  error('provider_request_limit_exceeded', 'too_many_requests_today'),
  error('internal_server_error', 'bank_error'),
  { ...error('endpoint_not_supported', 'not_supported'), absent: true },
  error('provider_error', 'bank_unavailable'),
  error('temporarily_unavailable', 'bank_unavailable'),
  error('connector_overload', 'bank_unavailable'),
  error('connector_timeout', 'bank_timeout'),
  error('provider_timeout', 'bank_timeout'),
  { fault: { fault: 'html_502' }, codes: ['bank_unavailable'] },
  { fault: { fault: 'malformed' }, codes: ['malformed_answer'] },
  { fault: { fault: 'empty' }, codes: ['malformed_answer'] },
  { fault: { fault: 'truncated' }, codes: ['bank_unavailable'] },
  { fault: { fault: 'reset' }, codes: ['bank_unavailable'] },
];
/** These cost a deadline each, so they are tried at one place only. */
const SLOW: Row[] = [
  { fault: { fault: 'hang' }, codes: ['bank_timeout'] },
  { fault: { fault: 'stalled' }, codes: ['bank_timeout'] },
  { fault: { fault: 'slow_headers', ms: 30_000 }, codes: ['bank_timeout'] },
];

/** The questions to a bank, and the addresses of ours that ask each. */
const ENDPOINTS: [resource: string, path: string, askedBy: string[]][] = [
  ['accounts', '/accounts', ['/api/bank-accounts', '/api/feed', '/budget_scan', '/api/transactions']],
  ['balance', '/accounts/*/balance', ['/api/bank-accounts', '/api/feed']],
  ['transactions', '/accounts/*/transactions', ['/api/feed', '/budget_scan', '/api/transactions']],
  ['pending', '/accounts/*/transactions/pending', ['/api/feed', '/budget_scan', '/api/transactions']],
  ['standing_orders', '/accounts/*/standing_orders', ['/api/feed']],
  ['direct_debits', '/accounts/*/direct_debits', ['/api/feed']],
];
const EVERY_PATH = [...ENDPOINTS.map(([, path]) => path), '/cards', '/cards/*/*', '/cards/*/transactions/pending'];
const ADDRESSES = ['/api/bank-accounts', '/api/feed', '/budget_scan', '/api/transactions'];
/** All that is told of a whole connection names no resource. */
const WHOLE = ['reconnect_needed', 'too_many_requests_today', 'not_supported'];
const PATIENCE_MS = 1_000;

let bank: Bank;
let worker: Worker;
/** The banks that fail, and the one that never does alone. Three persons meet three faults at a time. */
const FAILING = ['ob-monzo', 'ob-northfield', 'ob-plainbank'];
const GOOD = 'ob-noids';
interface Household {
  person: Person;
  provider: string;
  /** The connection of the bank that fails. */
  connection: string;
}
let households: Household[];
const tried = { 'one of two': 0, all: 0 };

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url, (settings) => ({ ...settings, BANK_CALL_TIMEOUT_MS: String(PATIENCE_MS), REQUEST_DEADLINE_MS: '6000' }));
  households = await Promise.all(FAILING.map(household));
});
after(async () => {
  console.log(`the matrix: ${tried['one of two']} cases of one bank of two failing, ${tried.all} of all failing`);
  await worker?.close();
  await bank?.close();
});

/** Two banks of one person. Some faults end a connection for good, so who has met one of them is not used again. */
async function household(provider: string): Promise<Household> {
  const person = new Person(worker.url);
  await person.connect(provider);
  await person.connect(GOOD);
  const { connections } = await person.json('/auth/open-banking/status');
  return { person, provider, connection: connections.find((connection: any) => connection.provider_id === provider).id };
}

function records(answer: any): number {
  const lists = [answer.accounts, answer.transactions, answer.budgets && [answer.balance_check]];
  return lists.flat().filter(Boolean).length;
}

async function oneOfTwo({ person, provider, connection }: Household, address: string, resource: string, { fault, codes, absent }: Row): Promise<void> {
  const name = `${address}: ${provider} ${resource} ${fault.fault} ${fault.error ?? ''}`;
  const started = performance.now();
  const answer = await person.ask(address);
  const text = await answer.text();
  tried['one of two'] += 1;
  assert.equal(answer.status, 200, `${name}: ${answer.status} ${text}`);
  assert.ok(performance.now() - started < 8_000, `${name} took too long`);
  const body = JSON.parse(text);
  assert.ok(records(body) > 0, `${name}: nothing of the other bank`);
  // A bank may be without any thing but accounts and cards both.
  if (absent && resource !== 'accounts') return assert.deepEqual(body.errors, [], name);
  assert.ok(body.errors.length > 0, `${name}: nothing says that something is missing`);
  for (const entry of body.errors) {
    assert.ok(codes.includes(entry.code), `${name}: ${JSON.stringify(entry)}`);
    assert.equal(entry.connection_id, connection, name);
    assert.ok(entry.message && ['none', 'wait', 'reconnect', 'contact_bank'].includes(entry.action), name);
    if (!WHOLE.includes(entry.code)) assert.equal(entry.resource, resource, name);
  }
}

async function allFail({ person }: Household, address: string, { fault, codes }: Row): Promise<void> {
  const name = `${address}: everything ${fault.fault} ${fault.error ?? ''}`;
  const answer = await person.ask(address);
  const text = await answer.text();
  tried.all += 1;
  const body = JSON.parse(text);
  assert.ok([502, 503, 504].includes(answer.status), `${name}: ${answer.status} ${text}`);
  assert.deepEqual([body.ok, answer.headers.get('content-type')], [false, 'application/problem+json'], name);
  assert.ok(['bank_error', 'bank_unavailable', 'bank_timeout'].includes(body.code), `${name}: ${body.code}`);
  assert.ok(body.errors.length > 0 && body.errors.every((entry: any) => codes.includes(entry.code)), `${name}: ${text}`);
}

/** The worst that a fault can do is to end the connection: then somebody else goes on. */
async function renewIfEnded(): Promise<void> {
  await bank.faults([]);
  const renewed = households.map(async (old) => {
    const { connections } = await old.person.json('/auth/open-banking/status');
    return connections.some((connection: any) => connection.state === 'reconnect') ? household(old.provider) : old;
  });
  households = await Promise.all(renewed);
}

for (const row of ROWS) {
  const name = row.fault.error ?? row.fault.fault;
  test(`${name}: one bank of two`, async () => {
    for (let first = 0; first < ENDPOINTS.length; first += households.length) {
      const met = households.map((household, place) => ({ household, endpoint: ENDPOINTS[first + place]! }));
      await bank.faults(met.map(({ household, endpoint: [, path] }) => ({ path, provider_id: household.provider, ...row.fault })));
      await Promise.all(met.flatMap(({ household, endpoint: [resource, , askedBy] }) => askedBy.map((address) => oneOfTwo(household, address, resource, row))));
      await renewIfEnded();
    }
  });
  test(`${name}: all banks`, async () => {
    await bank.faults(EVERY_PATH.map((path) => ({ path, ...row.fault })));
    await Promise.all(ADDRESSES.map((address) => allFail(households[0]!, address, row)));
    await renewIfEnded();
  });
}

for (const row of SLOW) {
  test(`${row.fault.fault}: one bank of two, and all`, async () => {
    await bank.faults([{ path: '/accounts/*/transactions', provider_id: FAILING[0]!, ...row.fault }]);
    await Promise.all(['/api/feed', '/budget_scan', '/api/transactions'].map((address) => oneOfTwo(households[0]!, address, 'transactions', row)));
    await bank.faults(EVERY_PATH.map((path) => ({ path, ...row.fault })));
    await Promise.all(ADDRESSES.map((address) => allFail(households[0]!, address, row)));
  });
}

test('no token, code or secret is in the log of all that, and every call had a correlation id', async () => {
  await bank.reset();
  const { person } = households[0]!;
  await person.json('/budget_scan');
  await bank.tokens({ expire_access: true });
  await person.json('/budget_scan');
  const calls = await bank.calls();
  assert.ok(calls.some((call) => call.path === '/connect/token'));
  assert.ok(calls.length > 4 && calls.every((call) => call.has_correlation_id), 'a call without a correlation id');
  const log = worker.log();
  assert.match(log, /bank call failed: \w+ \w+ [\w-]+ status \d+ tl [\w-]{8,}/, 'TrueLayer\'s id of a failed call');
  for (const secret of ['simulated-secret-not-real', JSON.parse(TEST_KEYS).keys.test, person.cookies.get('__Host-Http-openpurse')!]) assert.ok(!log.includes(secret));
  // Access tokens are JWTs, refresh tokens and codes 64 hex digits.
  assert.doesNotMatch(log.replaceAll(/ tl [\w-]+/g, ''), /eyJ[\w-]{8,}|\b[0-9a-fA-F]{64}\b|Bearer/);
});
