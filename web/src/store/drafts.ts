// What someone began to write and has not saved, as this browser keeps it: one draft of a rule, in IndexedDB.

import { openDB, type DBSchema, type IDBPDatabase } from 'idb';

/** A convenience: where the browser keeps nothing, all but the draft works. So no call fails. */
export interface DraftStore<Draft> {
  read(): Promise<Draft | undefined>;
  /** Undefined: there is none any more. */
  write(draft: Draft | undefined): Promise<void>;
  /** Whose session is over leaves no draft behind; nor does another tab write one afterwards. */
  erase(): Promise<void>;
}

/** Keeps nothing: where there is no browser. */
export const NO_DRAFTS: DraftStore<never> = {
  read: async () => undefined,
  write: async () => {},
  erase: async () => {},
};

interface Schema<Draft> extends DBSchema {
  drafts: { key: 'rule'; value: Draft };
}

/** A database of its own: what was learned must not wait for a tab that still has an older version of this one open. */
export function browserDrafts<Draft>(): DraftStore<Draft> {
  const others = new BroadcastChannel('openpurse-drafts');
  let opened: Promise<IDBPDatabase<Schema<Draft>>> | undefined;
  let erased = false;
  others.addEventListener('message', () => (erased = true));

  function open(): Promise<IDBPDatabase<Schema<Draft>>> {
    opened ??= openDB<Schema<Draft>>('openpurse-drafts', 1, { upgrade: (database) => void database.createObjectStore('drafts') });
    opened.catch(() => (opened = undefined));
    return opened;
  }

  return {
    async read() {
      erased = false;
      return open().then((database) => database.get('drafts', 'rule'), () => undefined).catch(() => undefined);
    },
    async write(draft) {
      if (erased) return;
      const change = async () => (draft === undefined ? (await open()).delete('drafts', 'rule') : void (await (await open()).put('drafts', draft, 'rule')));
      await change().catch(() => {});
    },
    async erase() {
      erased = true;
      others.postMessage('erased');
      await open().then((database) => database.clear('drafts')).catch(() => {});
    },
  };
}
