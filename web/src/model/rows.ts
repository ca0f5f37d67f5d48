// All transactions that are loaded, for the list of them: fetched from the core's thread in slices, searched there.

import type { Transaction } from 'openpurse';
import type { Core } from '../core/client.ts';
import type { Found } from '../core/protocol.ts';
import type { Failure } from '../edge/http.ts';
import type { Filter } from './filter.ts';
import { namesFor } from './search.ts';
import { failureOf } from './failure.ts';

/** As many as a slow phone reads within a few milliseconds. */
const SLICE = 250;

export interface AllRows {
  /** A search is of just these rows when its version is the same. */
  version: number;
  /** The newest first. */
  transactions: Transaction[];
  byId: ReadonlyMap<string, Transaction>;
}

interface Host {
  core(): Core;
}

export class Rows {
  readonly #host: Host;

  constructor(host: Host) {
    this.#host = host;
  }

  /** All of them; undefined when nobody wants them any more. Where they change meanwhile it begins anew. */
  async all(wanted: () => boolean): Promise<AllRows | Failure | undefined> {
    try {
      let rows: Transaction[] = [];
      let version: number | undefined;
      for (;;) {
        const slice = await this.#host.core().rows(version === undefined ? 0 : rows.length, SLICE);
        if (!wanted()) return undefined;
        const same = slice.version === version;
        // A slice of other rows than those before it: the first one has to be theirs, too.
        if (version !== undefined && !same) {
          version = undefined;
          continue;
        }
        version = slice.version;
        if (same) rows.push(...slice.transactions);
        else rows = slice.transactions;
        if (rows.length >= slice.total) return { version, transactions: rows, byId: new Map(rows.map((row) => [row.id, row])) };
      }
    } catch (error) {
      return failureOf(error);
    }
  }

  async find(filter: Filter, accounts: ReadonlyMap<string, string>): Promise<Found | Failure> {
    try {
      return await this.#host.core().find(filter, namesFor(accounts));
    } catch (error) {
      return failureOf(error);
    }
  }
}
