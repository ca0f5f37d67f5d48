// Nothing of a person's money, and no secret in the clear, in any byte that the server leaves behind.

import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { found, foundAmounts, SHORTEST, spellings } from '../support/canary.ts';
import { Person } from '../support/person.ts';
import { files, objects } from '../support/state.ts';
import { startWorker, TEST_KEYS, type Worker } from '../support/worker.ts';

const BANKS = ['ob-monzo', 'ob-northfield', 'ob-harbour-card', 'xs2a-eurobank'];
const CAP = '1234.56';

let bank: Bank;
let worker: Worker;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url, (settings) => ({ ...settings, BANK_CALL_TIMEOUT_MS: '1500' }));
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

/** Everything that a person does, on good days and on bad ones. */
async function everything(): Promise<Person> {
  const person = new Person(worker.url);
  for (const provider of BANKS) await person.connect(provider);
  await person.change('PUT', '/api/budget-settings', { caps: [{ category: 'groceries', amount: Number(CAP) }] });
  const ask = async () => {
    for (const path of ['/api/bank-accounts', '/api/feed', '/api/transactions', '/budget_scan', '/auth/open-banking/status', '/api/notifications']) {
      await (await person.ask(path)).text();
    }
  };
  await ask();
  await bank.tokens({ rotate: true, expire_access: true });
  await ask();
  for (const fault of ['malformed', 'truncated', 'html_502', 'hang'] as const) {
    await bank.faults([{ path: '/accounts/*/transactions', fault }, { path: '/accounts', fault }]);
    await ask();
  }
  await bank.faults([{ path: '/connect/token', fault: 'malformed' }]);
  await bank.tokens({ expire_access: true });
  await ask();
  await bank.faults([{ path: '/api/delete', fault: 'html_502' }]);
  const { connections } = await person.json('/auth/open-banking/status');
  await person.change('POST', `/auth/open-banking/connections/${connections[1].id}/renew`, { user: { name: 'Canary Personson', email: 'canary@example.com' } });
  await person.change('DELETE', `/auth/open-banking/connections/${connections[0].id}`);
  await person.ask('/auth/open-banking/callback?code=canary-code-of-nobody&state=canary-state-of-nobody');
  await person.ask('/api/transactions?account_id=canary-account-of-nobody');
  return person;
}

/** What must not be found: texts, and amounts with a point in them. */
async function needles(person: Person): Promise<{ texts: Set<string>; amounts: Set<string> }> {
  const { accounts } = await bank.records();
  const texts: string[] = ['Canary Personson', 'canary@example.com', 'canary-code-of-nobody', 'canary-state-of-nobody', 'canary-account-of-nobody'];
  const amounts = [CAP];
  for (const { account, transactions, pending } of accounts) {
    texts.push(account.display_name, ...Object.values(account.account_number ?? {}));
    for (const { record } of [...transactions, ...pending]) {
      texts.push(record.description, (record as { merchant_name?: string }).merchant_name ?? '');
      amounts.push(Math.abs(record.amount).toFixed(2));
    }
  }
  texts.push(...(await bank.issued()), ...person.secrets, 'simulated-secret-not-real', JSON.parse(TEST_KEYS).keys.test);
  return { texts: new Set(texts.filter((text) => text.length >= SHORTEST)), amounts: new Set(amounts.filter((amount) => amount.length >= 5)) };
}

/** All bytes: files of KV, Durable Objects and the cache, values that lie in pieces there, and the log. */
function left(): Buffer {
  const values = objects(worker.state).flatMap((stored) => Object.values(stored.values));
  return Buffer.concat([...files(worker.state).map((file) => readFileSync(file)), Buffer.from(values.join('\n')), Buffer.from(worker.log())]);
}

test('after all that a person does, nothing of it is left in the clear', async () => {
  const person = await everything();
  const { texts, amounts } = await needles(person);
  assert.ok(texts.size > 150 && amounts.size > 100, `${texts.size} texts, ${amounts.size} amounts`);
  let bytes: Buffer | undefined;
  await worker.restart({}, () => void (bytes = left()));
  // TrueLayer's ids of calls that failed belong into the log; they are secrets of nobody.
  console.log(`${texts.size} texts in ${spellings('a text of some length').size} spellings and ${amounts.size} amounts, looked for in ${bytes!.length} bytes`);
  assert.deepEqual(found(bytes!, texts), []);
  assert.deepEqual(foundAmounts(bytes!, amounts), []);

  // The search finds what is there, in each spelling.
  const canary = [...texts].find((text) => / /.test(text) && text.length > 12)!;
  for (const [how, spelling] of spellings(canary)) {
    const planted = join(worker.state, 'planted');
    writeFileSync(planted, Buffer.concat([Buffer.from('x'), spelling, Buffer.from('y')]));
    assert.ok(found(left(), [canary]).some((line) => line.endsWith(`(${how})`)), how);
    writeFileSync(planted, `"amount":-${[...amounts][0]},`);
    assert.equal(foundAmounts(left(), amounts).length, 1);
  }
});
