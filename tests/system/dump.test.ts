// Who gets hold of everything that the server keeps: of KV, the Durable Objects, and even the master keys.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { files, objects } from '../support/state.ts';
import { envelopes, open } from '../support/vault.ts';
import { startWorker, TEST_KEYS, type Worker } from '../support/worker.ts';

const MASTER = Buffer.from(JSON.parse(TEST_KEYS).keys.test, 'base64');

let bank: Bank;
let worker: Worker;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url);
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

interface Dump {
  sealed: string[];
  /** Everything in it that a key could be derived with. */
  texts: Set<string>;
}

/** All bytes below the Worker's state folder, while it is stopped. */
function dump(): Dump {
  const contents = files(worker.state).map((file) => readFileSync(file));
  const names = files(worker.state).join('\n');
  const texts = [...contents.map((bytes) => bytes.toString('latin1')), names].flatMap((text) => text.match(/[\w:.-]{8,}/g) ?? []);
  // Bytes that happen to lie beside a text in the file may look like a part of it.
  const parts = texts.flatMap((text) => [text, ...(text.match(/tenant:[0-9a-f]{64}/g) ?? []), ...(text.match(/[0-9a-f]{64}/g) ?? []), ...(text.match(/[\w-]{22}/g) ?? [])]);
  // Large values of a database do not lie in one piece in its file.
  const values = objects(worker.state).flatMap(({ values }) => Object.values(values)).flatMap((value) => envelopes(Buffer.from(value)));
  return { sealed: [...new Set([...contents.flatMap(envelopes), ...values])], texts: new Set(parts) };
}

/** What of the dump opens with the master key and one of these. */
function opened({ sealed }: Dump, subjects: Iterable<string>): string[] {
  return [...subjects].flatMap((subject) => sealed.map((text) => open(MASTER, subject, text)?.purpose)).filter((purpose) => purpose !== undefined);
}

test('a dump of everything, with the master keys, opens nothing; the cookie of its person does', async () => {
  const people = [new Person(worker.url), new Person(worker.url)];
  for (const person of people) await person.connect('ob-plainbank');
  await people[0]!.json('/budget_scan');
  await people[0]!.change('PUT', '/api/budget-settings', { currency: 'EUR' });
  let all: Dump | undefined;
  await worker.restart({}, () => void (all = dump()));
  assert.ok(all!.sealed.length >= 4 && all!.texts.size > 20, `${all!.sealed.length} sealed, ${all!.texts.size} texts`);
  assert.deepEqual(opened(all!, all!.texts), []);
  const tenants = people.map((person) => person.cookies.get('__Host-Http-openpurse')!.split('.')[0]!);
  for (const tenant of tenants) {
    assert.ok(opened(all!, [tenant]).length >= 2, 'the attempt itself works');
    assert.ok(![...all!.texts].some((text) => text.includes(tenant)), 'the tenant\'s id is in the dump');
  }
  console.log(`${all!.sealed.length} sealed texts, ${all!.texts.size} texts to try: none opened; ${opened(all!, tenants).length} opened with the cookies`);
});

test('who allows to be served in their absence is opened by the master keys: that is what the page says', async () => {
  const person = new Person(worker.url);
  await person.connect('ob-plainbank');
  await person.change('PUT', '/api/notifications', { enabled: true });
  let all: Dump | undefined;
  await worker.restart({}, () => void (all = dump()));
  assert.ok(opened(all!, all!.texts).includes('unattended'));
  // And takes it back: what is there then opens no more.
  await person.change('DELETE', '/api/notifications');
  await person.change('DELETE', '/auth/open-banking');
});

test('a revocation that waits holds tokens, and nothing else of the connection', async () => {
  const person = new Person(worker.url);
  await person.connect('ob-plainbank');
  await bank.faults([{ path: '/api/delete', fault: 'html_502' }]);
  await person.change('DELETE', '/auth/open-banking');
  let all: Dump | undefined;
  await worker.restart({}, () => void (all = dump()));
  const plain = [...all!.texts].flatMap((text) => all!.sealed.map((sealed) => open(MASTER, text, sealed))).filter((it) => it?.purpose === 'revocation').map((it) => JSON.parse(it!.plain));
  assert.ok(plain.length > 0);
  for (const grant of plain) {
    assert.deepEqual(Object.keys(grant).toSorted(), ['previous_refresh', 'tokens']);
    assert.deepEqual(Object.keys(grant.tokens).toSorted(), ['access', 'fresh_until', 'refresh']);
  }
});
