// The worker in Node: its messages come and go by hand, and the day by a clock that the test sets.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { ImportOptions, Transaction } from 'openpurse';
import { NO_FILTER } from '../model/filter.ts';
import { namesFor } from '../model/search.ts';
import type { AllCorrected, Calls, CoreAnswer, Correction, Found, ImportedFile, Reason, Relearned, Rows, Trial, View } from './protocol.ts';

let receive: (event: { data: unknown }) => Promise<void>;
let answer: CoreAnswer;
Object.assign(globalThis, {
  self: {
    addEventListener: (_: string, listener: typeof receive) => (receive = listener),
    postMessage: (message: CoreAnswer) => (answer = message),
  },
});
await import('./worker.ts');

async function ask(call: keyof Calls, ...args: unknown[]): Promise<unknown> {
  await receive({ data: { id: 1, call, args } });
  assert.ok('value' in answer, JSON.stringify(answer));
  return answer.value;
}

const label = async () => ((await ask('view')) as View).report.period.label;

test('other settings are applied as of the day they are applied on, and wrong ones change nothing', async () => {
  mock.timers.enable({ apis: ['Date'], now: new Date('2026-11-30T23:30:00Z') });
  try {
    assert.equal(await label(), '2026-11');
    await ask('applySettings', { timezone: 'Europe/Berlin' });
    assert.equal(await label(), '2026-12', 'the day there');
    mock.timers.setTime(Date.UTC(2027, 0, 2));
    await ask('applySettings', {});
    assert.equal(await label(), '2027-01', 'the page was open overnight');
    await receive({ data: { id: 2, call: 'applySettings', args: [{ currency: 'pounds' }] } });
    assert.ok('error' in answer && answer.error.code === 'invalid_settings', JSON.stringify(answer));
    await ask('forget', 'nobody');
    assert.equal(await label(), '2027-01');
  } finally {
    mock.timers.reset();
  }
});

const FILE = 'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n05/11/2026,Pret,,CARD,-4.10,92.50\n';
const bytes = (text: string) => new TextEncoder().encode(text);
const november = async () => (await ask('view', '2026-11')) as View;

test('a file counts in every ledger after it until it is forgotten; the same once more does not', async () => {
  const file = (await ask('importFile', 'a.csv', bytes(FILE))) as ImportedFile;
  assert.deepEqual([file.transactions, file.added, file.from, file.to], [2, 2, '2026-11-03', '2026-11-05']);
  await ask('applySettings', {});
  const view = await november();
  assert.deepEqual([view.report.spent, view.files], [7.5, [file]]);
  assert.equal(file.accounts[0]!.id, view.transactions[0]!.account_id);
  await receive({ data: { id: 2, call: 'importFile', args: ['b.csv', bytes(FILE)] } });
  assert.ok('error' in answer && /same as a\.csv/.test(answer.error.message), JSON.stringify(answer));
  await receive({ data: { id: 3, call: 'importFile', args: ['c.csv', bytes('no statement')] } });
  assert.ok('error' in answer && answer.error.code === 'invalid_input', JSON.stringify(answer));
  await ask('forgetFile', file.id);
  assert.deepEqual([(await november()).report.spent, (await november()).files], [0, undefined]);
});

test('a file is tried with other columns, and taken as it was tried', async () => {
  const odd = bytes('Tag;Wer;Wie viel\n03.11.2026;Pret;3,40\n05.11.2026;Pret;4,10\nnie;Pret;1,00\n');
  const options: ImportOptions = {
    mapping: { date: 'Tag', description: 'Wer', amount: 'Wie viel', decimal_comma: true, flip_sign: true }, currency: 'EUR', bank: 'Kasse', account_name: 'Mein Konto',
  };
  const trial = (await ask('tryFile', odd, options)) as Trial;
  assert.deepEqual([trial.transactions, trial.problems.length], [2, 1]);
  assert.deepEqual(trial.first.map(({ date, amount, currency }) => [date, amount, currency]), [['2026-11-05', -4.1, 'EUR'], ['2026-11-03', -3.4, 'EUR']]);
  assert.equal((await november()).files, undefined, 'nothing was taken');
  const file = (await ask('importFile', 'odd.csv', odd, options)) as ImportedFile;
  assert.deepEqual([file.added, file.accounts.map(({ name }) => name)], [2, ['Kasse, Mein Konto']]);
  await receive({ data: { id: 2, call: 'tryFile', args: [odd, { mapping: { date: 'nowhere', description: '2', amount: '3' } }] } });
  assert.ok('error' in answer && answer.error.code === 'invalid_input', JSON.stringify(answer));
  await ask('forgetFile', file.id);
});

