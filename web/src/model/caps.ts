// How caps change: amounts from a day on, so that earlier periods keep theirs.

import type { Cap, Category } from 'openpurse';

export type Rollover = NonNullable<Cap['rollover']>;

export interface CapTerms {
  /** Undefined: as it was, or none. */
  rollover?: Rollover;
  /** The first day of the first period that the amount is for; undefined: all periods, earlier ones too. */
  from?: string | undefined;
}

/** The caps with this one added, changed in its place, or without an amount removed. */
export function withCap(caps: Cap[], category: Category, amount: number | undefined, { rollover, from }: CapTerms = {}): Cap[] {
  const others = (cap: Cap) => cap.category !== category;
  if (amount === undefined) return caps.filter(others);
  const terms = rollover && { rollover };
  if (caps.every(others)) return [...caps, { category, amount, ...terms }];
  return caps.map((cap) => (others(cap) ? cap : { ...(from === undefined ? always(cap, amount) : since(cap, amount, from)), ...terms }));
}

/** The caps without what this one was to become on that day. */
export function withoutChange(caps: Cap[], category: Category, from: string): Cap[] {
  return caps.map((cap) => (cap.category === category ? withChanges(cap, (cap.changes ?? []).filter((change) => change.from !== from)) : cap));
}

/** The amount for a period that begins on that day. */
export function amountAt(cap: Cap, day: string): number {
  return Number((cap.changes ?? []).findLast(({ from }) => from <= day)?.amount ?? cap.amount);
}

function always(cap: Cap, amount: number): Cap {
  return withChanges({ ...cap, amount }, []);
}

/** What was to come later does not come: the new amount is from then on. The same amount again leaves it. */
function since(cap: Cap, amount: number, from: string): Cap {
  if (amountAt(cap, from) === amount) return cap;
  const earlier = (cap.changes ?? []).filter((change) => change.from < from);
  const before = withChanges(cap, earlier);
  return amountAt(before, from) === amount ? before : withChanges(cap, [...earlier, { from, amount }]);
}

function withChanges({ changes: _, ...cap }: Cap, changes: NonNullable<Cap['changes']>): Cap {
  return changes.length === 0 ? cap : { ...cap, changes };
}
