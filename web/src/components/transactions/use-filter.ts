// The filter as the address says it. What is typed stands in the address at once; going back leaves the list rather than a letter.

import { useEffect, useState } from 'preact/hooks';
import { filterOf, queryOf, type Filter } from '../../model/filter.ts';
import { linkTo, type Route } from '../../model/route.ts';

export function useFilter(route: Route): [Filter, (next: Filter) => void] {
  const [filter, setFilter] = useState(() => filterOf(route.query));
  useEffect(() => setFilter(filterOf(route.query)), [route]);
  function change(next: Filter) {
    setFilter(next);
    replaceAddress(next);
  }
  return [filter, change];
}

/** Drops all else that the address asked for. */
export function replaceAddress(filter: Filter): void {
  try {
    history.replaceState(null, '', linkTo('transactions', queryOf(filter)));
  } catch {
    // Safari allows a hundred changes in half a minute. The next one brings it up to date.
  }
}