test('a file of an account that is gone does not count, and says so', async () => {
  const feed = { accounts: [{ kind: 'account', connection_id: 'c', account: { account_id: 'acc', display_name: 'Mine', currency: 'GBP', account_type: 'TRANSACTION', provider: {} }, balance: null, transactions: [], pending: [], standing_orders: [], direct_debits: [] }], errors: [] };
  await ask('put', 'c', bytes(JSON.stringify(feed)));
  await ask('importFile', 'a.csv', bytes(FILE), { account: 'acc' });
  assert.equal((await november()).report.spent, 7.5);
  await ask('forget', 'c');
  const { report, files } = await november();
  assert.deepEqual([report.spent, files!.length], [0, 1]);
  assert.match(files![0]!.failure!, /account/);
  await ask('forgetFile', files![0]!.id);
});

test('a correction is looked at, made, explained, kept over other settings, and taken back exactly', async () => {
  const file = (await ask('importFile', 'a.csv', bytes(FILE))) as ImportedFile;
  const [{ id }] = (await november()).transactions as [Transaction];
  const look = (await ask('correct', id, 'home', { always: true, preview: true })) as Correction;
  assert.deepEqual([look.changed.length, look.before === look.after], [2, true]);
  const done = (await ask('correct', id, 'home', { always: false, preview: false })) as Correction;
  assert.deepEqual(done.changed.map(({ category }) => category), ['eating_out'], 'as it was before');
  await ask('applySettings', {});
  assert.deepEqual((await november()).transactions.map(({ category }) => category), ['home', 'eating_out']);
  assert.equal(((await ask('explain', id)) as Reason).explanation.decided_by, 'you');
  assert.equal(await ask('exportAs', 'learned'), done.after);
  await ask('useLearned', done.before);
  assert.equal(await ask('exportAs', 'learned'), done.before);
  assert.deepEqual((await november()).transactions.map(({ category }) => category), ['eating_out', 'eating_out']);
  const merged = (await ask('mergeLearned', done.after)) as Relearned;
  assert.deepEqual(merged, { before: done.before, after: done.after });
  await ask('forgetFile', file.id);
});

/** Nine rows of three merchants, one of them unknown. */
const SHOPS = ['Pret', 'Pret', 'Pret', 'Pret', 'Greggs', 'Greggs', 'Greggs', 'Zorblatt Wix', 'Zorblatt Wix'];
const MANY = `${FILE.split('\n')[0]}\n${SHOPS.map((shop, at) => `${String(at + 1).padStart(2, '0')}/11/2026,${shop},,CARD,-${at + 1}.00,9.00\n`).join('')}`;

const categories = async () => (await november()).transactions.map(({ category }) => category);

