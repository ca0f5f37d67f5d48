// The accounts whose rows are here: those of the connected banks, and those of imported files.

import type { Account, View } from '../core/protocol.ts';
import type { Household } from './state.ts';

export function accountsOf({ readings }: Pick<Household, 'readings'>, { files = [] }: Pick<View, 'files'>): Account[] {
  return [...files, ...Object.values(readings).map(({ last }) => last)].flatMap((source) => source?.accounts ?? []);
}

/** Their names, by their ids. */
export function accountNames(household: Pick<Household, 'readings'>, view: Pick<View, 'files'>): Map<string, string> {
  return new Map(accountsOf(household, view).map(({ id, name }) => [id, name]));
}
