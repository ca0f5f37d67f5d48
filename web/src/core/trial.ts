// Corrections of many transactions at once, on a ledger of their own: what they do together only shows when they are made.

import type { Category, Ledger, Transaction } from 'openpurse';
import { namesOf } from '../model/correction-text.ts';
import type { ManyCorrected } from './protocol.ts';

interface Made {
  key: string;
  books: Ledger;
  told: ManyCorrected;
}

/** A new ledger of all that is loaded, with what was learned so far. */
export type Fresh = (learned: string) => Ledger;

/**
 * To correct one takes the core as long as to read all rows again. The merchant of a row is learned of from its first two: more
 * make it no surer.
 */
const LESSONS = 2;
/** More merchants than these are not learned of by corrections of single rows. */
const MOST_LESSONS = 200;

export class Trial {
  #made: Made | undefined;

  /** What they do. The last trial is kept: who agrees to what was looked at does not wait for it again. `rows` are as they are now. */
  of(ids: string[], category: Category, always: boolean, before: string, rows: Transaction[], fresh: Fresh): ManyCorrected {
    const key = JSON.stringify([ids, category, always]);
    if (this.#made?.key === key) return this.#made.told;
    this.end();
    const [chosen, missing] = [new Set(ids), new Set(ids)];
    // In the rows' own order, so that the order in which they were chosen does not matter.
    const there = rows.filter(({ id }) => missing.delete(id));
    const books = fresh(corrected(there, category, always, before, fresh));
    const after = new Map(books.transactions().map((row) => [row.id, row.category]));
    const changed = rows.filter((row) => after.get(row.id) !== row.category);
    const others = changed.filter(({ id }) => !chosen.has(id)).length;
    const told = { changed: changed.length, others, names: namesOf(changed), missing: [...missing], before, after: books.exportLearned() };
    this.#made = { key, books, told };
    return told;
  }

  /** Gives its ledger away. */
  taken(): Ledger {
    const { books } = this.#made!;
    this.#made = undefined;
    return books;
  }

  /** There is something else to try it on. */
  end(): void {
    this.#made?.books.free();
    this.#made = undefined;
  }
}

/** What is learned by these corrections and was before. */
function corrected(rows: Transaction[], category: Category, always: boolean, before: string, fresh: Fresh): string {
  if (rows.length === 0) return before;
  const books = fresh(before);
  try {
    for (const { id } of lessons(rows, always)) books.correct(id, category, { always });
    const learned = JSON.parse(books.exportLearned());
    // Each is what was said of it, whatever becomes of its merchant: as the first one's is.
    for (const { id } of rows) learned.transactions[id] = learned.transactions[rows[0]!.id];
    return JSON.stringify(learned);
  } finally {
    books.free();
  }
}

/** Those of which their merchants are learned: one is enough where it is said of the merchant. */
function lessons(rows: Transaction[], always: boolean): Transaction[] {
  const seen = new Map<string, number>();
  const first = rows.filter(({ amount, merchant, description }) => {
    const name = `${amount < 0} ${merchant ?? description}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times <= (always ? 1 : LESSONS);
  });
  return always ? first : first.slice(0, MOST_LESSONS);
}
