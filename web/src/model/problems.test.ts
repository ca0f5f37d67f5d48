import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { de } from '../text/de.ts';
import { en } from '../text/en.ts';
import { connectErrorText, failureText, fieldText, problemText, rowText } from './problems.ts';

function source(path: string): string {
  return readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
}

/** The texts that a pattern finds in the Worker's sources, which name each code once. */
function found(path: string, pattern: RegExp): string[] {
  const codes = [...source(path).matchAll(pattern)].map(([, code]) => code!);
  assert.ok(codes.length > 0, `${path} has codes`);
  return [...new Set(codes)];
}

const { schemas } = JSON.parse(source('docs/openapi.json')).components;
const LISTS: [keyof typeof en.errors, string[]][] = [
  ['problems', schemas.Problem.properties.code.enum],
  ['problems', found('src/edge/problem.rs', /=> \("([a-z_]+)", "/g)],
  ['problems', found('web/src/edge/http.ts', /code: '([a-z_]+)'/g)],
  ['problems', found('web/src/core/client.ts', /CoreFailure\('([a-z_]+)'/g)],
  ['problems', found('pkg/index.d.ts', /readonly code: (.+);/g).flatMap((union) => [...union.matchAll(/'([a-z_]+)'/g)].map(([, code]) => code!))],
  ['failures', found('src/truelayer/error.rs', /Self::\w+ => "([a-z_]+)",/g)],
  ['failures', found('src/edge/bank/failure.rs', /^            code: "([a-z_]+)"/gm)],
  ['failures', schemas.Error.properties.code.examples],
  ['resources', schemas.Error.properties.resource.enum],
  ['rows', found('src/truelayer/record.rs', /Self::\w+ => "([a-z_]+)",/g)],
  ['rows', found('src/truelayer/commitment.rs', /\.?tell\(\s*"([a-z_]+)"/g)],
  ['rows', found('src/truelayer/feed.rs', /code: "([a-z_]+)"/g)],
  ['alerts', schemas.BudgetReport.properties.alerts.items.properties.code.enum],
  ['connecting', found('src/edge/tenant/message.rs', /Self::\w+ => "([a-z_]+)",/g)],
  ['connecting', found('src/edge/routes/auth.rs', /Err\("([a-z_]+)"\)/g)],
  ['connecting', found('src/edge/tenant/client.rs', /(?:=> |Because\()"([a-z_]+)"/g)],
];

test('every code that the edge, the core and the page can answer has its sentence, in both languages', () => {
  for (const [list, codes] of LISTS) {
    for (const code of codes) {
      for (const text of [en, de]) assert.ok(Object.hasOwn(text.errors[list] as object, code), `${list}: ${code}`);
    }
  }
  // The lists are not empty by accident.
  const all = (name: string) => new Set(LISTS.filter(([list]) => list === name).flatMap(([, codes]) => codes));
  assert.deepEqual(['problems', 'failures', 'rows', 'connecting'].map((name) => all(name).size >= 9), [true, true, true, true]);
});

test('a failure is said by its code, and by its message where the code is new', () => {
  assert.deepEqual(problemText({ code: 'offline', message: 'x' }), [{ text: en.errors.problems.offline }]);
  assert.deepEqual(problemText({ code: 'new_code', message: 'New.' }), [{ text: 'New.', lang: 'en' }]);
  assert.deepEqual(problemText({ code: 'constructor', message: '' }), [{ text: 'Something went wrong.' }]);
  assert.match(problemText({ code: 'http_521', message: 'x' })[0]!.text, /status 521/);
  const field = problemText({ code: 'invalid_request', message: 'caps[0].amount: use a number.' });
  assert.deepEqual(field.slice(1), [{ text: 'Cap 1, amount:' }, { text: 'use a number.', lang: 'en' }]);
  assert.deepEqual(rowText({ code: 'new_code', message: 'New.' }), { text: 'New.', lang: 'en' });
});

test('a field of the settings is told in words, whichever way its path comes', () => {
  assert.deepEqual(['caps[0].category', 'rules[11].if.min', 'period', 'caps[1].changes[0].amount', 'rules[0].then.split[1].percent', 'some_thing'].map(fieldText), [
    'Cap 1, category', 'Rule 12, condition, least amount', 'Period', 'Cap 2, later amount 1, amount', 'Rule 1, outcome, part 2, percentage', 'some thing',
  ]);
  const said = (message: string, field?: string) => problemText({ code: 'invalid_settings', message, ...(field && { field }) }).slice(1).map(({ text }) => text);
  assert.deepEqual(said('expected zero or more', 'caps[2].amount'), ['Cap 3, amount:', 'expected zero or more']);
  assert.deepEqual([said('line 4: no'), said('no path at all'), said('bank: too long', 'bank')], [['line 4: no'], ['no path at all'], ['bank: too long']]);
});

test('where nothing at all came, each reason is said once', () => {
  const error = (code: string) => ({ code, message: 'x', action: 'wait' as const });
  const said = problemText({ code: 'bank_error', message: 'x', errors: [error('bank_timeout'), error('account_locked'), error('bank_timeout')] });
  assert.deepEqual(said, [failureText(error('bank_timeout')), failureText(error('account_locked'))]);
});

test('every way of failing to connect says that nothing was stored; unknown ones are shown without markup', () => {
  for (const code of [...Object.keys(en.errors.connecting).filter((code) => code !== 'internal'), 'new_code', 'constructor']) {
    assert.match(connectErrorText(code), /Nothing was stored\./, code);
  }
  assert.match(connectErrorText('new_code'), /\(new_code\)/);
  for (const name of ['ENVIRONMENT', 'CLIENT_ID', 'CLIENT_SECRET', 'REDIRECT_URI']) {
    for (const text of [en, de]) assert.ok(text.errors.connecting.misconfigured.includes(`TRUELAYER_${name}`), name);
  }
  assert.match(connectErrorText('bank_refused'), /refused/);
  assert.match(connectErrorText('internal'), /log/);
  assert.match(connectErrorText('invalid_state', 'http:'), /Nothing was stored\..*Safari/);
  assert.doesNotMatch(connectErrorText('invalid_state', 'https:'), /Safari/);
  assert.doesNotMatch(connectErrorText('access_denied', 'http:'), /Safari/);
  assert.ok(!connectErrorText('<b>').includes('<'));
});
