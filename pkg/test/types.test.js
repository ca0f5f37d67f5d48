// The declarations against what the core really takes and gives: every answer fits its type and has no field more, every optional
// field is met at least once, and inputs with every declared field are taken.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import { categorise, Ledger } from 'openpurse';
import { createGenerator } from 'ts-json-schema-generator';
import { everyExplanation, everyFileProblem } from '../../tests/support/reasons.ts';

const VECTORS = new URL('../../tests/vectors/', import.meta.url);
const TYPES = fileURLToPath(new URL('../index.d.ts', import.meta.url));

/** A made file for what no vector shows: a row that cannot be read, and a payment that did not come in November. */
const CSV = [
  'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)',
  '03/11/2026,Pret,,CARD,-3.40,96.60',
  '04/11/2026,Pret,,CARD,nothing,96.60',
  ...['06', '07', '08', '09', '10'].map((month) => `05/${month}/2026,Netflix,,CARD,-10.99,90.00`),
].join('\n');

let schemas;
before(() => {
  schemas = createGenerator({ path: TYPES, expose: 'export', jsDoc: 'none', additionalProperties: false, skipTypeCheck: true }).createSchema('*');
});

const seen = new Set();

/** Asserts that the value fits, and notes which fields it has. */
function fits(type, value) {
  const ajv = new Ajv({ strict: false, allErrors: true });
  const many = type.endsWith('[]');
  const one = { ...schemas, $ref: `#/definitions/${type.replace('[]', '')}` };
  const validate = ajv.compile(many ? { ...schemas, type: 'array', items: { $ref: one.$ref } } : one);
  assert.ok(validate(value), `${type}: ${ajv.errorsText(validate.errors)}`);
  note(schemas.definitions[type.replace('[]', '')], type.replace('[]', ''), many ? value : [value]);
}

function note(schema, path, values) {
  for (const [name, inner] of Object.entries(schema.properties ?? {})) {
    const given = values.map((value) => value[name]).filter((value) => value != null);
    if (given.length > 0) seen.add(`${path}.${name}`);
    const target = inner.$ref ?? inner.items?.$ref ?? inner.anyOf?.find(({ $ref }) => $ref)?.$ref;
    if (target) note(schemas.definitions[target.split('/').pop()], target.split('/').pop(), given.flat());
  }
}

function fieldsOf(type) {
  return Object.keys(schemas.definitions[type].properties).sort();
}

function ask(ledger, label) {
  fits('BudgetReport', ledger.budget(label));
  fits('Transaction[]', ledger.transactions());
  fits('RecurringPayment[]', ledger.recurring());
  fits('Settled[]', ledger.settled());
  fits('BudgetSettings', ledger.settings);
  for (const { id } of ledger.transactions()) fits('Explanation', ledger.explain(id));
  fits('Addend[]', ledger.figure({ of: 'spent' }, label));
  fits('Change[]', ledger.preview({ rules: [{ id: 'r', if: { direction: 'out' }, then: { split: [{ category: 'home', percent: 60 }, { category: 'travel', percent: '40' }] } }] }));
}

test('every answer fits its type, and every field of it is met', () => {
  for (const file of readdirSync(VECTORS).filter((name) => name.endsWith('.json'))) {
    const { feed, settings, today, period } = JSON.parse(readFileSync(new URL(file, VECTORS), 'utf8'));
    using ledger = new Ledger({ settings, today });
    fits('Loaded', ledger.load(JSON.stringify(feed)));
    ask(ledger, period ?? undefined);
    ask(ledger);
    const rows = ledger.transactions().map(({ description, amount }) => ({ description, amount }));
    fits('Categorised[]', categorise(rows));
  }
  using ledger = new Ledger({ today: '2026-11-23' });
  fits('Loaded', ledger.importFile(CSV));
  ask(ledger);
  const outputs = ['BudgetReport', 'BudgetLine', 'SpendingLine', 'LeftToSpend', 'Alert', 'BalanceCheck', 'CurrencyTotals', 'Transaction', 'Part', 'RecurringPayment', 'Settled', 'Explanation', 'Addend', 'Change', 'Meaning', 'Loaded', 'Problem', 'FileProblem', 'Categorised', 'BudgetSettings'];
  const missing = outputs.flatMap((type) => fieldsOf(type).map((field) => `${type}.${field}`)).filter((field) => !seen.has(field));
  assert.deepEqual(missing, []);
});

/** The fields of a union's members that differ by `code`, each with the code before it: `refund.on`. */
function membersOf(type) {
  const codes = ({ const: one, enum: many }) => many ?? [one];
  return schemas.definitions[type].anyOf.flatMap(({ properties }) => codes(properties.code).flatMap((code) => Object.keys(properties).map((field) => `${code}.${field}`))).sort();
}