test('many are looked at, corrected and taken back as one, whatever the order they were chosen in', async () => {
  const file = (await ask('importFile', 'a.csv', bytes(MANY))) as ImportedFile;
  const rows = (await november()).transactions;
  const was = rows.map(({ category }) => category);
  // The newest first: both of the unknown one, one of Greggs, three of Pret, of which one more follows.
  const ids = [0, 1, 2, 5, 6, 7].map((at) => rows[at]!.id);
  const look = (await ask('correctAll', [...ids].reverse(), 'home', { always: false, preview: true })) as AllCorrected;
  assert.deepEqual(await categories(), was, 'only looked at');
  assert.deepEqual([look.changed, look.others, look.missing], [7, 1, []]);
  assert.deepEqual(look.names.map(({ count }) => count), [4, 2, 1]);

  const done = (await ask('correctAll', [...ids, 'gone'], 'home', { always: false, preview: false })) as AllCorrected;
  assert.deepEqual(done, { ...look, missing: ['gone'], after: done.after });
  assert.deepEqual([look.after === look.before, done.after === done.before], [true, false]);
  const now = await categories();
  assert.deepEqual(now, rows.map(({ category }, at) => ([0, 1, 2, 5, 6, 7, 8].includes(at) ? 'home' : category)));
  for (const id of ids) assert.equal(((await ask('explain', id)) as Reason).explanation.decided_by, 'you');

  // As if each had been corrected by itself.
  await ask('useLearned', done.before);
  assert.deepEqual(await categories(), was);
  for (const id of ids) await ask('correct', id, 'home', { always: false, preview: false });
  assert.deepEqual(await categories(), now);
  await ask('useLearned', undefined);
  await ask('forgetFile', file.id);
});

test('always: every row of their merchants follows, and what was said before of one of them today is no hindrance', async () => {
  const file = (await ask('importFile', 'a.csv', bytes(MANY))) as ImportedFile;
  const rows = (await november()).transactions;
  await ask('correct', rows[2]!.id, 'travel', { always: false, preview: false });
  await ask('correct', rows[6]!.id, 'travel', { always: false, preview: false });
  const ids = [rows[2]!.id, rows[3]!.id, rows[5]!.id];
  const look = (await ask('correctAll', ids, 'fees', { always: true, preview: true })) as AllCorrected;
  const done = (await ask('correctAll', ids, 'fees', { always: true, preview: false })) as AllCorrected;
  assert.deepEqual(done, { ...look, after: done.after });
  // The one of Pret that was said to be travel was not chosen.
  assert.deepEqual((await categories()).slice(2), ['fees', 'fees', 'fees', 'fees', 'travel', 'fees', 'fees']);
  await ask('useLearned', undefined);
  await ask('forgetFile', file.id);
});

test('all rows come in slices, a search says where among them; both know when they are others', async () => {
  const file = (await ask('importFile', 'a.csv', bytes(MANY))) as ImportedFile;
  const all = (await ask('rows', 0, 100)) as Rows;
  const slice = (await ask('rows', 4, 3)) as Rows;
  assert.deepEqual([all.total, slice.total, slice.version], [9, 9, all.version]);
  assert.deepEqual(slice.transactions, all.transactions.slice(4, 7));
  const find = async (text: string) => (await ask('find', { ...NO_FILTER, text }, namesFor(new Map()))) as Found;
  const found = await find('greggs');
  assert.deepEqual([found.version, [...found.places], found.sums], [all.version, [2, 3, 4], [{ currency: 'GBP', amount: '-18.00' }]]);
  // To look at a correction changes nothing, to make it does.
  await ask('correctAll', [all.transactions[0]!.id], 'home', { always: false, preview: true });
  assert.equal((await find('')).version, all.version);
  await ask('correctAll', [all.transactions[0]!.id], 'home', { always: false, preview: false });
  assert.notEqual((await find('')).version, all.version);
  await ask('useLearned', undefined);
  await ask('forgetFile', file.id);
  assert.deepEqual([...(await find('')).places], []);
});

test('what cannot be read as learned changes nothing', async () => {
  const before = await ask('exportAs', 'learned');
  await receive({ data: { id: 2, call: 'useLearned', args: ['{"version":1,'] } });
  assert.ok('error' in answer && answer.error.code === 'invalid_learned', JSON.stringify(answer));
  await ask('applySettings', {});
  assert.equal(await ask('exportAs', 'learned'), before);
  await ask('useLearned', undefined);
});

test('every format is made of what is loaded', async () => {
  const file = (await ask('importFile', 'a.csv', bytes(FILE))) as ImportedFile;
  for (const format of ['csv', 'ofx', 'hledger', 'beancount']) assert.match((await ask('exportAs', format)) as string, /3\.40/, format);
  await ask('forgetFile', file.id);
});
