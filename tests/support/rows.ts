// Every way in which TrueLayer or a bank can fail to answer, and what our own answers may then tell of it.

import type { Fault } from './bank.ts';

export interface Row {
  name: string;
  fault: Pick<Fault, 'fault'> & Partial<Fault>;
  /** What may be told of it. */
  codes: string[];
  /** Whether the bank then just does not have the thing. */
  absent?: true;
  /** Whether the bank is then left alone until tomorrow. */
  rests?: true;
  /** Whether it keeps the whole machine busy, so that nothing else should be asked meanwhile. */
  heavy?: true;
}

const error = (name: string, ...codes: string[]): Row => ({ name, fault: { fault: 'error', error: name }, codes });
const broken = (fault: Fault['fault'], ...codes: string[]): Row => ({ name: fault, fault: { fault }, codes });

/** What goes wrong on the way, rather than being said. */
const BROKEN: Row[] = [
  broken('html_502', 'bank_unavailable'),
  broken('malformed', 'malformed_answer'),
  broken('empty', 'malformed_answer'),
  broken('truncated', 'bank_unavailable'),
  broken('reset', 'bank_unavailable'),
  // Too large, unless its time was over first.
  { ...broken('endless', 'malformed_answer', 'too_much_data', 'bank_timeout'), heavy: true },
  // The answer is said to come later, which was not asked for.
  broken('accepted', 'bank_unavailable'),
];
/** These cost a deadline each. */
const SLOW: Row[] = [
  broken('hang', 'bank_timeout'),
  broken('stalled', 'bank_timeout'),
  { name: 'slow_headers', fault: { fault: 'slow_headers', ms: 30_000 }, codes: ['bank_timeout'] },
];

/** To a question about data: the whole table of TrueLayer's errors, those of its token endpoint too. */
export const DATA: Row[] = [
  // First, because they take longest.
  ...SLOW,
  error('validation_error', 'invalid_date_range'),
  error('invalid_date_range', 'invalid_date_range'),
  error('deprecated_provider', 'reconnect_needed'),
  error('invalid_grant', 'bank_error'),
  error('invalid_client', 'misconfigured'),
  error('invalid_authorization_code', 'bank_error'),
  error('unauthorized', 'reconnect_needed'),
  error('unauthorized_client', 'misconfigured'),
  error('invalid_token', 'reconnect_needed'),
  error('access_denied', 'access_denied', 'reconnect_needed'),
  error('sca_exceeded', 'sca_exceeded'),
  error('invalid_credentials_key', 'reconnect_needed'),
  error('account_not_found', 'account_not_found'),
  error('provider_too_many_requests', 'rate_limited'),
  { ...error('provider_request_limit_exceeded', 'too_many_requests_today'), rests: true },
  error('internal_server_error', 'bank_error'),
  { ...error('endpoint_not_supported', 'not_supported'), absent: true },
  error('provider_error', 'bank_unavailable'),
  error('temporarily_unavailable', 'bank_unavailable'),
  error('connector_overload', 'bank_unavailable'),
  error('connector_timeout', 'bank_timeout'),
  error('provider_timeout', 'bank_timeout'),
  ...BROKEN,
];

/** To a request for tokens: what is told of a refresh, and of a sign-in. */
export interface TokenRow extends Row {
  /** The `connect_error` of a sign-in. */
  connect: string;
  /** Whether the consent has ended for good. */
  ended?: true;
}

const tokens = (row: Row, code: string, connect: string, ended?: true): TokenRow => ({ ...row, codes: [code], connect, ...(ended && { ended }) });

/** Whatever is not said to be the end of the consent is the bank's, and passes. */
export const TOKENS: TokenRow[] = [
  tokens(error('invalid_grant'), 'reconnect_needed', 'exchange_failed', true),
  tokens(error('invalid_authorization_code'), 'reconnect_needed', 'exchange_failed', true),
  tokens(error('access_denied'), 'reconnect_needed', 'exchange_failed', true),
  tokens(error('unauthorized'), 'bank_unavailable', 'exchange_failed'),
  tokens(error('invalid_token'), 'bank_unavailable', 'exchange_failed'),
  tokens(error('invalid_client'), 'misconfigured', 'misconfigured'),
  tokens(error('unauthorized_client'), 'misconfigured', 'misconfigured'),
  tokens(error('invalid_redirect_uri'), 'misconfigured', 'misconfigured'),
  tokens(error('invalid_request'), 'misconfigured', 'misconfigured'),
  tokens(error('provider_too_many_requests'), 'bank_unavailable', 'bank_unavailable'),
  tokens(error('provider_request_limit_exceeded'), 'bank_unavailable', 'bank_unavailable'),
  tokens(error('internal_server_error'), 'bank_unavailable', 'bank_unavailable'),
  tokens(error('provider_error'), 'bank_unavailable', 'bank_unavailable'),
  tokens(error('temporarily_unavailable'), 'bank_unavailable', 'bank_unavailable'),
  tokens(error('connector_overload'), 'bank_unavailable', 'bank_unavailable'),
  tokens(error('connector_timeout'), 'bank_timeout', 'bank_unavailable'),
  tokens(error('provider_timeout'), 'bank_timeout', 'bank_unavailable'),
  tokens(broken('html_502'), 'bank_unavailable', 'bank_unavailable'),
  // A code works once: what cannot be read is the end of that sign-in.
  tokens(broken('malformed'), 'bank_unavailable', 'exchange_failed'),
  tokens(broken('empty'), 'bank_unavailable', 'exchange_failed'),
  tokens(broken('accepted'), 'bank_unavailable', 'exchange_failed'),
  tokens(broken('truncated'), 'bank_unavailable', 'bank_unavailable'),
  tokens(broken('reset'), 'bank_unavailable', 'bank_unavailable'),
  { ...tokens(broken('endless'), 'bank_unavailable', 'exchange_failed'), heavy: true },
  ...SLOW.map((row) => tokens(row, 'bank_timeout', 'bank_unavailable')),
];
