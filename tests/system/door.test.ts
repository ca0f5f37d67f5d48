// The door: who may ask for what from where, the headers of every answer, what other origins may read, and sizes.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { HEADERS, METHODS, ROUTES, takes, type Knock } from '../support/routes.ts';
import { startWorker, type Worker } from '../support/worker.ts';

const FRIEND = 'https://friend.example';
const CORS = /^access-control-/;

let bank: Bank;
let worker: Worker;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url, (settings) => ({ ...settings, ALLOWED_ORIGINS: `${FRIEND}, http://localhost:5173` }));
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

/** A request with exactly these headers, which fetch would not send. */
function raw(method: string, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const asked = request(worker.url + path, { method, headers: { ...headers, ...length } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(chunks).toString() }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

function assertHeaders(name: string, { headers }: Answer): void {
  for (const [header, wanted] of Object.entries(HEADERS)) assert.match(String(headers[header]), wanted, `${name}: ${header}`);
}

function corsOf({ headers }: Answer): Record<string, unknown> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => CORS.test(name)));
}

const own = () => ({ origin: worker.url, 'x-requested-by': 'openpurse' });

/** Where a request may come from, whether a change from there is let in, and whether a personal answer is. */
const PROVENANCES: [string, () => Record<string, string>, boolean, boolean][] = [
  ['our own page', () => ({ ...own(), 'sec-fetch-site': 'same-origin' }), true, true],
  ['our own page in a browser without Sec-Fetch-Site', own, true, true],
  ['nowhere', () => ({}), false, true],
  ['nowhere, with our header', () => ({ 'x-requested-by': 'openpurse' }), false, true],
  ['our own page without our header', () => ({ origin: worker.url }), false, true],
  ['our own page with another header', () => ({ origin: worker.url, 'x-requested-by': 'web' }), false, true],
  ['another origin', () => ({ ...own(), origin: 'https://evil.example' }), false, true],
  ['an origin that only begins like ours', () => ({ ...own(), origin: `${worker.url}.evil.example` }), false, true],
  ['an allowed origin without a token', () => ({ ...own(), origin: FRIEND }), false, true],
  ['a sandboxed frame', () => ({ ...own(), origin: 'null' }), false, true],
  ['another site\'s page', () => ({ ...own(), 'sec-fetch-site': 'cross-site' }), false, false],
  ['a sibling\'s page', () => ({ ...own(), 'sec-fetch-site': 'same-site' }), false, false],
  ['an address typed in', () => ({ ...own(), 'sec-fetch-site': 'none' }), false, true],
];

/** Whether the door lets it in. */
function mayEnter(route: Knock, method: string, changes: boolean, reads: boolean): boolean {
  if (route.path.endsWith('/callback')) return true;
  if (method === 'GET' || method === 'HEAD') return reads || route.reading === 'open';
  return changes;
}

test('the table has every address of the description', async () => {
  const { paths } = JSON.parse((await raw('GET', '/openapi.json')).body);
  const described = Object.entries<object>(paths).map(([path, item]) => [path.replace('{id}', 'nobody'), Object.keys(item).filter((key) => key !== 'parameters').map((key) => key.toUpperCase()).toSorted()]);
  assert.deepEqual(Object.fromEntries(described), Object.fromEntries(ROUTES.map(({ path, methods }) => [path, methods.toSorted()])));
});

for (const [from, headers, changes, reads] of PROVENANCES) {
  test(`every address and method, asked from ${from}`, async () => {
    for (const route of ROUTES) {
      for (const method of METHODS) {
        const name = `${method} ${route.path} from ${from}`;
        const answer = await raw(method, route.path, { ...headers(), 'content-type': 'application/json' });
        assertHeaders(name, answer);
        assert.deepEqual(corsOf(answer), {}, name);
        assert.match(String(answer.headers['x-request-id']), /^[0-9a-f]{32}$/, name);
        if (!takes(route, method)) {
          assert.equal(answer.status, 405, name);
          assert.ok(String(answer.headers.allow).includes(route.methods[0]!), name);
          continue;
        }
        assert.equal(answer.status === 403, !mayEnter(route, method, changes, reads), `${name}: ${answer.status} ${answer.body}`);
        if (answer.status === 403) assert.equal(method === 'HEAD' ? '' : JSON.parse(answer.body).code, method === 'HEAD' ? '' : 'forbidden_origin', name);
        assert.ok(answer.status < 500 || answer.status === 501, `${name}: ${answer.status} ${answer.body}`);
        if (route.reading === 'personal' || answer.status >= 300) assert.equal(answer.headers['cache-control'], 'no-store', name);
      }
    }
  });
}

