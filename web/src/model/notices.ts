// What the page has to say beside the figures: what did not come, why, and what can be done about it, in plain words.

import type { Connection } from '../edge/api.ts';
import type { FeedError } from '../edge/http.ts';
import { listed, t } from '../text/index.ts';
import { clockTime } from './dates.ts';
import type { Household, Reading } from './state.ts';
import { failureText, problemText, rowText, type Said } from './problems.ts';

export interface Notice {
  key: string;
  said: Said[];
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
    const said = [{ text: t.errors.settings }, ...problemText(household.settingsFailure), { text: t.errors.reload }];
    notices.push({ key: 'settings', said });
  }
  if (household.remark !== undefined) notices.push({ key: 'remark', said: [{ text: household.remark }] });
  if (household.failure !== undefined) notices.push({ key: 'failure', said: problemText(household.failure) });
  return notices;
}

function consentNotices(connection: Connection): Notice[] {
  const { id, bank_name, state, consent_days_left: days } = connection;
  if (state === 'active') return [];
  if (state === 'reconnect') {
    return [{ key: `${id} consent`, said: [{ text: t.errors.permissionOver(bank_name) }], renew: reconnect(connection) }];
  }
  const renew = { connection: id, label: t.errors.renew(bank_name) };
  return [{ key: `${id} consent`, said: [{ text: t.errors.permissionEnds(bank_name, days) }], renew }];
}

function readingNotices(connection: Connection, { state, failure, last }: Reading): Notice[] {
  const { id, bank_name } = connection;
  if (state === 'failed' && failure !== undefined) {
    // Why is known already, and so is the way out.
    if (connection.state === 'reconnect') return [];
    const why = failure.code === 'invalid_input' ? [{ text: t.errors.brokenAnswer }] : problemText(failure);
    const old = last?.asOf ? [{ text: t.errors.oldFigures(clockTime(last.asOf)) }] : [];
    const notice = { key: `${id} failed`, said: [{ text: t.errors.notRead(bank_name) }, ...why, ...old] };
    const errors = failure.errors ?? [];
    if (errors.some(({ action }) => action === 'reconnect')) return [{ ...notice, renew: reconnect(connection) }];
    return [errors.some(isOverForToday) ? notice : { ...notice, retry: id }];
  }
  if (last === undefined) return [];
  const notices = merged(last.errors).map(({ error, accounts }) => errorNotice(connection, error, accountNames(accounts, last.accounts)));
  const [problem] = last.problems;
  if (problem !== undefined) {
    notices.push({ key: `${id} rows`, said: [{ text: t.errors.badRows(bank_name, last.problems.length) }, rowText(problem)] });
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

/** Beside the code only the message tells that some of the transactions did come. */
const PARTLY = / Only a part of the transactions came\.$/;

function errorNotice(connection: Connection, error: FeedError, accounts: string): Notice {
  const what = [connection.bank_name, accounts].filter(Boolean).join(', ');
  const key = `${connection.id} ${error.code} ${error.resource ?? ''} ${accounts}`;
  const notice: Notice = { key, said: [{ text: `${what}${resourceName(error)}:` }, failureText(error)] };
  if (PARTLY.test(error.message) && notice.said[1]!.lang === undefined) notice.said.push({ text: t.errors.partly });
  if (error.action === 'reconnect') notice.renew = reconnect(connection);
  if (error.action === 'wait' && !isOverForToday(error)) notice.retry = connection.id;
  return notice;
}

function resourceName({ resource }: FeedError): string {
  if (resource === undefined) return '';
  const names: Record<string, string> = t.errors.resources;
  return ` (${Object.hasOwn(names, resource) ? names[resource] : resource.replaceAll('_', ' ')})`;
}

/** A bank that wants to be left alone until tomorrow gets no button to ask it again. */
function isOverForToday({ code }: FeedError): boolean {
  return code === 'too_many_requests_today';
}

function reconnect({ id, bank_name }: Connection): NonNullable<Notice['renew']> {
  return { connection: id, label: t.errors.reconnect(bank_name) };
}

function accountNames(ids: string[], accounts: { id: string; name: string }[]): string {
  if (ids.length > 3) return t.errors.accounts(ids.length);
  return listed(ids.map((id) => accounts.find((account) => account.id === id)?.name || t.errors.anAccount));
}