function membersIn(values) {
  return [...new Set(values.flatMap((value) => Object.keys(value).map((field) => `${value.code}.${field}`)))].sort();
}

test('every reason, and every one why a row of a file does not count, fits its type and is met with all of its parts', () => {
  const explanations = everyExplanation();
  for (const explanation of explanations) {
    fits('Explanation', explanation);
    assert.equal(explanation.reasons.length, explanation.because.length);
  }
  const reasons = explanations.flatMap((explanation) => explanation.reasons);
  assert.deepEqual(membersIn(reasons), membersOf('Reason'));
  assert.deepEqual(new Set(reasons.map(({ list }) => list)), new Set([undefined, 'openpurse', 'openstreetmap']));
  const problems = everyFileProblem();
  fits('Problem[]', problems);
  assert.deepEqual(membersIn(problems.map(({ file }) => file.reason)), membersOf('RowReason'));
  assert.deepEqual([...new Set(problems.map(({ file }) => file.format))].sort(), [...schemas.definitions.FileProblem.properties.format.enum].sort());
});

test('inputs with every declared field are taken', () => {
  const settings = {
    timezone: 'Europe/Paris',
    currency: 'EUR',
    period: { kind: 'payday', day: 25, shift: 'next' },
    caps: [{ category: 'groceries', amount: '400.00', rollover: 'surplus_and_deficit', changes: [{ from: '2026-10-01', amount: 410 }] }],
    rules: [
      { id: 'all', if: { text: 'a', merchant: 'b', account: 'c', direction: 'in', min: 1, max: '2' }, then: { exclude: true } },
      { id: 'one', if: { text: 'a' }, then: { category: 'home' } },
      { id: 'parts', if: { text: 'a' }, then: { split: [{ category: 'home', percent: 99.5 }, { category: 'travel', percent: '0.5' }] } },
    ],
    alert_thresholds: [50],
    rates: [{ currency: 'GBP', rate: '1.17' }],
  };
  fits('BudgetSettings', settings);
  assert.deepEqual(Object.keys(settings).sort(), fieldsOf('BudgetSettings'));
  assert.deepEqual(Object.keys(settings.caps[0]).sort(), fieldsOf('Cap'));
  using ledger = new Ledger({ settings, today: '2026-11-23' });
  const { caps, ...others } = ledger.settings;
  assert.deepEqual(others.period, settings.period);
  assert.equal(caps[0].changes[0].amount, 410);

  for (const period of [{ kind: 'month', start_day: 31 }, { kind: 'week', starts: 'sunday' }, { kind: 'fortnight', anchor: '2026-01-01' }, { kind: 'four_weeks', anchor: '2026-01-01' }, { kind: 'payday', day: 'last_working_day' }]) {
    fits('Period', period);
    ledger.settings = { period };
    assert.deepEqual(ledger.settings.period.kind, period.kind);
  }
  const options = { account_name: 'a', bank: 'b', kind: 'card', currency: 'USD', date_order: 'ymd', mapping: { date: 'D', description: 'T', amount: 'A', money_out: 'O', money_in: 'I', currency: 'C', id: 'N', date_order: 'mdy', decimal_comma: true, flip_sign: true, no_header: false } };
  fits('ImportOptions', options);
  assert.deepEqual(Object.keys({ ...options, account: 'only of a loaded account' }).sort(), fieldsOf('ImportOptions'));
  assert.deepEqual(Object.keys(options.mapping).sort(), fieldsOf('ImportMapping'));
  assert.deepEqual(ledger.importFile('D,T,A,O,I,C,N\n11/03/2026,Fake,"1,50",,,EUR,n1\n', options), { accounts: 1, transactions: 1, problems: [] });
  assert.equal(ledger.transactions()[0].amount, -1.5);

  const filter = { from: '2026-01-01', to: '2026-12-31', category: 'other', account: 'none', text: 'x' };
  assert.deepEqual(Object.keys(filter).sort(), fieldsOf('TransactionFilter'));
  assert.deepEqual(ledger.transactions(filter), []);
  for (const of of schemas.definitions.Figure.properties.of.enum) assert.deepEqual(ledger.figure({ of, currency: 'JPY' }), []);
});

test('each category is one that the core knows, and the other way round', () => {
  using ledger = new Ledger({ today: '2026-11-23' });
  ledger.importFile(CSV);
  const [{ id }] = ledger.transactions({ text: 'Pret' });
  const { enum: categories } = schemas.definitions.Category;
  for (const category of categories) {
    ledger.correct(id, category);
    assert.equal(ledger.transactions({ text: 'Pret' })[0].category, category);
  }
  assert.throws(() => ledger.correct(id, 'none'), ({ message }) => {
    const listed = message.match(/one of (.*)$/)?.[1].split(', ');
    assert.deepEqual(listed?.sort(), [...categories].sort());
    return true;
  });
});
