// The files of banks that are not connected: kept in memory, and put to every new ledger after the feeds.

import { Ledger, type ImportOptions, type Loaded, type Transaction } from 'openpurse';
import type { ImportedFile, Trial } from './protocol.ts';

interface Kept {
  id: string;
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
  options: ImportOptions;
  told: ImportedFile;
}

export class Files {
  #kept: Kept[] = [];
  #lastId = 0;

  /** The oldest first, as they stand in the newest ledger. */
  get list(): ImportedFile[] {
    return this.#kept.map(({ told }) => told);
  }

  /** Takes a file into the ledger and keeps it. When it cannot be read, nothing of it is kept. */
  add(ledger: Ledger, name: string, bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
    const same = this.#kept.find((file) => isSame(file.bytes, bytes));
    if (same !== undefined) throw new Error(`It is the same as ${same.name}, which is here already.`);
    const file = { id: String(++this.#lastId), name, bytes, options };
    const { told } = taken(ledger, ledger.transactions(), file);
    this.#kept.push({ ...file, told });
    return told;
  }

  /** Takes all of them into a new ledger. One whose account is gone is told as such and does not count. */
  addAll(ledger: Ledger): void {
    if (this.#kept.length === 0) return;
    let rows = ledger.transactions();
    this.#kept = this.#kept.map((file) => {
      try {
        const { told, after } = taken(ledger, rows, file);
        rows = after;
        return { ...file, told };
      } catch (error) {
        const failure = error instanceof Error ? error.message : String(error);
        return { ...file, told: { id: file.id, name: file.name, accounts: [], transactions: 0, added: 0, problems: [], failure } };
      }
    });
  }

  clear(): void {
    this.#kept = [];
  }

  remove(id: string): void {
    this.#kept = this.#kept.filter((file) => file.id !== id);
  }
}

function taken(ledger: Ledger, before: Transaction[], { id, name, bytes, options }: Omit<Kept, 'told'>): { told: ImportedFile; after: Transaction[] } {
  const { transactions, problems }: Loaded = ledger.importFile(bytes, options);
  const after = ledger.transactions();
  return { told: { id, name, transactions, problems, ...whatIsNew(accountName(name, options), before, after) }, after };
}

/** What a file would be read as, without taking it. */
export function tried(bytes: Uint8Array, options: ImportOptions): Trial {
  const ledger = new Ledger();
  try {
    const { transactions, problems } = ledger.importFile(bytes, options);
    return { transactions, problems, first: ledger.transactions().slice(0, 3) };
  } finally {
    ledger.free();
  }
}

/** As the person calls it, else by the file. */
function accountName(file: string, { bank, account_name }: ImportOptions): string {
  return [bank, account_name].filter(Boolean).join(', ') || file;
}

/** The accounts and rows that were not there before. */
function whatIsNew(name: string, before: Transaction[], after: Transaction[]): Pick<ImportedFile, 'accounts' | 'added' | 'from' | 'to'> {
  const [ids, accountIds] = [new Set(before.map(({ id }) => id)), new Set(before.map(({ account_id }) => account_id))];
  const rows = after.filter(({ id }) => !ids.has(id));
  const accounts = [...new Set(rows.map(({ account_id }) => account_id))].filter((id) => !accountIds.has(id));
  // The newest first.
  const [to, from] = [rows[0]?.date, rows.at(-1)?.date];
  return { accounts: accounts.map((id) => ({ id, name })), added: rows.length, ...(from && { from }), ...(to && { to }) };
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
