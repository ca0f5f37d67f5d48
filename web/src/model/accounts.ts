// The accounts whose rows are here: those of the connected banks, and those of imported files.

import type { Account, View } from '../core/protocol.ts';
import type { Household } from './household.ts';

export function accountsOf({ readings }: Pick<Household, 'readings'>, { files = [] }: Pick<View, 'files'>): Account[] {
  return [...files, ...Object.values(readings).map(({ last }) => last)].flatMap((source) => source?.accounts ?? []);
}
