// The edge of figures that come from files alone.

import type * as edgeApi from './api.ts';
import type { Status } from './api.ts';

/** What the model asks of the edge. */
export type Edge = Pick<typeof edgeApi, 'readStatus' | 'readFeed' | 'readSettings' | 'saveSettings' | 'renew' | 'disconnect' | 'logOut' | 'readUnattended' | 'saveUnattended'>;

/** Settings last as long as the page, and there is nobody to tell of anything. */
export function withoutServer(edge: Edge, environment: Status['environment'] = 'live'): Edge {
  return {
    ...edge,
    readSettings: async () => ({ value: {}, etag: null }),
    saveSettings: async (settings) => settings,
    readStatus: async () => ({ authenticated: false, environment, connections: [] }),
    disconnect: async () => true,
  };
}
