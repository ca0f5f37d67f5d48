// All transactions that are loaded, for the list of them: given in slices, searched where they lie.

import type { Ledger, Transaction } from 'openpurse';
import { categoryOf, matcher, type Filter } from '../model/filter.ts';
import { totalsOf } from '../model/listing.ts';
import type { Names } from '../model/search.ts';
import { countedIn } from '../model/splits.ts';
import type { Found, Rows } from './protocol.ts';

export class Listing {
  #version = 0;
  #rows: Transaction[] | undefined;

  /** The newest first. Asked of a ledger once, since that takes long where there are many. */
  rows(ledger: Ledger): Transaction[] {
    return (this.#rows ??= ledger.transactions());
  }

  /** The ledger is another, or says something else. */
  change(): void {
    this.#rows = undefined;
    this.#version += 1;
  }

  slice(ledger: Ledger, from: number, count: number): Rows {
    const rows = this.rows(ledger);
    return { version: this.#version, total: rows.length, transactions: rows.slice(from, from + count) };
  }

  find(ledger: Ledger, filter: Filter, names: Names): Found {
    const rows = this.rows(ledger);
    const matches = matcher(filter, names);
    const places = rows.flatMap((row, place) => (matches(row) ? place : []));
    const found = places.map((place) => rows[place]!);
    return { version: this.#version, places: Uint32Array.from(places), sums: totalsOf(countedIn(found, categoryOf(filter))) };
  }
}
