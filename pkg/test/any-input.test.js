// Whatever JavaScript hands over: an answer or an OpenpurseError, never a trap, and the module works on afterwards.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { categorise, Ledger, OpenpurseError } from 'openpurse';

/** All properties together: 100,000. */
const CASES = 12_500;
const CODES = ['invalid_input', 'invalid_settings', 'invalid_learned'];

const FEED = JSON.stringify({
  results: [
    { transaction_id: '1', timestamp: '2026-11-02T00:00:00Z', description: 'LIDL GB', amount: -30.35, currency: 'GBP', transaction_type: 'DEBIT' },
    { transaction_id: '2', timestamp: '2026-11-03T00:00:00Z', description: 'SALARY', amount: 2000, currency: 'GBP', transaction_type: 'CREDIT' },
  ],
});

/** Values that are no JSON, or become none. */
const hostile = fc.constantFrom(
  () => undefined,
  () => Number.NaN,
  () => '1e400',
  () => '\ud800',
  () => Symbol('s'),
  () => () => {},
  () => 1n,
  () => { const cycle = {}; cycle.self = cycle; return cycle; },
  () => ({ get amount() { throw new Error('mine'); }, description: 'A' }),
  () => ({ toJSON() { throw null; } }),
  () => new Proxy({}, { ownKeys() { throw new Error('mine'); } }),
  () => { const bytes = new Uint8Array(8); structuredClone(bytes.buffer, { transfer: [bytes.buffer] }); return bytes; },
  () => new DataView(new ArrayBuffer(3)),
  () => new SharedArrayBuffer(3),
  () => new Date(Number.NaN),
  () => '['.repeat(5000),
).map((make) => make());

const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.constantFrom('2026-11', '2026-11-31', 'groceries', '9999999-01', '-1e-400', ''));
const scalar = fc.oneof(text, fc.double(), fc.integer(), fc.bigInt(), fc.boolean(), fc.constant(null), hostile);
const anything = fc.oneof(
  hostile,
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true, withNullPrototype: true, withObjectString: true, withSparseArray: true }),
  text,
);

/** Objects that come near to what is expected. */
const near = (...names) => fc.record(Object.fromEntries(names.map((name) => [name, fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), anything)])), { requiredKeys: [] });
const row = near('description', 'amount', 'currency', 'timestamp', 'transaction_type', 'transaction_id', 'merchant_name', 'meta', 'transaction_classification');
const settings = near('timezone', 'currency', 'period', 'caps', 'rules', 'alert_thresholds', 'rates');

/** Runs it; a failure must be an OpenpurseError with a code that says what the caller did. */
function survives(act) {
  try {
    act();
  } catch (error) {
    assert.ok(error instanceof OpenpurseError, `${error?.stack ?? error}`);
    assert.ok(CODES.includes(error.code), `${error.code}: ${error.message}`);
    assert.notEqual(error.message, '');
  }
}

const ledger = new Ledger({ today: '2026-11-23' });
ledger.load(FEED, { id: 'a', kind: 'account' });
const [known] = ledger.transactions().map(({ id }) => id);

/** One call for each case; the shared ledger gives what it gave before. */
function property(name, arbitrary, call) {
  test(name, () => {
    fc.assert(fc.property(arbitrary, (value) => survives(() => call(value))), { numRuns: CASES });
    const after = new Ledger({ today: '2026-11-23' });
    after.load(FEED, { id: 'a', kind: 'account' });
    assert.equal(after.budget().spent, 30.35);
    after.free();
    assert.equal(categorise([{ description: 'TESCO', amount: -1 }])[0].category, 'groceries');
  });
}

/** A ledger for one case. */
function withLedger(call) {
  const own = new Ledger({ today: '2026-11-23' });
  try {
    own.load(FEED, { id: 'a', kind: 'account' });
    call(own);
    own.budget();
  } finally {
    own.free();
  }
}

property('categorise', fc.oneof(anything, fc.array(fc.oneof(row, anything), { maxLength: 4 })), categorise);

property('a new ledger', fc.oneof(anything, near('settings', 'learned', 'today'), fc.record({ settings, today: fc.constant('2026-11-23') })), (options) => new Ledger(options).free());

property(
  'load',
  fc.tuple(fc.oneof(anything, fc.record({ results: fc.array(fc.oneof(row, anything), { maxLength: 4 }) }), near('accounts', 'results')), fc.oneof(fc.constant({ id: 'a', kind: 'account' }), near('id', 'kind'), anything)),
  ([feed, account]) => withLedger((own) => own.load(feed, account)),
);

property('an import', fc.tuple(fc.oneof(anything, fc.uint8Array(), text), fc.oneof(fc.constant(undefined), near('account', 'bank', 'kind', 'currency', 'date_order', 'mapping'), anything)), ([file, options]) =>
  withLedger((own) => own.importFile(file, options)),
);

property('a correction', fc.tuple(fc.oneof(fc.constant(known), anything), fc.oneof(fc.constant('groceries'), anything), fc.oneof(near('always', 'preview'), anything)), ([id, category, options]) =>
  withLedger((own) => own.correct(id, category, options)),
);

property('corrections of many', fc.tuple(fc.oneof(fc.array(fc.oneof(fc.constant(known), anything), { maxLength: 4 }), anything), fc.oneof(fc.constant('groceries'), anything), fc.oneof(near('always', 'preview'), anything)), ([ids, category, options]) =>
  withLedger((own) => own.correctAll(ids, category, options)),
);

property('what was learned', fc.oneof(anything, near('version', 'merchants', 'transactions').map((value) => { try { return JSON.stringify(value); } catch { return ''; } })), (learned) =>
  withLedger((own) => own.mergeLearned(learned)),
);

property('settings', fc.oneof(settings, anything), (value) =>
  withLedger((own) => {
    own.preview(value);
    own.settings = value;
  }),
);

property('questions', fc.tuple(fc.oneof(anything, near('from', 'to', 'category', 'account', 'text')), fc.oneof(anything, near('of', 'category', 'currency')), fc.oneof(anything, text)), ([filter, figure, period]) => {
  survives(() => ledger.transactions(filter));
  survives(() => ledger.figure(figure, period));
  survives(() => ledger.budget(period));
  survives(() => ledger.explain(period));
  survives(() => ledger.exportJournal(period));
});

test('300 million characters are answered', () => {
  const long = 'x'.repeat(300_000_000);
  survives(() => categorise(long));
  survives(() => categorise([{ description: long, amount: -1 }]));
  assert.equal(categorise([{ description: 'TESCO', amount: -1 }])[0].category, 'groceries');
});
