// People who sign in elsewhere: their requests carry that issuer's token, and nothing else says who they are.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { bearing, Issuer, type Algorithm, type Manner } from '../support/issuer.ts';
import { atTheBank, Person } from '../support/person.ts';
import { until } from '../support/processes.ts';
import { inPence, reported, sorted, thisMonth, totals, within } from '../support/truth.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const SESSION = '__Host-Http-openpurse';
const DATA = ['/api/bank-accounts', '/api/transactions', '/api/feed', '/budget_scan', '/api/budget-settings', '/api/notifications'];

let bank: Bank;
let issuer: Issuer;
let worker: Worker;

before(async () => {
  [bank, issuer] = await Promise.all([startBank(), Issuer.start()]);
  worker = await startWorker(bank.url, (settings) => ({ ...settings, ...issuer.settings }));
});
after(async () => {
  await worker?.close();
  await Promise.all([bank?.close(), issuer?.close()]);
});

/** A request with a token and no cookie. */
function ask(token: string, path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(worker.url + path, { ...init, headers: { ...(init.headers as Record<string, string> | undefined), ...bearing(token) }, redirect: 'manual' });
}

async function json(token: string, path: string, init: RequestInit = {}): Promise<any> {
  const answer = await ask(token, path, init);
  const text = await answer.text();
  assert.equal(answer.status, 200, `${path}: ${text}`);
  return JSON.parse(text);
}

async function status(token: string): Promise<{ authenticated: boolean; banks: string[]; ids: string[] }> {
  const { authenticated, connections } = await json(token, '/auth/open-banking/status');
  return { authenticated, banks: connections.map((one: any) => one.bank_name).toSorted(), ids: connections.map((one: any) => one.id) };
}

async function refusal(answer: Response): Promise<{ status: number; code: string; field?: string; detail: string }> {
  const { code, field, detail } = (await answer.json()) as { code: string; field?: string; detail: string };
  return { status: answer.status, code, detail, ...(field === undefined ? {} : { field }) };
}

async function assertInvalid(answer: Response, what: string, detail?: RegExp): Promise<void> {
  const problem = await refusal(answer);
  assert.deepEqual([problem.status, problem.code], [401, 'invalid_token'], `${what}: ${problem.detail}`);
  assert.equal(answer.headers.get('www-authenticate'), 'Bearer error="invalid_token"', what);
  if (detail) assert.match(problem.detail, detail, what);
}

const JSON_WANTED = { headers: { accept: 'application/json' } };

/** Begins a sign-in whose keeper is the app, and goes through the bank's pages; answers what the app then has. */
async function begun(token: string, providerId: string): Promise<{ code: string; state: string; pending: string; callback: URL }> {
  const answer = await ask(token, '/auth/open-banking', JSON_WANTED);
  assert.deepEqual([answer.status, answer.headers.getSetCookie()], [200, []]);
  const { ok, url, pending } = (await answer.json()) as { ok: boolean; url: string; pending: string };
  assert.equal(ok, true);
  const callback = new URL(await atTheBank(new URL(url), providerId));
  return { code: callback.searchParams.get('code')!, state: callback.searchParams.get('state')!, pending, callback };
}

function handOver(token: string, fields: Record<string, string>): Promise<Response> {
  return ask(token, '/auth/open-banking/callback', { method: 'POST', body: new URLSearchParams(fields) });
}

async function connect(token: string, providerId: string): Promise<void> {
  const { code, state, pending } = await begun(token, providerId);
  const answer = await handOver(token, { code, state, pending });
  assert.deepEqual([answer.status, await answer.json(), answer.headers.getSetCookie()], [200, { ok: true }, []]);
}

async function assertTrueBudget(token: string, providerId: string): Promise<void> {
  const { label, from, to } = await thisMonth(bank);
  const truth = totals(within((await bank.records(providerId)).accounts, from, to));
  const report = await json(token, `/budget_scan?period=${label}`);
  assert.deepEqual(report.errors, []);
  assert.equal(inPence(report.balance_check.input), truth.input);
  assert.deepEqual(sorted(reported(report)), sorted(truth.categories));
}

