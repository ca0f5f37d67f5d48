// Which transactions are selected, and what they come to.

import type { Transaction } from 'openpurse';

export type Selection = ReadonlySet<string>;

export const NOTHING: Selection = new Set();

/** With this one turned on or off. */
export function toggled(selection: Selection, id: string): Selection {
  const next = new Set(selection);
  if (!next.delete(id)) next.add(id);
  return next;
}

/** With all from one to another as this one becomes: turned on, or off where it was on. `last` may be gone from the list. */
export function toggledTo(selection: Selection, shown: Transaction[], last: string | undefined, id: string): Selection {
  const [from, to] = [shown.findIndex((row) => row.id === last), shown.findIndex((row) => row.id === id)];
  if (from < 0 || to < 0) return toggled(selection, id);
  const next = new Set(selection);
  const on = !selection.has(id);
  for (const row of shown.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (on) next.add(row.id);
    else next.delete(row.id);
  }
  return next;
}

/** Those of the rows that are selected. */
export function selectedOf(rows: Transaction[], selection: Selection): Transaction[] {
  return selection.size === 0 ? [] : rows.filter(({ id }) => selection.has(id));
}
