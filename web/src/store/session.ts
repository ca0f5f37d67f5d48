// What this tab keeps over a reload, for a quarter of an hour: whose banks they are, and what each of them said, packed. While no page
// of the site is open in the tab nobody can erase it: then it is erased by the next one, or with the tab.

import type { Connection, Status, StoredSettings } from '../edge/api.ts';

/** What a page needs beside the feeds to be drawn without a network. */
export interface KeptHousehold {
  environment: Status['environment'];
  connections: Connection[];
  settings?: StoredSettings;
}

/** All of it may be missing at any time: a browser can forbid it, be out of space, or hold something else there. */
export interface SessionStore {
  household(): KeptHousehold | undefined;
  /** Feeds of other banks than these are dropped. */
  keepHousehold(household: KeptHousehold): void;
  /** What `Core.packed` made of the bank's feed. */
  feed(connectionId: string): string | undefined;
  keepFeed(connectionId: string, packed: string): void;
  dropFeed(connectionId: string): void;
  /** The person has disconnected that bank: drops its feed here, and tells the other tabs. */
  forget(connectionId: string): void;
  /** A bank was disconnected in another tab. Here its feed is dropped already. */
  onForget(listener: (connectionId: string) => void): void;
  /** All of it. */
  erase(): void;
  /** The person has left: erases it here, and tells the other tabs. */
  end(): void;
  /** The person has left in another tab. Here it is erased already. */
  onEnd(listener: () => void): void;
}

/** Keeps nothing: where there is no browser. */
export const NO_SESSION: SessionStore = {
  household: () => undefined,
  keepHousehold: () => {},
  feed: () => undefined,
  keepFeed: () => {},
  dropFeed: () => {},
  forget: () => {},
  onForget: () => {},
  erase: () => {},
  end: () => {},
  onEnd: () => {},
};

/** What one tab tells the others. */
type Told = { kind: 'ended' } | { kind: 'forgotten'; connectionId: string };

const LIFETIME_MS = 15 * 60_000;
const HOUSEHOLD = 'openpurse.household';
const FEED = 'openpurse.feed.';

export function tabStore(): SessionStore {
  const others = new BroadcastChannel('openpurse-session');
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  function read<T>(key: string): T | undefined {
    const kept = attempt(() => JSON.parse(sessionStorage.getItem(key) ?? 'null') as { at: number; value: T } | null);
    const age = Date.now() - Number(kept?.at);
    // A clock that was put back makes nothing younger.
    if (kept?.value === undefined || !(age >= 0 && age < LIFETIME_MS)) {
      drop(key);
      return undefined;
    }
    expireIn(LIFETIME_MS - age, key);
    return kept.value;
  }

  /** What is kept goes by itself when its time is over. A function of its own, so that the timer holds nothing but the key. */
  function expireIn(milliseconds: number, key: string): void {
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => read(key), milliseconds));
  }

  function keep(key: string, value: unknown): void {
    // What was there is of no use any more, also when there is no space for the new.
    drop(key);
    attempt(() => sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), value })));
    expireIn(LIFETIME_MS, key);
  }

  function erase(): void {
    ours().forEach(drop);
  }

  const tell = (told: Told) => others.postMessage(told);

  function hear(listener: (told: Told) => void): void {
    others.addEventListener('message', ({ data }: MessageEvent<Told>) => listener(data));
  }

  // What a tab was left with that nobody has looked at since.
  ours().forEach(read);

  return {
    household: () => read(HOUSEHOLD),
    keepHousehold(household) {
      keep(HOUSEHOLD, household);
      const connected = new Set(household.connections.map(({ id }) => FEED + id));
      ours().filter((key) => key !== HOUSEHOLD && !connected.has(key)).forEach(drop);
    },
    feed: (connectionId) => read(FEED + connectionId),
    keepFeed: (connectionId, packed) => keep(FEED + connectionId, packed),
    dropFeed: (connectionId) => drop(FEED + connectionId),
    forget(connectionId) {
      drop(FEED + connectionId);
      tell({ kind: 'forgotten', connectionId });
    },
    onForget(listener) {
      hear((told) => {
        if (told.kind !== 'forgotten') return;
        drop(FEED + told.connectionId);
        listener(told.connectionId);
      });
    },
    erase,
    end() {
      erase();
      tell({ kind: 'ended' });
    },
    onEnd(listener) {
      hear(({ kind }) => {
        if (kind !== 'ended') return;
        erase();
        listener();
      });
    },
  };
}

function ours(): string[] {
  return attempt(() => Object.keys(sessionStorage).filter((key) => key === HOUSEHOLD || key.startsWith(FEED))) ?? [];
}

function drop(key: string): void {
  attempt(() => sessionStorage.removeItem(key));
}

/** Storage that is forbidden, full or broken is storage that keeps nothing. */
function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
