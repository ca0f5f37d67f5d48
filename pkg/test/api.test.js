// The public API on the built core, through the entry that Node takes.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { categorise, init, Ledger, OpenpurseError } from 'openpurse';

const TODAY = '2026-11-23';

/** An assertion that this fails as an OpenpurseError of that code. */
function failsWith(code, act, message = /./) {
  assert.throws(act, (error) => {
    assert.ok(error instanceof OpenpurseError, `${error}`);
    assert.equal(error.name, 'OpenpurseError');
    assert.equal(error.code, code, error.message);
    assert.match(error.message, message);
    return true;
  });
}

function results(...rows) {
  return JSON.stringify({
    results: rows.map(([date, description, amount], index) => ({
      transaction_id: `row-${index}`,
      timestamp: `${date}T00:00:00Z`,
      description,
      amount,
      currency: 'GBP',
      transaction_type: amount < 0 ? 'DEBIT' : 'CREDIT',
    })),
  });
}

const CURRENT_ACCOUNT = { id: 'current', kind: 'account' };

test('init resolves at once and any number of times', async () => {
  assert.equal(await init(), undefined);
  await Promise.all([init(), init()]);
});

test('categorise takes values, text and bytes alike, and answers in order', () => {
  const rows = [{ description: 'TESCO STORES 3297', amount: -12.5 }, { description: 'NETFLIX.COM', amount: '-9.99' }];
  const answers = categorise(rows);
  assert.deepEqual(answers.map(({ category }) => category), ['groceries', 'subscriptions']);
  assert.equal(answers[0].merchant, 'Tesco');
  const text = JSON.stringify(rows);
  assert.deepEqual(categorise(text), answers);
  assert.deepEqual(categorise(new TextEncoder().encode(text)), answers);
  assert.deepEqual(categorise(Buffer.from(text)), answers);
  assert.deepEqual(categorise([]), []);
});

test('what is not a list of transactions is refused, and the row named', () => {
  failsWith('invalid_input', () => categorise('not JSON'), /list of transactions/);
  failsWith('invalid_input', () => categorise({}));
  failsWith('invalid_input', () => categorise(new Uint8Array()));
  assert.throws(() => categorise([{ description: 'A', amount: 1 }, { description: 'B' }]), { code: 'invalid_input', detail: { row: 1 } });
});

test('what cannot be JSON is refused, never a TypeError', () => {
  const cycle = [];
  cycle.push(cycle);
  const trap = { get description() { throw new RangeError('mine'); }, amount: 1 };
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  for (const input of [undefined, null, Symbol('s'), () => {}, 1n, [1n], cycle, [trap], proxy]) {
    failsWith('invalid_input', () => categorise(input));
    failsWith('invalid_input', () => new Ledger({ today: TODAY }).load(input));
  }
  const options = { get settings() { throw new Error('mine'); } };
  failsWith('invalid_input', () => new Ledger(options), /mine/);
  failsWith('invalid_input', () => new Ledger({ today: TODAY }).budget(11), /2026-11/);
});

test('whatever a caller’s getter throws, and bytes that are gone, are an OpenpurseError too', () => {
  const silent = { get message() { throw new Error('not even a message'); } };
  for (const thrown of [Object.create(null), silent, { message: Symbol('s') }, { message: Object.create(null) }, Symbol('s'), null, undefined]) {
    const trap = { get settings() { throw thrown; } };
    failsWith('invalid_input', () => new Ledger(trap), /options/);
    failsWith('invalid_input', () => categorise([trap]), /transactions/);
  }
  const bytes = new TextEncoder().encode('[]');
  structuredClone(bytes, { transfer: [bytes.buffer] });
  failsWith('invalid_input', () => categorise(bytes), /transactions: its bytes are gone/);
  failsWith('invalid_input', () => new Ledger({ today: TODAY }).load(bytes), /feed: its bytes are gone/);
});

test('options that a ledger does not have are refused by name', () => {
  for (const [options, message] of [[{ setings: {} }, /options\.setings/], [[], /options/], ['x', /options/]]) {
    failsWith('invalid_input', () => new Ledger(options), message);
  }
  assert.throws(() => new Ledger({ setings: {} }), { detail: { field: 'setings' } });
  new Ledger({ settings: undefined, today: undefined }).free();
});

