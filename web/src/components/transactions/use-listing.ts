// The transactions that a filter leaves, kept up with the figures and the filter. Until the new ones are there, the last ones stay.

import type { Transaction } from 'openpurse';
import { useEffect, useState } from 'preact/hooks';
import type { View } from '../../core/protocol.ts';
import type { Failure } from '../../edge/http.ts';
import type { Filter } from '../../model/filter.ts';
import type { Total } from '../../model/listing.ts';
import type { AllRows, Rows } from '../../model/rows.ts';

export interface Listing {
  all: AllRows;
  filter: Filter;
  shown: Transaction[];
  sums: Total[];
}

/** Undefined as long as there are none yet. */
export function useListing(rows: Rows, view: View, filter: Filter, accounts: ReadonlyMap<string, string>): Listing | Failure | undefined {
  const [all, setAll] = useState<AllRows>();
  const [listing, setListing] = useState<Listing | Failure>();

  useEffect(() => {
    let wanted = true;
    void rows.all(() => wanted).then((answer) => {
      if (!wanted || answer === undefined) return;
      if ('version' in answer) setAll(answer);
      else setListing(answer);
    });
    return () => void (wanted = false);
  }, [view]);

  // The banks' accounts are known a moment after their rows.
  const names = [...accounts].flat().join('\n');
  useEffect(() => {
    if (all === undefined) return;
    let wanted = true;
    void rows.find(filter, accounts).then((found) => {
      if (!wanted) return;
      if (!('version' in found)) setListing(found);
      // Of other rows than these: those are on their way.
      else if (found.version === all.version) setListing({ all, filter, shown: Array.from(found.places, (place) => all.transactions[place]!), sums: found.sums });
    });
    return () => void (wanted = false);
  }, [all, filter, names]);

  return listing;
}