test('static files, what is not there, and answers without a body carry the headers too', async () => {
  const assets = await readdir('web/dist/assets');
  assert.ok(assets.length > 2);
  const page = await raw('GET', '/');
  assert.equal(page.status, 200);
  assert.match(String(page.headers['content-security-policy']), /script-src 'self' 'wasm-unsafe-eval';/);
  const etag = { 'if-none-match': String(page.headers.etag) };
  const cases: [string, string, number, Record<string, string>?][] = [
    ['GET', '/', 200], ['HEAD', '/', 200], ['GET', '/', 304, etag], ['GET', '/index.html', 307], ['GET', '/favicon.svg', 200],
    ...assets.map((file): [string, string, number] => ['GET', `/assets/${file}`, 200]),
    ['GET', '/nothing', 404], ['HEAD', '/nothing', 404], ['GET', '/api/nothing', 404], ['GET', '/assets/nothing.js', 404],
    ['POST', '/nothing', 404], ['OPTIONS', '/nothing', 404], ['OPTIONS', '/api/feed', 405], ['GET', '/api/feed?x=1', 400],
    ['GET', '/auth/open-banking/callback?error=access_denied', 303], ['GET', '/auth/open-banking', 302],
  ];
  for (const [method, path, status, headers] of cases) {
    const answer = await raw(method, path, headers);
    assert.equal(answer.status, status, `${method} ${path}: ${answer.body.slice(0, 200)}`);
    assertHeaders(`${method} ${path}`, answer);
    assert.deepEqual(corsOf(answer), {});
  }
  const block = (await readFile('web/public/_headers', 'utf8')).split('\n\n').find((text) => text.startsWith('/*\n'))!;
  for (const line of block.split('\n').slice(1)) {
    const [name, value] = line.trim().split(': ');
    assert.equal(page.headers[name!.toLowerCase()], value);
  }
});