test('a ledger loads, lists and reports', () => {
  const ledger = new Ledger({ today: TODAY, settings: { caps: [{ category: 'groceries', amount: '100.10' }] } });
  const feed = results(['2026-11-02', 'LIDL GB', -30.35], ['2026-11-03', 'LIDL GB', -0.2], ['2026-10-30', 'LIDL GB', -7]);
  assert.deepEqual(ledger.load(feed, CURRENT_ACCOUNT), { accounts: 1, transactions: 3, problems: [] });
  const { period, budgets, spent } = ledger.budget();
  assert.deepEqual(period, { label: '2026-11', from: '2026-11-01', to: '2026-11-30' });
  assert.equal(spent, 30.55);
  assert.equal(budgets[0].left, 69.55);
  assert.equal(ledger.budget('2026-10').spent, 7);
  assert.deepEqual(ledger.transactions().map(({ date }) => date), ['2026-11-03', '2026-11-02', '2026-10-30']);
  assert.equal(ledger.transactions({ from: '2026-11-01', text: 'lidl' }).length, 2);
  ledger.free();
});

test('figures and categories are explained, and settings previewed', () => {
  using ledger = new Ledger({ today: TODAY });
  ledger.load(results(['2026-11-02', 'TESCO STORES 3297', -60], ['2026-11-05', 'TESCO STORES 3297', 20.5]), CURRENT_ACCOUNT);
  const [refund, purchase] = ledger.transactions();
  assert.equal(refund.refund_of, purchase.id);
  assert.deepEqual(ledger.figure({ of: 'spent', category: 'groceries' }), [
    { id: refund.id, amount: -20.5 },
    { id: purchase.id, amount: 60 },
  ]);
  assert.deepEqual(ledger.figure({ of: 'income' }, '2026-10'), []);
  assert.match(ledger.explain(refund.id).because.join(' '), /Tesco is known.*gives back a part of the purchase of 2026-11-02/);
  assert.deepEqual(ledger.explain(refund.id).reasons, [
    { code: 'merchant', name: 'Tesco', category: 'groceries', list: 'openpurse' },
    { code: 'refund', on: '2026-11-02', partial: true },
  ]);
  assert.deepEqual(ledger.settled(), []);

  const split = [{ category: 'groceries', percent: 50 }, { category: 'home', percent: 50 }];
  const rules = [{ id: 'r', if: { text: 'tesco', direction: 'out' }, then: { split } }];
  const [change] = ledger.preview({ rules }).filter(({ id }) => id === purchase.id);
  assert.deepEqual(change.after.splits, [{ category: 'groceries', amount: -30 }, { category: 'home', amount: -30 }]);
  assert.deepEqual(ledger.settings.rules, []);

  failsWith('invalid_input', () => ledger.explain('nobody'), /^id: /);
  failsWith('invalid_input', () => ledger.explain(7), /^id: /);
  failsWith('invalid_input', () => ledger.figure({ of: 'everything' }), /figure/);
  failsWith('invalid_input', () => ledger.figure({ of: 'spent' }, 'soon'), /^period: /);
  failsWith('invalid_settings', () => ledger.preview({ rules: 7 }), /rules/);
});

test('recurring payments are listed with what changed', () => {
  const ledger = new Ledger({ today: TODAY });
  const rows = [['2026-09-07', -9.99], ['2026-10-07', -9.99], ['2026-11-07', -10.99]].map(([date, amount]) => [date, 'NETFLIX.COM', amount]);
  ledger.load(results(...rows), CURRENT_ACCOUNT);
  assert.deepEqual(ledger.recurring(), [{
    name: 'Netflix',
    category: 'subscriptions',
    amount: -10.99,
    currency: 'GBP',
    every: 'month',
    next_date: '2026-12-07',
    last_date: '2026-11-07',
    source: 'detected',
    account_id: 'current',
    transfer: false,
    changed: { from: -9.99, to: -10.99 },
  }]);
  ledger.free();
  failsWith('freed', () => ledger.recurring());
});