for (const [alg, provider] of [['RS256', 'ob-monzo'], ['ES256', 'ob-northfield'], ['EdDSA', 'ob-monzo']] satisfies [Algorithm, string][]) {
  test(`${alg}: a bank is connected and asked, all by token, with the app keeping the sign-in`, async () => {
    const token = issuer.token(`app of ${alg}`, alg);
    assert.deepEqual(await status(token), { authenticated: true, banks: [], ids: [] });
    await connect(token, provider);
    const { authenticated, banks } = await status(token);
    assert.deepEqual([authenticated, banks.length], [true, 1]);
    await assertTrueBudget(token, provider);
    for (const path of DATA) await json(token, path);
  });
}

test('the other way round: a client with cookies connects by redirects, and gets no session', async () => {
  const token = issuer.token('with cookies');
  const person = new Person(worker.url, bearing(token));
  const callback = new URL(await person.consent('ob-monzo'));
  const cookies = [...person.cookies];
  assert.equal(cookies.length, 1, 'the pending sign-in alone');
  const path = callback.pathname + callback.search;
  const stranger = await fetch(worker.url + path, { redirect: 'manual', headers: bearing(token) });
  assert.equal(stranger.headers.get('location'), '/?connect_error=invalid_state', 'a token does not stand in for the cookie');
  const cookie = cookies.map(([name, value]) => `${name}=${value}`).join();
  const answer = await fetch(worker.url + path, { redirect: 'manual', headers: { cookie } });
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/']);
  const set = answer.headers.getSetCookie();
  assert.ok(set.length === 1 && /max-age=0/i.test(set[0]!), `only the pending cookie goes: ${set}`);
  assert.deepEqual((await status(token)).banks, ['Monzo']);
  await assertTrueBudget(token, 'ob-monzo');
  const again = await fetch(worker.url + path, { redirect: 'manual', headers: { cookie } });
  assert.equal(again.headers.get('location'), '/?connect_error=invalid_state', 'once');
});

