// The vectors, answered at the edge: the banks serve a vector's accounts on its day, and the Worker's answers are compared with
// the vector's text, byte for byte. Native code and WebAssembly answer the same files elsewhere.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { init, Ledger } from 'openpurse';
import { startBank, type Bank } from '../support/bank.ts';
import { Person } from '../support/person.ts';
import { startRuntime, type Runtime } from '../support/runtime.ts';

const FOLDER = 'tests/vectors';
const NAMES = readdirSync(FOLDER).filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -'.json'.length));

/** Whose report a scan cannot give, and why. Its rows and its feed are compared all the same. */
const OTHER_REPORT: Record<string, string> = {
  recurring: 'a scan asks for 90 days, and not for the banks\' own lists of payments to come: two calls an account',
};

/** The fields of a vector, as text: each stands on a line of its own. */
interface Vector {
  today: string;
  settings: string;
  feed: string;
  period: string | null;
  report: string;
  transactions: string;
}

function read(name: string): Vector {
  const lines = readFileSync(`${FOLDER}/${name}.json`, 'utf8').split('\n');
  const field = (key: string) => lines.find((line) => line.startsWith(`"${key}":`))!.slice(key.length + 3).replace(/,$/, '');
  return {
    today: JSON.parse(field('today')),
    settings: field('settings'),
    feed: field('feed'),
    period: JSON.parse(field('period')),
    report: field('report'),
    transactions: field('transactions'),
  };
}

let bank: Bank;

before(async () => {
  bank = await startBank();
  await init();
});
after(() => bank?.close());

/** Runs `ask` with a person whose banks and whose Worker have the vector and its day. */
async function within(vector: Vector, ask: (person: Person) => Promise<void>): Promise<void> {
  // The middle of the day, in every time zone of the settings.
  const ahead = Date.parse(`${vector.today}T12:00:00Z`) - Date.now();
  await bank.reset();
  await bank.advance(Math.round(ahead / 1000));
  await bank.give(vector.today, vector.feed);
  const worker: Runtime = await startRuntime(bank.url, ahead);
  try {
    const person = new Person(worker.url);
    await person.connect('ob-monzo');
    if (JSON.parse(vector.feed).accounts.some((account: any) => account.kind === 'card')) await person.connect('ob-harbour-card');
    const headers = { origin: worker.url, 'x-requested-by': 'openpurse', 'content-type': 'application/json' };
    // As text: JavaScript's numbers would lose the digits of `400.00`.
    const saved = await person.ask('/api/budget-settings', { method: 'PUT', headers, body: vector.settings });
    assert.equal(saved.status, 200, await saved.text());
    await ask(person);
  } finally {
    await worker.close();
  }
}

async function text(person: Person, path: string): Promise<string> {
  const answer = await person.ask(path);
  const body = await answer.text();
  assert.equal(answer.status, 200, body);
  return body;
}

/** The list's objects, as text. */
function rows(list: string): string[] {
  return list.slice(1, -1).split(/,(?=\{"id":)/).filter((row) => row !== '');
}

/** What the package answers to the same question. */
function inTheBrowser(vector: Vector, feed: string): { report: unknown; transactions: unknown[]; problems: string[] } {
  using ledger = new Ledger({ today: vector.today, settings: JSON.parse(vector.settings) });
  const problems = ledger.load(feed).problems.map((problem) => problem.code);
  return { report: ledger.budget(vector.period ?? undefined), transactions: ledger.transactions(), problems };
}

/** The feed without the banks' own lists. */
function withoutLists(feed: string): string {
  const copy = JSON.parse(feed);
  for (const account of copy.accounts) account.standing_orders = account.direct_debits = [];
  return JSON.stringify(copy);
}

for (const name of NAMES) {
  const vector = read(name);
  const from = `${Number(vector.today.slice(0, 4)) - 1}${vector.today.slice(4)}`;
  // Banks are asked for a year's days, and none of the future: rows of other days stay with them. Only odd-texts has such.
  const reachable = rows(vector.transactions).filter((row) => {
    const { date } = JSON.parse(row);
    return from <= date && date <= vector.today;
  });
  const window = `from=${from}&to=${vector.today}`;

  test(`${name}: the edge answers it as everyone else`, () => within(vector, async (person) => {
    const scan = await text(person, `/budget_scan${vector.period === null ? '' : `?period=${vector.period}`}`);
    const tail = /,"as_of":"[^"]+","errors":\[.*\]\}$/s.exec(scan)![0];
    const report = `${scan.slice(0, -tail.length)}}`;
    if (name in OTHER_REPORT) {
      assert.notEqual(report, vector.report, `no reason to leave it out any more: ${OTHER_REPORT[name]}`);
      // The same core says the same of as much.
      assert.deepEqual(JSON.parse(report), inTheBrowser(vector, withoutLists(await text(person, '/api/feed'))).report);
    } else {
      assert.equal(report, vector.report);
    }
    const problems = JSON.parse(scan).errors.map((error: any) => error.code);
    assert.deepEqual(problems, inTheBrowser(vector, vector.feed).problems);

    const listed = await text(person, `/api/transactions?${window}`);
    const list = /"transactions":(\[.*\]),"as_of"/s.exec(listed)![1]!;
    assert.deepEqual(rows(list), reachable);

    const feed = inTheBrowser(vector, await text(person, `/api/feed?${window}`));
    assert.deepEqual(feed.report, JSON.parse(vector.report), 'the report that a browser makes of the feed');
    assert.deepEqual(feed.transactions, reachable.map((row) => JSON.parse(row)));
  }));
}

test('no vector is left out by mistake', () => {
  assert.ok(NAMES.length >= 9, NAMES.join());
  assert.deepEqual(Object.keys(OTHER_REPORT).filter((name) => !NAMES.includes(name)), []);
});
