// A tenant's record as it lies in the Durable Object, opened while the Worker is stopped (docs/storage-schema.md).

import { objects } from './state.ts';
import { open } from './vault.ts';
import { TEST_MASTER } from './worker.ts';

export interface StoredConnection {
  state: 'active' | 'reconnect';
  tokens: { access: string; refresh: string | null };
  previous_refresh: string | null;
}

/** The connections that are stored for each of these tenant ids. */
export function storedConnections(state: string, tenants: string[]): StoredConnection[][] {
  const sealed = objects(state).flatMap(({ values }) => values.record ?? []);
  return tenants.map((tenant) => {
    const opened = sealed.flatMap((text) => open(TEST_MASTER, tenant, text) ?? []);
    if (opened.length !== 1) throw new Error(`${opened.length} of ${sealed.length} records open for a tenant`);
    return JSON.parse(opened[0]!.plain).connections as StoredConnection[];
  });
}
