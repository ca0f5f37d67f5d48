// The rule that is being written, and what becomes of it when another one is begun: what is not finished is given up by nobody but the person.

import { BLANK, type RuleDraft } from './rule-draft.ts';

export interface Drafting {
  draft?: RuleDraft | undefined;
  /** As what it was begun; undefined where that was before the page was loaded. */
  initial?: RuleDraft | undefined;
  /** How many were begun: each has a form of its own. */
  count: number;
  /** What is to be begun in its place, if the person gives it up. */
  next?: RuleDraft | undefined;
}

export const NO_DRAFT: Drafting = { count: 0 };

/** Of before a reload. What was begun meanwhile counts more. */
export function resumed(now: Drafting, kept: RuleDraft | undefined): Drafting {
  return now.draft === undefined && kept !== undefined ? { draft: kept, count: now.count + 1 } : now;
}

/** Begins one, or asks first; the one of the same rule goes on. */
export function begun(now: Drafting, next: RuleDraft): Drafting {
  if (isAlike(now.draft, next)) return now;
  if (now.draft === undefined || isUntouched(now)) return replaced(now, next);
  return next.id !== undefined && next.id === now.draft.id ? now : { ...now, next };
}

/** Begins one, whatever was there. */
export function replaced({ count }: Drafting, next: RuleDraft): Drafting {
  return { draft: next, initial: next, count: count + 1 };
}

/** What is worth keeping over a reload: not a form that was only opened, which can be opened again. What a link began cannot. */
export function keptOf(now: Drafting): RuleDraft | undefined {
  const { draft } = now;
  return isUntouched(now) && (draft?.id !== undefined || isAlike(draft, BLANK)) ? undefined : draft;
}

function isUntouched({ draft, initial }: Drafting): boolean {
  return isAlike(draft, initial);
}

function isAlike(one: RuleDraft | undefined, other: RuleDraft | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