test('a ledger is written as a table and as journals', () => {
  using ledger = new Ledger({ today: TODAY });
  ledger.load(results(['2026-11-02', 'TESCO, "LEEDS"', -60.5], ['2026-11-05', '=1+1', -1]), CURRENT_ACCOUNT);
  const [header, formula, tesco, ...rest] = ledger.exportCsv().split('\r\n');
  assert.match(header, /^id,account_id,date,/);
  assert.match(formula, /,2026-11-05,'=1\+1,,-1,GBP,settled,/);
  assert.match(tesco, /,2026-11-02,"TESCO, ""LEEDS""",Tesco,-60.5,GBP,settled,spending,groceries,/);
  assert.deepEqual(rest, ['']);
  assert.match(ledger.exportJournal('hledger'), /2026-11-02 \* TESCO, LEEDS  ; id:\w+\n  \S+  -60.5 GBP\n  expenses:groceries  60.5 GBP\n/);
  assert.match(ledger.exportJournal('beancount'), /2026-11-02 open Expenses:Groceries\n/);
  failsWith('invalid_input', () => ledger.exportJournal('paper'), /^format: /);
});

test('a ledger is written as bank statements', () => {
  const ledger = new Ledger({ today: TODAY });
  ledger.load(results(['2026-11-02', 'MARKS & SPENCER PLC SIMPLY FOOD LEEDS', -60.5]), CURRENT_ACCOUNT);
  const [{ id }] = ledger.transactions();
  const ofx = ledger.exportOfx();
  assert.match(ofx, /^<\?xml version="1.0" encoding="UTF-8" standalone="no"\?>\n<\?OFX OFXHEADER="200" VERSION="211" /);
  assert.ok(ofx.includes('<DTPOSTED>20261102</DTPOSTED><TRNAMT>-60.5</TRNAMT>' +
    `<FITID>${id}</FITID><NAME>MARKS &amp; SPENCER PLC SIMPLY FOOD</NAME><MEMO>LEEDS</MEMO>`), ofx);
  ledger.free();
  failsWith('freed', () => ledger.exportOfx());
});

test('settings are read and replaced whole; wrong ones change nothing', () => {
  const ledger = new Ledger({ today: TODAY });
  assert.equal(ledger.settings.timezone, 'Europe/London');
  ledger.settings = { ...ledger.settings, caps: [{ category: 'cash', amount: 20 }] };
  failsWith('invalid_settings', () => { ledger.settings = { caps: [{ category: 'cash', amount: -1 }] }; }, /caps\[0\]\.amount/);
  assert.deepEqual(ledger.settings.caps, [{ category: 'cash', amount: 20, rollover: 'none' }]);
});

test('a time zone that does not exist is refused wherever settings are taken', () => {
  const settings = { timezone: 'Atlantis/Capital' };
  const refused = { name: 'OpenpurseError', code: 'invalid_settings', message: /^timezone: Atlantis/, detail: { field: 'timezone' } };
  assert.throws(() => new Ledger({ settings }), refused);
  assert.throws(() => new Ledger({ settings, today: TODAY }), refused);
  const ledger = new Ledger({ today: TODAY });
  assert.throws(() => { ledger.settings = settings; }, refused);
  assert.equal(ledger.settings.timezone, 'Europe/London');
  ledger.settings = { timezone: 'Europe/Berlin' };
  assert.equal(ledger.settings.timezone, 'Europe/Berlin');
  failsWith('invalid_settings', () => { ledger.settings = null; });
});

test('today is that of the settings’ time zone', () => {
  mock.timers.enable({ apis: ['Date'], now: new Date('2026-10-31T23:30:00Z') });
  try {
    const month = (timezone) => new Ledger({ settings: { timezone } }).budget().period.label;
    assert.deepEqual(['UTC', 'Europe/London', 'Europe/Berlin', 'Pacific/Pago_Pago'].map(month), ['2026-10', '2026-10', '2026-11', '2026-10']);
    mock.timers.setTime(Date.UTC(2026, 10, 1, 3));
    assert.deepEqual(['UTC', 'Europe/Berlin', 'America/New_York'].map(month), ['2026-11', '2026-11', '2026-10']);
    mock.timers.setTime(Date.UTC(2026, 6, 31, 23, 30));
    assert.deepEqual([undefined, 'UTC'].map(month), ['2026-08', '2026-07'], 'London is the default, and has summer time');
  } finally {
    mock.timers.reset();
  }
});

test('free is harmless twice, and nothing works after it', () => {
  const ledger = new Ledger({ today: TODAY });
  ledger.free();
  ledger.free();
  failsWith('freed', () => ledger.budget());
  failsWith('freed', () => ledger.settings);
  failsWith('freed', () => ledger.load('{"results":[]}', CURRENT_ACCOUNT));
  const other = new Ledger({ today: TODAY });
  other[Symbol.dispose ?? Symbol.for('Symbol.dispose')]();
  failsWith('freed', () => other.transactions());
});

test('a bank’s file is imported, once however often', () => {
  const ledger = new Ledger({ today: TODAY });
  const file = 'Date,Counter Party,Reference,Type,Amount (GBP)\n03/11/2026,LIDL GB,,CARD,-3.40\nnever,X,,CARD,1\n';
  const loaded = ledger.importFile(file);
  assert.deepEqual([loaded.accounts, loaded.transactions, loaded.problems[0].code], [1, 1, 'bad_date']);
  ledger.importFile(new TextEncoder().encode(file));
  assert.deepEqual(ledger.transactions().map(({ amount, category }) => [amount, category]), [[-3.4, 'groceries']]);
  failsWith('invalid_input', () => ledger.importFile('no statement'), /^file: .*mapping/);
  failsWith('invalid_input', () => ledger.importFile({}), /^file: /);
  failsWith('invalid_input', () => ledger.importFile(file, { bnak: 'A' }), /^options: .*bnak/);
  ledger.free();
});

test('corrections of many at once are those of each, and name who is not there', () => {
  const rows = ['LIDL GB', 'PRET A MANGER', 'SHELL'].map((name, day) => `0${day + 1}/11/2026,${name},,CARD,-${day + 3}.40`);
  const file = ['Date,Counter Party,Reference,Type,Amount (GBP)', ...rows, ''].join('\n');
  using one = new Ledger({ today: TODAY });
  using all = new Ledger({ today: TODAY });
  for (const ledger of [one, all]) ledger.importFile(file);
  const ids = all.transactions().slice(0, 2).map(({ id }) => id);
  const told = { changed: ids, missing: ['nobody'] };
  assert.deepEqual(all.correctAll([...ids, 'nobody'], 'home', { preview: true }), told);
  assert.deepEqual(all.exportLearned(), new Ledger({ today: TODAY }).exportLearned());
  assert.deepEqual(all.correctAll(['nobody', ...ids.toReversed()], 'home'), told);
  for (const id of ids) one.correct(id, 'home');
  assert.equal(all.exportLearned(), one.exportLearned());
  assert.deepEqual(all.transactions(), one.transactions());
  assert.deepEqual(all.correctAll([], 'home'), { changed: [], missing: [] });
  failsWith('invalid_input', () => all.correctAll('nobody', 'home'), /^ids: /);
  failsWith('invalid_input', () => all.correctAll([1], 'home'), /^ids: /);
  failsWith('invalid_input', () => all.correctAll(ids, 'nonsense'), /^category: .*groceries/);
  failsWith('invalid_input', () => all.correctAll(ids, 'home', { always: 'yes' }), /always/);
});

test('a correction changes a row, its merchant with always, and moves to another device', () => {
  const ledger = new Ledger({ today: TODAY });
  ledger.importFile('Date,Counter Party,Reference,Type,Amount (GBP)\n03/11/2026,LIDL GB,,CARD,-3.40\n04/11/2026,LIDL GB 0042,,CARD,-5\n');
  const [second, first] = ledger.transactions().map(({ id }) => id);
  assert.deepEqual(ledger.correct(first, 'home', { always: true, preview: true }).changed.sort(), [first, second].sort());
  assert.deepEqual(ledger.transactions().map(({ category }) => category), ['groceries', 'groceries']);
  assert.deepEqual(ledger.correct(first, 'home', { always: true }).changed.sort(), [first, second].sort());
  assert.deepEqual(ledger.transactions().map(({ decided_by }) => decided_by), ['learned', 'you']);
  assert.match(ledger.explain(second).because[0], /Your correction of \d{4}-\d\d-\d\d/);

  const other = new Ledger({ today: TODAY, learned: ledger.exportLearned() });
  assert.equal(other.exportLearned(), ledger.exportLearned());
  failsWith('invalid_learned', () => other.mergeLearned('{"version":99}'), /newer/);
  failsWith('invalid_learned', () => new Ledger({ today: TODAY, learned: '{}' }), /learned/);
  assert.equal(other.exportLearned(), ledger.exportLearned());
  failsWith('invalid_input', () => ledger.correct('nobody', 'home'), /^id: /);
  failsWith('invalid_input', () => ledger.correct(first, 'nonsense'), /^category: .*groceries/);
  failsWith('invalid_input', () => ledger.correct(first, 'home', Number.NaN), /options/);
  failsWith('invalid_input', () => ledger.correct(first, 'home', { always: 'yes' }), /always/);
  failsWith('invalid_input', () => ledger.correct(first, 'home', { alwys: true }), /options\.alwys/);
  failsWith('invalid_input', () => ledger.correct(first, 'home', { get always() { throw new Error('mine'); } }), /options/);
  other.free();
  ledger.free();
});

test('moves between own accounts of two currencies are suggested', () => {
  const ledger = new Ledger({ today: TODAY, settings: { rates: [{ currency: 'EUR', rate: 0.85 }] } });
  const row = (amount, currency) => ({ results: [{ transaction_id: 'a', timestamp: '2026-11-03T00:00:00Z', description: 'QZX', amount, currency }] });
  ledger.load(JSON.stringify(row(-100, 'GBP')), { id: 'pounds', kind: 'account' });
  ledger.load(JSON.stringify(row(117, 'EUR')), { id: 'euros', kind: 'account' });
  const [pounds] = ledger.transactions({ account: 'pounds' });
  const [euros] = ledger.transactions({ account: 'euros' });
  assert.deepEqual(ledger.suggestedTransfers(), [{ out: pounds.id, in: euros.id }]);
  assert.deepEqual([pounds.kind, euros.kind], ['spending', 'income']);
  ledger.free();
});
