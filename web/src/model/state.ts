// What the page knows.

import type { Feed, View } from '../core/protocol.ts';
import type { Connection, Status, StoredSettings } from '../edge/api.ts';
import type { Failure } from '../edge/http.ts';
import type { Learned } from './corrections.ts';

/** How reading one bank stands. `last` is what it said when it was last read with success: still on the screen. */
export interface Reading {
  state: 'reading' | 'read' | 'failed';
  failure?: Failure;
  last?: Feed;
}

export interface Household {
  screen: 'starting' | 'failed' | 'welcome' | 'budget';
  /** Why the screen is `failed`, or why an action did not work. */
  failure?: Failure;
  environment?: Status['environment'];
  connections: Connection[];
  /** The site could not be reached when the page was opened: all that is here is what this tab had kept. */
  unreached?: boolean;
  /** By connection id. */
  readings: Record<string, Reading>;
  settings?: StoredSettings;
  /** Why there are no settings. Without them nothing can be capped, but all else works. */
  settingsFailure?: Failure;
  view?: View;
  learned?: Learned;
  /** Whether the server may open the record on its own; not known before it was asked. */
  unattended?: boolean;
  /** Something to know after an action that else left no trace. */
  remark?: string;
  today: string;
}

/** Fields to change; undefined empties one. */
export type Patch<T> = { [K in keyof T]?: T[K] | undefined };
