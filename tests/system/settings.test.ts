// Budget settings: saved sealed, checked whole, and never overwritten unseen.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { startWorker, type Worker } from '../support/worker.ts';

let bank: Bank;
let worker: Worker;
let person: Person;

before(async () => {
  bank = await startBank();
  worker = await startWorker(bank.url);
  person = new Person(worker.url);
  await person.connect('ob-monzo');
});
after(async () => {
  await worker?.close();
  await bank?.close();
});

const PATH = '/api/budget-settings';

async function read(): Promise<{ settings: any; etag: string }> {
  const answer = await person.ask(PATH);
  return { settings: await answer.json(), etag: answer.headers.get('etag')! };
}

test('there are defaults, and what is put is what is read', async () => {
  const { settings, etag } = await read();
  assert.equal(settings.currency, 'GBP');
  assert.equal(settings.timezone, 'Europe/London');
  assert.ok(etag);
  const caps = [{ category: 'groceries', amount: 400.5, rollover: 'none' }];
  const saved = await person.change('PUT', PATH, { caps }, { 'if-match': etag });
  assert.equal(saved.status, 200, await saved.clone().text());
  const after = await read();
  assert.deepEqual(after.settings.caps, caps);
  assert.notEqual(after.etag, etag);
  const report = await person.json('/budget_scan');
  assert.deepEqual(report.budgets.map((line: any) => [line.category, line.amount]), [['groceries', 400.5]]);
});

test('a change to what somebody else has changed since is refused', async () => {
  const { etag } = await read();
  assert.equal((await person.change('PUT', PATH, { alert_thresholds: [90] }, { 'if-match': etag })).status, 200);
  const late = await person.change('PUT', PATH, { alert_thresholds: [50] }, { 'if-match': etag });
  assert.equal(late.status, 409);
  assert.equal(((await late.json()) as { code: string }).code, 'stale_settings');
  assert.deepEqual((await read()).settings.alert_thresholds, [90]);
});

test('wrong settings are refused whole, with the field', async () => {
  const { settings, etag } = await read();
  const wrong: [unknown, string][] = [
    [{ caps: [{ category: 'groceries', amount: -1 }] }, 'caps[0].amount'],
    [{ caps: [{ category: 'food', amount: 1 }] }, 'caps[0].category'],
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ currency: 'pounds' }, 'currency'],
    [{ budget: 1 }, 'budget'],
  ];
  for (const [body, field] of wrong) {
    const answer = await person.change('PUT', PATH, body);
    const problem = (await answer.json()) as { code: string; field: string; detail: string };
    assert.deepEqual([answer.status, problem.code], [400, 'invalid_request'], JSON.stringify(body));
    assert.ok(problem.field === field || problem.detail.includes(field), `${field}: ${JSON.stringify(problem)}`);
  }
  const headers = { origin: worker.url, 'x-requested-by': 'openpurse', 'content-type': 'application/json' };
  const broken = await person.ask(PATH, { method: 'PUT', headers, body: '{"caps":[' });
  assert.equal(broken.status, 400);
  const large = await person.ask(PATH, { method: 'PUT', headers, body: `{"rules":"${'x'.repeat(70_000)}"}` });
  assert.equal(large.status, 413);
  assert.deepEqual(await read(), { settings, etag });
});

test('another person does not see them', async () => {
  const other = new Person(worker.url);
  await other.connect('ob-monzo');
  assert.deepEqual((await other.json(PATH)).caps, []);
});
