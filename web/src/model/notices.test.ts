import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../edge/api.ts';
import type { FeedError } from '../edge/http.ts';
import type { Household, Reading } from './state.ts';
import { noticesOf, type Notice } from './notices.ts';

const MONZO: Connection = {
  id: 'c1', bank_name: 'Monzo', provider_id: 'ob-monzo', created_at: '2026-11-01T00:00:00Z',
  consent_expires_at: null, consent_days_left: 60, state: 'active',
};

function household(connection: Partial<Connection>, reading?: Reading): Household {
  const connections = [{ ...MONZO, ...connection }];
  return { screen: 'budget', connections, readings: reading === undefined ? {} : { c1: reading }, today: '2026-11-23' };
}

function withErrors(...errors: FeedError[]): Household {
  const accounts = [{ id: 'a1', name: 'Joint account' }, { id: 'a2', name: 'Personal account' }];
  return household({}, { state: 'read', last: { asOf: null, accounts, errors, problems: [] } });
}

function textOf(notice: Notice | undefined): string {
  return (notice?.said ?? []).map(({ text }) => text).join(' ');
}

test('all well: nothing to say', () => {
  assert.deepEqual(noticesOf(withErrors()), []);
});

test('a permission that ends has a button to renew it', () => {
  const [soon] = noticesOf(household({ state: 'renew_soon', consent_days_left: 1 }));
  assert.match(textOf(soon), /Monzo ends within a day/);
  assert.deepEqual(soon!.renew, { connection: 'c1', label: 'Renew Monzo' });
  const failed: Reading = { state: 'failed', failure: { code: 'bank_error', message: 'Ended.' } };
  assert.deepEqual(noticesOf(household({ state: 'reconnect' }, failed)).map(textOf), ['Monzo no longer lets openpurse read your accounts.']);
});

test('a bank that failed says why, how old its figures are, and can be tried again', () => {
  const failure = { code: 'bank_timeout', message: 'The bank did not answer in time.' };
  const [notice] = noticesOf(household({}, { state: 'failed', failure }));
  assert.equal(textOf(notice), 'Monzo could not be read. Your bank did not answer in time. Try again in a few minutes.');
  assert.equal(notice!.retry, 'c1');
  const last = { asOf: '2026-11-23T10:00:00Z', accounts: [], errors: [], problems: [] };
  assert.match(textOf(noticesOf(household({}, { state: 'failed', failure, last }))[0]), /figures below are from (2[34] Nov, )?\d\d:\d\d/);
});

test('each action of the edge has its own way out', () => {
  const error = { code: 'c', message: 'Why.', account_id: 'a1', resource: 'standing_orders' };
  const of = (fields: Pick<FeedError, 'action'> & Partial<FeedError>) => noticesOf(withErrors({ ...error, ...fields }))[0]!;
  assert.equal(textOf(of({ action: 'none' })), 'Monzo, Joint account (standing orders): Why.');
  assert.equal(of({ action: 'wait', retry_after: 30 }).retry, 'c1');
  assert.equal(of({ action: 'wait', code: 'too_many_requests_today' }).retry, undefined);
  assert.equal(of({ action: 'reconnect' }).renew?.label, 'Reconnect Monzo');
  assert.deepEqual([of({ action: 'contact_bank' }).retry, of({ action: 'contact_bank' }).renew], [undefined, undefined]);
});

test('a whole failure that only a new permission mends has the button for it', () => {
  const errors: FeedError[] = [{ code: 'reconnect_needed', message: 'Ended.', action: 'reconnect' }];
  const [notice] = noticesOf(household({}, { state: 'failed', failure: { code: 'bank_error', message: 'Ended.', errors } }));
  assert.deepEqual([notice!.retry, notice!.renew?.label], [undefined, 'Reconnect Monzo']);
});

test('a bank that answers no more today gets no button', () => {
  const errors: FeedError[] = [{ code: 'too_many_requests_today', message: 'Tomorrow.', action: 'wait' }];
  const [notice] = noticesOf(household({}, { state: 'failed', failure: { code: 'bank_unavailable', message: 'Tomorrow.', errors } }));
  assert.equal(notice!.retry, undefined);
});

test('the same error of several accounts is said once', () => {
  const error: FeedError = { code: 'c', message: 'Why.', resource: 'balance', action: 'none' };
  const notices = noticesOf(withErrors({ ...error, account_id: 'a1' }, { ...error, account_id: 'a2' }));
  assert.deepEqual(notices.map(textOf), ['Monzo, Joint account and Personal account (balance): Why.']);
});

test('what is known by its code is said in the page’s own words, what is not in the edge’s, marked as English', () => {
  const said = (fields: Partial<FeedError>) => noticesOf(withErrors({ code: 'bank_timeout', message: 'Theirs.', action: 'wait', ...fields }))[0]!.said;
  assert.deepEqual(said({}), [{ text: 'Monzo:' }, { text: 'Your bank did not answer in time. Try again in a few minutes.' }]);
  assert.deepEqual(said({ code: 'new_code' })[1], { text: 'Theirs.', lang: 'en' });
  assert.deepEqual(said({ resource: 'new_resource' })[0], { text: 'Monzo (new resource):' });
  const partly = 'Theirs. Only a part of the transactions came.';
  assert.deepEqual(said({ message: partly }).map(({ text }) => text).at(-1), 'Only a part of the transactions came.');
  assert.deepEqual(said({ code: 'new_code', message: partly }).length, 2);
});

test('rows that could not be read are counted, with what is wrong with the first', () => {
  const problems = [{ code: 'bad_amount', message: 'Theirs.', row: 3 }, { code: 'new_code', message: 'Other.' }];
  const reading = (list: typeof problems): Reading => ({ state: 'read', last: { asOf: null, accounts: [], errors: [], problems: list } });
  assert.equal(textOf(noticesOf(household({}, reading(problems)))[0]), '2 rows of Monzo could not be understood: its amount is not a number.');
  assert.deepEqual(noticesOf(household({}, reading(problems.slice(1))))[0]!.said[1], { text: 'Other.', lang: 'en' });
});
