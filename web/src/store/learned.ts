// What was learned from corrections, as this browser keeps it: a text in IndexedDB, and word to the other tabs.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { t } from '../text/index.ts';

/** Where what was learned is kept. Each may fail: a browser can forbid it or be out of space. */
export interface LearnedStore {
  read(): Promise<Kept>;
  write(learned: string): Promise<void>;
  /** Puts aside what could not be read, so that it is neither used nor lost. */
  setAside(unreadable: string): Promise<void>;
  dropSetAside(): Promise<void>;
  /** All of it. */
  erase(): Promise<void>;
  /** Whether the browser promised not to drop it when it is short of space. */
  isSafe(): Promise<boolean>;
  /** Another tab changed it; undefined: it was erased. */
  onChange(listener: (learned: string | undefined) => void): void;
}

export interface Kept {
  learned?: string;
  setAside?: string;
}

/** Keeps nothing: where there is no browser. */
export const FORGETFUL: LearnedStore = {
  read: async () => ({}),
  write: async () => {},
  setAside: async () => {},
  dropSetAside: async () => {},
  erase: async () => {},
  isSafe: async () => true,
  onChange: () => {},
};

interface Schema extends DBSchema {
  learned: { key: 'learned' | 'setAside'; value: string };
}

/** A browser that does not answer must not keep the figures waiting. */
const DEADLINE_MS = 3_000;

export function browserStore(): LearnedStore {
  const others = new BroadcastChannel('openpurse-learned');
  let opened: Promise<IDBPDatabase<Schema>> | undefined;
  let asked = false;

  function open(): Promise<IDBPDatabase<Schema>> {
    opened ??= openDB<Schema>('openpurse', 1, { upgrade: (database) => void database.createObjectStore('learned') });
    opened.catch(() => (opened = undefined));
    return inTime(opened);
  }

  return {
    async read() {
      const database = await open();
      const [learned, setAside] = await inTime(Promise.all([database.get('learned', 'learned'), database.get('learned', 'setAside')]));
      return { ...(learned !== undefined && { learned }), ...(setAside !== undefined && { setAside }) };
    },
    async write(learned) {
      await (await open()).put('learned', learned, 'learned');
      others.postMessage(learned);
      if (!asked) void navigator.storage?.persist?.().catch(() => {});
      asked = true;
    },
    async setAside(unreadable) {
      const change = (await open()).transaction('learned', 'readwrite');
      await Promise.all([change.store.put(unreadable, 'setAside'), change.store.delete('learned'), change.done]);
    },
    async dropSetAside() {
      await (await open()).delete('learned', 'setAside');
    },
    async erase() {
      await (await open()).clear('learned');
      others.postMessage(undefined);
    },
    isSafe: async () => (await navigator.storage?.persisted?.()) ?? false,
    onChange(listener) {
      others.addEventListener('message', ({ data }: MessageEvent<string | undefined>) => listener(data));
    },
  };
}

function inTime<T>(work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => setTimeout(() => reject(new Error(t.transactions.notInTime)), DEADLINE_MS));
  return Promise.race([work, late]);
}
