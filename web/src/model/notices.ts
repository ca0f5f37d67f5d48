// What the page has to say beside the figures: what did not come, why, and what can be done about it, in plain words.

import type { Connection } from '../edge/api.ts';
import type { Failure, FeedError } from '../edge/http.ts';
import { clockTime } from './dates.ts';
import type { Household, Reading } from './household.ts';

export interface Notice {
  key: string;
  text: string;
  /** The connection to read again. */
  retry?: string;
  /** The connection whose permission to renew, and what to call that. */
  renew?: { connection: string; label: string };
}

export function noticesOf(household: Household): Notice[] {
  const notices = household.connections.flatMap((connection) => {
    const reading = household.readings[connection.id];
    return [...consentNotices(connection), ...(reading === undefined ? [] : readingNotices(connection, reading))];
  });
  if (household.settingsFailure !== undefined) {
    notices.push({ key: 'settings', text: `Your caps could not be read. ${household.settingsFailure.message} Reload the page to try again.` });
  }
  if (household.remark !== undefined) notices.push({ key: 'remark', text: household.remark });
  if (household.failure !== undefined) notices.push({ key: 'failure', text: household.failure.message });
  return notices;
}

function consentNotices(connection: Connection): Notice[] {
  const { state, consent_days_left: days } = connection;
  if (state === 'active') return [];
  if (state === 'reconnect') {
    return [{ key: `${connection.id} consent`, text: `${connection.bank_name} no longer lets openpurse read your accounts.`, renew: reconnect(connection) }];
  }
  const when = days === null ? 'soon' : days < 1 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`;
  const renew = { connection: connection.id, label: `Renew ${connection.bank_name}` };
  return [{ key: `${connection.id} consent`, text: `Your permission to read ${connection.bank_name} ends ${when}.`, renew }];
}

function readingNotices(connection: Connection, { state, failure, last }: Reading): Notice[] {
  if (state === 'failed' && failure !== undefined) {
    // Why is known already, and so is the way out.
    if (connection.state === 'reconnect') return [];
    const old = last?.asOf ? ` Its figures below are from ${clockTime(last.asOf)}.` : '';
    const notice = { key: `${connection.id} failed`, text: `${connection.bank_name} could not be read. ${failureText(failure)}${old}` };
    const errors = failure.errors ?? [];
    if (errors.some(({ action }) => action === 'reconnect')) return [{ ...notice, renew: reconnect(connection) }];
    return [errors.some(isOverForToday) ? notice : { ...notice, retry: connection.id }];
  }
  if (last === undefined) return [];
  const notices = merged(last.errors).map(({ error, accounts }) => errorNotice(connection, error, accountNames(accounts, last.accounts)));
  if (last.problems.length > 0) {
    const rows = last.problems.length === 1 ? 'One row' : `${last.problems.length} rows`;
    notices.push({ key: `${connection.id} rows`, text: `${rows} of ${connection.bank_name} could not be understood: ${last.problems[0]?.message ?? ''}` });
  }
  return notices;
}

/** Errors that differ only in their account are one notice. */
function merged(errors: FeedError[]): { error: FeedError; accounts: string[] }[] {
  const groups = new Map<string, { error: FeedError; accounts: string[] }>();
  for (const error of errors) {
    const key = JSON.stringify([error.code, error.resource, error.message, error.action]);
    const group = groups.get(key) ?? { error, accounts: [] };
    if (error.account_id !== undefined) group.accounts.push(error.account_id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

function errorNotice(connection: Connection, error: FeedError, accounts: string): Notice {
  const what = [connection.bank_name, accounts].filter(Boolean).join(', ');
  const resource = error.resource === undefined ? '' : ` (${error.resource.replaceAll('_', ' ')})`;
  const notice: Notice = { key: `${connection.id} ${error.code} ${error.resource ?? ''} ${accounts}`, text: `${what}${resource}: ${error.message}` };
  if (error.action === 'reconnect') notice.renew = reconnect(connection);
  if (error.action === 'wait' && !isOverForToday(error)) notice.retry = connection.id;
  return notice;
}

/** A bank that wants to be left alone until tomorrow gets no button to ask it again. */
function isOverForToday({ code }: FeedError): boolean {
  return code === 'too_many_requests_today';
}

function reconnect({ id, bank_name }: Connection): NonNullable<Notice['renew']> {
  return { connection: id, label: `Reconnect ${bank_name}` };
}

function accountNames(ids: string[], accounts: { id: string; name: string }[]): string {
  if (ids.length > 3) return `${ids.length} accounts`;
  return ids.map((id) => accounts.find((account) => account.id === id)?.name || 'an account').join(' and ');
}

function failureText({ code, message }: Failure): string {
  return code === 'invalid_input' ? 'Its answer broke off or could not be understood.' : message;
}

/** What a failed connection attempt came back with, `/?connect_error=…`, in plain words. */
export function connectErrorText(code: string): string {
  return CONNECT_ERRORS[code] ?? `The bank could not be connected (${code.replace(/[^\w.-]/g, '').slice(0, 40)}). Nothing was stored. Please try again.`;
}

const CONNECT_ERRORS: Record<string, string> = {
  access_denied: 'You cancelled at the bank. Nothing was stored.',
  invalid_state: 'That sign-in did not start in this browser, or was already used. Nothing was stored. Please connect again from here.',
  expired_state: 'That sign-in took longer than ten minutes, so it was dropped. Nothing was stored. Please try again.',
  missing_code: 'The bank sent you back without a permission. Nothing was stored. Please try again.',
  exchange_failed: 'The bank did not confirm the permission. Nothing was stored. Please try again.',
  bank_unavailable: 'The bank is not answering at the moment. Nothing was stored. Please try again in a few minutes.',
  bank_refused: 'The bank or TrueLayer refused the sign-in. Nothing was stored. Please try again, or choose another way to sign in there.',
  slow_down: 'There were too many attempts in a short time. Nothing was stored. Please try again in a few minutes.',
  misconfigured:
    'TrueLayer refused this openpurse itself, not you. Nothing was stored. Whoever runs it: check that TRUELAYER_ENVIRONMENT, TRUELAYER_CLIENT_ID, TRUELAYER_CLIENT_SECRET and TRUELAYER_REDIRECT_URI are those of one application in TrueLayer’s console.',
  internal: 'Something went wrong here, not at your bank. Please try again. Whoever runs this openpurse: the Worker’s log says what it was.',
};
