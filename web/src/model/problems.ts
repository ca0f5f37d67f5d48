// Failures in words: each code's own sentence with what can be done. Of a code that is not known, what the edge said.

import type { Failure, FeedError } from '../edge/http.ts';
import { t } from '../text/index.ts';

/** A sentence; those that the edge or the core wrote are English, whatever the page speaks. */
export interface Said {
  text: string;
  lang?: 'en';
}

/** These say which field is wrong, which only the message knows. */
const WITH_MESSAGE = new Set(['invalid_request', 'invalid_input', 'invalid_settings', 'invalid_learned']);

/** Why a request failed as a whole. */
export function problemText({ code, message, field, errors = [] }: Failure): Said[] {
  // The bank's own reasons say more than their sum.
  if (errors.length > 0) return distinct(errors.map(failureText));
  const status = /^http_(\d{3})$/.exec(code)?.[1];
  if (status !== undefined) return [{ text: t.errors.status(status) }];
  const own = sentenceOf(t.errors.problems, code);
  if (own === undefined) return [theirs(message)];
  return WITH_MESSAGE.has(code) && message !== '' ? [{ text: own }, ...located(message, field)] : [{ text: own }];
}

/** Which field of the settings a path names: `Cap 1, category` for `caps[0].category`. */
export function fieldText(path: string): string {
  return path.split('.').map((step) => {
    const [, name = step, at] = /^(\w+)\[(\d+)\]$/.exec(step) ?? [];
    const word = sentenceOf(t.exchange.fields, name) ?? name.replaceAll('_', ' ');
    return at === undefined ? word : `${word} ${Number(at) + 1}`;
  }).join(', ');
}

/** The core puts the path before its message, the edge beside it. */
function located(message: string, field?: string): Said[] {
  const [, path = field, rest = message] = /^(\w+(?:\[\d+\])?(?:\.\w+(?:\[\d+\])?)*): (.+)$/s.exec(message) ?? [];
  const [first = ''] = path?.split(/[.[]/) ?? [];
  return path === undefined || !Object.hasOwn(t.exchange.fields, first) ? [theirs(message)] : [{ text: `${fieldText(path)}:` }, theirs(rest)];
}

/** The same as one text, for where there is room for no more. */
export function sentence(failure: Failure): string {
  return problemText(failure).map(({ text }) => text).join(' ');
}

/** Why one thing did not come from a bank. */
export function failureText({ code, message }: Pick<FeedError, 'code' | 'message'>): Said {
  const own = sentenceOf(t.errors.failures, code);
  return own === undefined ? theirs(message) : { text: own };
}

/** What is wrong with a row of a bank, behind a colon. */
export function rowText({ code, message }: { code: string; message: string }): Said {
  const own = sentenceOf(t.errors.rows, code);
  return own === undefined ? theirs(message) : { text: own };
}

/**
 * What a failed connection attempt came back with, `/?connect_error=…`. Anyone can write that address. `protocol` is the page's: Safari
 * keeps no cookie that is meant for https alone, not even on localhost, so every sign-in there seems to have begun elsewhere.
 */
export function connectErrorText(code: string, protocol = 'https:'): string {
  const text = sentenceOf(t.errors.connecting, code) ?? t.errors.connectingOther(code.replace(/[^\w.-]/g, '').slice(0, 40));
  return code === 'invalid_state' && protocol === 'http:' ? `${text} ${t.errors.noCookieOverHttp}` : text;
}

function theirs(message: string): Said {
  return message === '' ? { text: t.errors.somethingWrong } : { text: message, lang: 'en' };
}

function sentenceOf(sentences: Record<string, string>, code: string): string | undefined {
  return Object.hasOwn(sentences, code) ? sentences[code] : undefined;
}

function distinct(all: Said[]): Said[] {
  return all.filter(({ text }, at) => all.findIndex((other) => other.text === text) === at);
}
