// Texts that are one person's alone (ids, secrets, amounts), and finding those of others in an answer.

import assert from 'node:assert/strict';

/** The owner of nothing: to nobody, every mark is another's. */
export const NOBODY = -1;

/** Whose each mark is, since the beginning; found in a text by its first characters. */
const owners = new Map<string, number>();
const beginnings = new Map<string, string[]>();
const BEGINNING = 8;

/** From now on the texts are this person's. */
export function mark(owner: number, ...texts: string[]): void {
  for (const text of texts) {
    assert.ok(text.length >= BEGINNING && (owners.get(text) ?? owner) === owner, `${text} is too short, or another's already`);
    if (owners.has(text)) continue;
    owners.set(text, owner);
    const start = text.slice(0, BEGINNING);
    beginnings.set(start, [...(beginnings.get(start) ?? []), text]);
  }
}

/** The marks in a text that are not this person's. */
export function foreign(text: string, owner: number): string[] {
  const found = new Set<string>();
  for (let at = 0; at + BEGINNING <= text.length; at++) {
    for (const whole of beginnings.get(text.slice(at, at + BEGINNING)) ?? []) {
      if (owners.get(whole) !== owner && text.startsWith(whole, at)) found.add(whole);
    }
  }
  return [...found];
}
