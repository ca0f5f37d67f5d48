// The accounts that the page knows: of the connected banks, and of files.

import type { View } from '../core/protocol.ts';
import type { Household } from './household.ts';

/** Their names, by their ids. */
export function accountNames({ readings }: Pick<Household, 'readings'>, { files = [] }: Pick<View, 'files'>): Map<string, string> {
  const sources = [...files, ...Object.values(readings).flatMap(({ last }) => last ?? [])];
  return new Map(sources.flatMap(({ accounts }) => accounts).map(({ id, name }) => [id, name]));
}
