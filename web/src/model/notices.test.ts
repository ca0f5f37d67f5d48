import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Connection } from '../edge/api.ts';
import type { FeedError } from '../edge/http.ts';
import type { Household, Reading } from './household.ts';
import { connectErrorText, noticesOf } from './notices.ts';

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

test('all well: nothing to say', () => {
  assert.deepEqual(noticesOf(withErrors()), []);
});

test('a permission that ends has a button to renew it', () => {
  const [soon] = noticesOf(household({ state: 'renew_soon', consent_days_left: 1 }));
  assert.match(soon!.text, /Monzo ends tomorrow/);
  assert.deepEqual(soon!.renew, { connection: 'c1', label: 'Renew Monzo' });
  const failed: Reading = { state: 'failed', failure: { code: 'bank_error', message: 'Ended.' } };
  assert.deepEqual(noticesOf(household({ state: 'reconnect' }, failed)).map(({ text }) => text), ['Monzo no longer lets openpurse read your accounts.']);
});

test('a bank that failed says why, how old its figures are, and can be tried again', () => {
  const failure = { code: 'bank_timeout', message: 'The bank did not answer in time.' };
  const [notice] = noticesOf(household({}, { state: 'failed', failure }));
  assert.equal(notice!.text, 'Monzo could not be read. The bank did not answer in time.');
  assert.equal(notice!.retry, 'c1');
  const last = { asOf: '2026-11-23T10:00:00Z', accounts: [], errors: [], problems: [] };
  assert.match(noticesOf(household({}, { state: 'failed', failure, last }))[0]!.text, /figures below are from \d\d:\d\d/);
});

test('each action of the edge has its own way out', () => {
  const error = { code: 'c', message: 'Why.', account_id: 'a1', resource: 'standing_orders' };
  const of = (fields: Pick<FeedError, 'action'> & Partial<FeedError>) => noticesOf(withErrors({ ...error, ...fields }))[0]!;
  assert.equal(of({ action: 'none' }).text, 'Monzo, Joint account (standing orders): Why.');
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
  assert.deepEqual(notices.map(({ text }) => text), ['Monzo, Joint account and Personal account (balance): Why.']);
});

test('every way of failing to connect says that nothing was stored; unknown ones are shown without markup', () => {
  for (const code of ['access_denied', 'invalid_state', 'expired_state', 'missing_code', 'exchange_failed', 'bank_unavailable', 'bank_refused', 'misconfigured', 'slow_down', 'new_code']) {
    assert.match(connectErrorText(code), /Nothing was stored\./, code);
  }
  assert.match(connectErrorText('new_code'), /\(new_code\)/);
  for (const name of ['ENVIRONMENT', 'CLIENT_ID', 'CLIENT_SECRET', 'REDIRECT_URI']) {
    assert.ok(connectErrorText('misconfigured').includes(`TRUELAYER_${name}`), name);
  }
  assert.match(connectErrorText('bank_refused'), /refused/);
  assert.match(connectErrorText('internal'), /log/);
  assert.ok(!connectErrorText('<b>').includes('<'));
});