test('a streamed feed carries the headers; its cookies are for this host alone, out of scripts\' reach', async () => {
  const person = new Person(worker.url);
  const begin = await person.ask('/auth/open-banking');
  const back = new URL(await person.consent('ob-monzo'));
  const home = await person.ask(back.pathname + back.search);
  const out = await person.change('POST', '/auth/logout');
  const set = [begin, home, out].flatMap((answer) => answer.headers.getSetCookie());
  assert.ok(set.length >= 3);
  for (const line of set) {
    const [pair, ...attributes] = line.split('; ');
    const strict = pair!.startsWith('__Host-Http-openpurse=');
    assert.match(pair!, /^__Host-Http-openpurse/);
    const sameSite = strict ? 'SameSite=Strict' : 'SameSite=Lax';
    assert.deepEqual(attributes.filter((it) => !it.startsWith('Max-Age=')).toSorted(), ['HttpOnly', 'Path=/', sameSite, 'Secure'].toSorted(), pair!.split('=')[0]);
  }
  const again = new Person(worker.url);
  await again.connect('ob-monzo');
  const cookie = [...again.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const feed = await raw('GET', '/api/feed', { cookie });
  assert.deepEqual([feed.status, JSON.parse(feed.body).ok, feed.headers['cache-control']], [200, true, 'no-store']);
  assertHeaders('the feed', feed);
});

const TOKEN = { authorization: 'Bearer made-up-token' };
const PREFLIGHT = { 'access-control-request-method': 'GET', 'access-control-request-headers': 'authorization,content-type' };

test('only an origin that is named, and only with a token, may read an answer', async () => {
  const cases: [string, string, Record<string, string>, boolean][] = [
    ['with a token', 'GET', { origin: FRIEND, ...TOKEN }, true],
    ['the other one', 'GET', { origin: 'http://localhost:5173', ...TOKEN }, true],
    ['a preflight', 'OPTIONS', { origin: FRIEND, ...PREFLIGHT }, true],
    ['without a token', 'GET', { origin: FRIEND }, false],
    ['with another scheme', 'GET', { origin: FRIEND, authorization: 'Basic bWFkZTp1cA==' }, false],
    ['from an origin that is not named', 'GET', { origin: 'https://evil.example', ...TOKEN }, false],
    ['from one that ends alike', 'GET', { origin: 'https://notfriend.example', ...TOKEN }, false],
    ['from a sandboxed frame', 'GET', { origin: 'null', ...TOKEN }, false],
    ['without an origin', 'GET', TOKEN, false],
    ['a preflight that is not about a token', 'OPTIONS', { origin: FRIEND, ...PREFLIGHT, 'access-control-request-headers': 'x-requested-by' }, false],
    ['a preflight of another origin', 'OPTIONS', { origin: 'https://evil.example', ...PREFLIGHT }, false],
    ['no preflight', 'OPTIONS', { origin: FRIEND }, false],
  ];
  for (const [name, method, headers, allowed] of cases) {
    for (const { path, methods } of ROUTES.filter(({ methods }) => methods.includes('GET'))) {
      const answer = await raw(method, path, headers);
      const cors = corsOf(answer);
      assert.equal(cors['access-control-allow-origin'], allowed ? headers.origin : undefined, `${name} ${path}`);
      assert.equal(cors['access-control-allow-credentials'], undefined, name);
      assert.equal(answer.headers['cross-origin-resource-policy'], allowed ? 'cross-origin' : 'same-origin', `${name} ${path}`);
      if (!allowed) assert.deepEqual(cors, {}, name);
      else assert.deepEqual([answer.headers.vary, cors['access-control-expose-headers']], ['Origin', 'etag, retry-after, x-request-id'], name);
      if (method === 'OPTIONS') assert.equal(answer.status, allowed ? 204 : 405, `${name} ${path}`);
      if (method === 'OPTIONS' && allowed) {
        for (const one of methods) assert.ok(String(cors['access-control-allow-methods']).split(', ').includes(one), `${one} ${path}`);
        assert.deepEqual([cors['access-control-allow-headers'], cors['access-control-max-age']], ['authorization, content-type, if-match, x-requested-by', '600']);
      }
    }
  }
  const nothing = await raw('OPTIONS', '/api/nothing', { origin: FRIEND, ...PREFLIGHT });
  assert.deepEqual([nothing.status, corsOf(nothing)], [404, {}]);
});

test('where there is a token no cookie counts', async () => {
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  assert.equal((await person.ask('/api/bank-accounts')).status, 200);
  for (const [method, path] of [['GET', '/api/bank-accounts'], ['GET', '/api/budget-settings'], ['DELETE', '/auth/open-banking'], ['POST', '/auth/logout']] as const) {
    const answer = await person.ask(path, { method, headers: { ...TOKEN, origin: FRIEND } });
    await answer.body?.cancel();
    // Logging out nobody is no mistake.
    assert.equal(answer.status, path === '/auth/logout' ? 200 : 401, `${method} ${path}`);
  }
});

test('addresses and bodies have a largest size; a body that nobody asked for is not read', async () => {
  const person = new Person(worker.url);
  await person.connect('ob-monzo');
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const change = { ...own(), cookie, 'content-type': 'application/json' };
  const { id } = JSON.parse((await raw('GET', '/auth/open-banking/status', { cookie })).body).connections[0];
  const path = (length: number) => `/api/transactions?account_id=${'a'.repeat(length - worker.url.length - '/api/transactions?account_id='.length)}`;
  const far = JSON.parse((await raw('GET', path(8 * 1024 + 1))).body);
  assert.deepEqual([far.status, far.code, far.field], [400, 'invalid_request', 'url']);
  assert.equal(JSON.parse((await raw('GET', path(8 * 1024))).body).code, 'not_connected');
  const cases: [string, string, number, number][] = [
    ['PUT', '/api/budget-settings', 64 * 1024, 400],
    ['POST', `/auth/open-banking/connections/${id}/renew`, 4 * 1024, 400],
    ['POST', '/auth/open-banking/callback', 16 * 1024, 303],
  ];
  for (const [method, path, largest, otherwise] of cases) {
    for (const [size, status] of [[largest, otherwise], [largest + 1, 413]] as const) {
      const answer = await raw(method, path, change, 'x'.repeat(size));
      assert.equal(answer.status, status, `${method} ${path} of ${size} bytes: ${answer.body}`);
      if (status === 413) assert.equal(JSON.parse(answer.body).code, 'too_large');
    }
    const streamed = await fetch(worker.url + path, { method, headers: change, body: endless(largest + 1), duplex: 'half', redirect: 'manual' } as RequestInit);
    assert.equal(streamed.status, 413, `${method} ${path}, without a length: ${await streamed.text()}`);
  }
  for (const [method, path] of [['GET', '/healthz'], ['DELETE', '/auth/open-banking/connections/nobody'], ['POST', '/auth/logout']] as const) {
    const answer = await raw(method, path, change, 'x'.repeat(1024 * 1024));
    assert.equal(answer.status, path.endsWith('nobody') ? 404 : 200, `${method} ${path}: ${answer.body}`);
  }
});

/** More bytes than `size`, in chunks whose number nobody is told. */
function endless(size: number): ReadableStream<Uint8Array> {
  let left = size;
  return new ReadableStream({
    pull(controller) {
      const next = Math.min(left, 1024);
      left -= next;
      if (next > 0) controller.enqueue(new Uint8Array(next).fill(120));
      else controller.close();
    },
  });
}