test('a browser that has such a sign-in under way does not join its tenant', async () => {
  const token = issuer.token('with a browser');
  const person = new Person(worker.url, bearing(token));
  await person.connect('ob-monzo');
  const pending = new Person(worker.url, bearing(token));
  await pending.consent('ob-monzo');
  const cookie = [...pending.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const browser = new Person(worker.url);
  const begin = await fetch(`${worker.url}/auth/open-banking`, { redirect: 'manual', headers: { cookie } });
  const back = new URL(await atTheBank(new URL(begin.headers.get('location')!), 'ob-northfield'));
  const own = begin.headers.getSetCookie().map((line) => line.split(';')[0]).join('; ');
  const answer = await browser.ask(back.pathname + back.search, { headers: { cookie: own } });
  assert.deepEqual([answer.status, answer.headers.get('location'), browser.cookies.has(SESSION)], [303, '/', true]);
  const names = (await browser.json('/auth/open-banking/status')).connections.map((one: any) => one.provider_id);
  assert.deepEqual(names, ['ob-northfield']);
  assert.deepEqual((await status(token)).banks, ['Monzo']);
});

test('two subjects have nothing of each other', async () => {
  const [one, two] = [issuer.token('one'), issuer.token('two')];
  await connect(one, 'ob-monzo');
  for (const path of DATA) assert.deepEqual((await refusal(await ask(two, path))).code, 'not_connected', path);
  assert.deepEqual(await status(two), { authenticated: true, banks: [], ids: [] });
  await connect(two, 'ob-northfield');
  const [id] = (await status(one)).ids;
  assert.equal((await refusal(await ask(two, `/auth/open-banking/connections/${id}`, { method: 'DELETE' }))).code, 'not_found');
  assert.deepEqual((await ask(two, '/auth/open-banking', { method: 'DELETE' })).status, 200);
  assert.deepEqual(await status(two), { authenticated: true, banks: [], ids: [] });
  assert.equal((await refusal(await ask(two, '/budget_scan'))).code, 'not_connected');
  assert.deepEqual((await status(one)).banks, ['Monzo']);
  await connect(two, 'ob-northfield');
  assert.equal((await status(two)).banks.length, 1, 'an erased tenant may begin anew');
});

test('a handed-over sign-in is good for its own subject, with its own state, and once', async () => {
  const [mine, other] = [issuer.token('mine'), issuer.token('other')];
  const { code, state, pending, callback } = await begun(mine, 'ob-monzo');
  const another = await begun(mine, 'ob-monzo');
  const fields: [string, string, Record<string, string>, string][] = [
    ['another subject', other, { code, state, pending }, 'pending'],
    ['no pending', mine, { code, state }, 'pending'],
    ['a changed pending', mine, { code, state, pending: `${pending.slice(0, -4)}AAAA` }, 'pending'],
    ['the pending of another state', mine, { code, state, pending: another.pending }, 'pending'],
    ['another state', mine, { code, state: another.state, pending }, 'pending'],
    ['no state', mine, { code, pending }, 'state'],
    ['no code', mine, { state, pending }, 'code'],
    ['a refusal', mine, { error: 'access_denied', state, pending }, 'code'],
  ];
  for (const [what, token, form, field] of fields) {
    const problem = await refusal(await handOver(token, form));
    assert.deepEqual([problem.status, problem.code, problem.field], [400, 'invalid_request', field], what);
  }
  // Without the cookie that only the app's own flow has, and without a token, the address is worth nothing.
  const bare = await fetch(worker.url + callback.pathname + callback.search, { redirect: 'manual' });
  assert.equal(bare.headers.get('location'), '/?connect_error=invalid_state');
  const form = await fetch(`${worker.url}/auth/open-banking/callback`, { method: 'POST', body: new URLSearchParams({ code, state, pending }), redirect: 'manual' });
  assert.equal(form.headers.get('location'), '/?connect_error=invalid_state');
  for (const token of [mine, other]) assert.deepEqual((await status(token)).banks, []);
  assert.equal((await handOver(mine, { code, state, pending })).status, 200);
  assert.deepEqual((await status(mine)).banks, ['Monzo']);
  const again = await refusal(await handOver(mine, { code, state, pending }));
  assert.deepEqual([again.status, again.field], [400, 'state']);
  const { state: fresh, pending: kept } = another;
  const wrong = await refusal(await handOver(mine, { code: 'f'.repeat(64), state: fresh, pending: kept }));
  assert.deepEqual([wrong.status, wrong.field], [400, 'code'], 'a code that TrueLayer does not know');
});

test('a renewal by sign-in is handed over too, and keeps the connection', async () => {
  const token = issuer.token('renewing');
  await connect(token, 'ob-monzo');
  const [id] = (await status(token)).ids;
  const path = `/auth/open-banking/connections/${id}/renew`;
  const { action, url, pending } = await json(token, path, { ...JSON_WANTED, method: 'POST' });
  assert.equal(action, 'redirect');
  const callback = new URL(await atTheBank(new URL(url), 'ob-monzo'));
  const fields = { code: callback.searchParams.get('code')!, state: callback.searchParams.get('state')!, pending };
  assert.equal((await handOver(token, fields)).status, 200);
  assert.deepEqual((await status(token)).ids, [id]);
});

test('a token needs no header of our own pages, whatever page it comes from', async () => {
  const token = issuer.token('elsewhere');
  await connect(token, 'ob-monzo');
  const foreign = { origin: 'https://app.example', 'sec-fetch-site': 'cross-site', 'content-type': 'application/json' };
  const saved = await ask(token, '/api/budget-settings', { method: 'PUT', headers: foreign, body: '{"timezone":"Europe/Paris"}' });
  assert.equal(saved.status, 200, await saved.text());
  assert.equal((await json(token, '/api/budget-settings', { headers: foreign })).timezone, 'Europe/Paris');
  // To be served in one's absence or not is a choice about browsers' records: this one stays, whatever is chosen.
  assert.equal((await ask(token, '/api/notifications', { method: 'DELETE', headers: foreign })).status, 200);
  assert.deepEqual((await status(token)).banks, ['Monzo']);
  // Neither of these may be taken for a token.
  for (const authorization of ['Basic YTpi', token]) {
    const answer = await fetch(`${worker.url}/api/budget-settings`, { method: 'PUT', headers: { ...foreign, authorization }, body: '{}' });
    assert.equal((await refusal(answer)).code, 'forbidden_origin');
  }
});

test('of a cookie and a token, the token decides', async () => {
  const token = issuer.token('both');
  await connect(token, 'ob-monzo');
  const browser = new Person(worker.url);
  await browser.connect('ob-northfield');
  const providers = async (headers: Record<string, string>) => {
    const answer = await browser.ask('/auth/open-banking/status', { headers });
    return ((await answer.json()) as any).connections.map((one: any) => one.provider_id);
  };
  assert.deepEqual(await providers({}), ['ob-northfield']);
  assert.deepEqual(await providers(bearing(token)), ['ob-monzo']);
  for (const bad of ['', 'x', issuer.unsigned('both')]) await assertInvalid(await browser.ask('/budget_scan', { headers: bearing(bad) }), `with a cookie: ${bad}`);
  // Ending the token's tenant, or its session that there is none of, leaves the browser alone.
  assert.deepEqual(await (await ask(token, '/auth/logout', { method: 'POST' })).json(), { ok: true });
  assert.deepEqual((await status(token)).banks, ['Monzo']);
  for (const path of ['/auth/logout', '/auth/open-banking']) {
    const answer = await browser.ask(path, { method: path.endsWith('logout') ? 'POST' : 'DELETE', headers: bearing(token) });
    assert.deepEqual([answer.status, answer.headers.getSetCookie()], [200, []], path);
  }
  assert.deepEqual(await providers({}), ['ob-northfield']);
  assert.deepEqual((await status(token)).banks, []);
});

test('every token that is not right is refused, with what is wrong', async () => {
  const sub = 'refused';
  const [rsa, ec, ed] = [issuer.keys.RS256, issuer.keys.ES256, issuer.keys.EdDSA];
  const good = issuer.claims(sub);
  const now = Math.floor(Date.now() / 1000);
  const signed = (claims: object, header = {}, key = ec) => issuer.sign({ ...good, ...claims }, key, header);
  const [head, body, signature] = issuer.token(sub).split('.') as [string, string, string];
  const elsewhere = Buffer.from(JSON.stringify({ ...good, sub: 'else' })).toString('base64url');
  const refused: [string, string, RegExp][] = [
    ['alg none', issuer.unsigned(sub), /RS256, ES256 or EdDSA/],
    ['alg none with a signature', signed({}, { alg: 'none' }), /RS256, ES256 or EdDSA/],
    ['the public key as a secret', issuer.confused(sub), /RS256, ES256 or EdDSA/],
    ['an algorithm that is not taken', signed({}, { alg: 'RS512' }, rsa), /RS256, ES256 or EdDSA/],
    ['another algorithm than the key\'s', signed({}, { alg: 'RS256' }), /another algorithm/],
    ['a key of another kind', signed({}, { kid: rsa.kid }), /another algorithm/],
    ['EdDSA with a key for ES256', signed({}, { kid: ec.kid }, ed), /another algorithm/],
    ['a header that must be understood', signed({}, { crit: ['exp'] }), /crit/],
    ['expired', signed({ exp: now - 1 }), /expired/],
    ['no end', signed({ exp: undefined }), /exp/],
    ['not yet', signed({ nbf: now + 300 }), /not valid yet/],
    ['issued in the future', signed({ iat: now + 300 }), /not valid yet/],
    ['another issuer', signed({ iss: 'https://issuer.example' }), /iss/],
    ['another audience', signed({ aud: ['openpurse'] }), /aud/],
    ['no audience', signed({ aud: undefined }), /aud/],
    ['no subject', signed({ sub: undefined }), /sub/],
    ['a subject without a name', signed({ sub: '' }), /sub/],
    ['a subject that is too long', signed({ sub: 's'.repeat(256) }), /sub/],
    ['a changed subject', `${head}.${elsewhere}.${signature}`, /signature/],
    ['no signature', `${head}.${body}.`, /signature/],
    ['two parts', `${head}.${body}`, /not a signed/],
    ['not a token at all', 'opaque', /not a signed/],
    ['nothing', '', /not a signed/],
    ['two tokens', `${issuer.token(sub)}, Bearer ${issuer.token(sub)}`, /not a signed/],
    ['too long', signed({ more: 'm'.repeat(8192) }), /8192/],
  ];
  for (const [what, token, detail] of refused) await assertInvalid(await ask(token, '/auth/open-banking/status'), what, detail);
  const expired = signed({ exp: now - 1 });
  for (const path of [...DATA, '/auth/open-banking']) await assertInvalid(await ask(expired, path), path);
  for (const [method, path] of [['PUT', '/api/budget-settings'], ['POST', '/auth/logout'], ['DELETE', '/auth/open-banking'], ['POST', '/auth/open-banking/callback']] as const) {
    await assertInvalid(await ask(expired, path, { method }), `${method} ${path}`);
  }
  assert.equal((await fetch(`${worker.url}/healthz`, { headers: bearing(expired) })).status, 200, 'what anyone may ask needs no good token');
  const several = signed({ aud: ['other', issuer.settings.JWT_AUDIENCE], nbf: now + 30, exp: now + 600.5 });
  assert.equal((await status(several)).authenticated, true, 'and right ones are taken');
});

test('a new key is asked for at once, but unknown ones at most once a minute', async () => {
  await status(issuer.token('rotation'));
  const before = issuer.requests;
  const old = issuer.token('rotation');
  issuer.rotate('ES256');
  const both = [issuer.token('rotation'), issuer.token('another')];
  // Beside each other: one asks, the other waits for it.
  for (const { authenticated } of await Promise.all(both.map(status))) assert.equal(authenticated, true);
  assert.equal(issuer.requests, before + 1);
  await assertInvalid(await ask(old, '/auth/open-banking/status'), 'a key that is gone', /does not publish/);
  issuer.rotate('EdDSA');
  const tokens = Array.from({ length: 8 }, (_, count) => issuer.token(`rotation ${count}`, 'EdDSA'));
  for (const token of tokens) await assertInvalid(await ask(token, '/auth/open-banking/status'), 'within the minute', /does not publish/);
  assert.equal(issuer.requests, before + 1);
  issuer.manner = 'down';
  assert.equal((await status(both[0]!)).authenticated, true, 'known keys do without the issuer');
  issuer.manner = 'keys';
});

test('while the keys cannot be had nobody is let in, and as soon as they can everybody is', async (t) => {
  const other = await Issuer.start();
  other.manner = 'down';
  const limits = { BANK_CALL_TIMEOUT_MS: '1000', REQUEST_DEADLINE_MS: '5000' };
  const cut = await startWorker(bank.url, (settings) => ({ ...settings, ...other.settings, ...limits }));
  t.after(async () => {
    await cut.close();
    await other.close();
  });
  const asked = () => fetch(`${cut.url}/auth/open-banking/status`, { headers: bearing(other.token('somebody')) });
  for (const manner of ['down', 'redirect', 'large', 'not keys', 'silence'] satisfies Manner[]) {
    other.manner = manner;
    const before = other.requests;
    await until(`${manner}: the keys are asked for again`, 15_000, async () => {
      const started = performance.now();
      const answer = await asked();
      const problem = await refusal(answer);
      assert.deepEqual([problem.status, problem.code], [503, 'sign_in_unavailable'], manner);
      assert.equal(answer.headers.get('retry-after'), '5');
      assert.ok(performance.now() - started < 4000, `${manner}: within the deadline of a call`);
      return other.requests > before || undefined;
    });
  }
  other.manner = 'keys';
  const requests = other.requests;
  await until('the keys are there again', 15_000, async () => ((await asked()).status === 200 ? true : undefined));
  assert.equal(other.requests, requests + 1);
  assert.match(cut.log(), /"event":"jwks_unreadable",.*"reason":"answered 302"/);
});

test('a site without an issuer takes no tokens, and half of the settings are named', async () => {
  const without = await startWorker(bank.url);
  try {
    await assertInvalid(await fetch(`${without.url}/budget_scan`, { headers: bearing(issuer.token('somebody')) }), 'not set up', /takes no bearer tokens/);
  } finally {
    await without.close();
  }
  const half = await startWorker(bank.url, (settings) => ({ ...settings, JWT_ISSUER: issuer.name }));
  try {
    const problem = await refusal(await fetch(`${half.url}/budget_scan`));
    assert.equal(problem.code, 'misconfigured');
    for (const name of ['JWT_AUDIENCE', 'JWT_JWKS_URL']) assert.ok(problem.detail.includes(name), problem.detail);
  } finally {
    await half.close();
  }
});

test('no token is in the log', async () => {
  const last = await fetch(`${worker.url}/api/the-last-line`);
  const end = `"event":"request","request_id":"${last.headers.get('x-request-id')}"`;
  await until('the end of the log', 10_000, async () => worker.log().includes(end) || undefined);
  assert.ok(issuer.tokens.length > 20);
  for (const token of issuer.tokens) for (const part of token.split('.').slice(1)) assert.ok(part === '' || !worker.log().includes(part));
  assert.doesNotMatch(worker.log(), /eyJ[\w-]{8,}|rotation|with cookies/);
});
