// Files in and out: those of banks that are not connected, and copies of what is here. Nothing of them leaves this device.

import type { ImportOptions } from 'openpurse';
import type { Core } from '../core/client.ts';
import type { ExportFormat, ImportedFile, Trial } from '../core/protocol.ts';
import type { Failure } from '../edge/http.ts';
import { t } from '../text/index.ts';
import { isQifOpen, tableOf, textOf, type Table } from './columns.ts';
import { failureOf } from './failure.ts';

/** What comes of one file that was chosen: it stands in the figures, or why not. A table can be read by naming its columns. */
export type Outcome = { name: string; file: ImportedFile } | Refused;

export interface Refused {
  name: string;
  problem: string;
  chosen: ChosenFile;
  table?: { table: Table; bytes: Uint8Array<ArrayBuffer> };
}

/** What files need of the model. */
export interface FilesHost {
  core(): Core;
  redraw(): Promise<void>;
  /** Whether the person that is here now is here still. */
  here(): () => boolean;
}

/** As the page is given them. */
export interface ChosenFile {
  name: string;
  size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A file that was taken, as long as it can be read otherwise. */
interface Taken {
  chosen: ChosenFile;
  options: ImportOptions;
  /** Its dates can be read with the day or with the month first. */
  open: boolean;
}

/** The core's own limit; a larger file is not even read. */
const MAX_BYTES = 32 * 1024 * 1024;

/** What the core says of a file that it does not know: written for programmers. */
const UNKNOWN = 'no file of a bank that is known';

export const EXPORTS: Record<ExportFormat, { file: string; type: string }> = {
  csv: { file: 'openpurse.csv', type: 'text/csv' },
  ofx: { file: 'openpurse.ofx', type: 'application/x-ofx' },
  hledger: { file: 'openpurse.journal', type: 'text/plain' },
  beancount: { file: 'openpurse.beancount', type: 'text/plain' },
  learned: { file: 'openpurse-learned.json', type: 'application/json' },
};

export class BankFiles {
  readonly #host: FilesHost;
  /** By the imported file's id. */
  readonly #taken = new Map<string, Taken>();
  /** Dropped where nothing could take them yet. */
  #waiting: ChosenFile[] = [];

  constructor(host: FilesHost) {
    this.#host = host;
  }

  /** Keeps files until {@link takeWaiting} asks for them. */
  wait(files: ChosenFile[]): void {
    this.#waiting = files;
  }

  takeWaiting(): ChosenFile[] {
    return this.#waiting.splice(0);
  }

  /** Takes in files of one bank, one after the other; one that cannot be read hinders no other. */
  async take(chosen: ChosenFile[], options: ImportOptions = {}): Promise<Outcome[]> {
    const here = this.#host.here();
    const outcomes: Outcome[] = [];
    for (const file of chosen) if (here()) outcomes.push(await this.#takeOne(file, options));
    await this.#host.redraw();
    return outcomes;
  }

  /** What the file would be read as. */
  async tried(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): Promise<Trial | Failure> {
    try {
      return await this.#host.core().tryFile(bytes, options);
    } catch (error) {
      return failureOf(error);
    }
  }

  /** How the dates of a file were read that could be read otherwise; undefined where nothing is open. */
  openOrder(id: string): 'dmy' | 'mdy' | undefined {
    const taken = this.#taken.get(id);
    if (!taken?.open) return undefined;
    return taken.options.date_order === 'mdy' ? 'mdy' : 'dmy';
  }

  /** Reads the dates of a file the other way round. @returns why it did not work. */
  async reorder(id: string): Promise<string | undefined> {
    const taken = this.#taken.get(id);
    if (taken === undefined) return undefined;
    const { chosen, options } = taken;
    // Before it is forgotten: it may be gone from where it was.
    const bytes = await chosen.arrayBuffer().catch(() => undefined);
    if (bytes === undefined) return t.exchange.fileGone(chosen.name);
    await this.#forget(id);
    const again = { name: chosen.name, size: chosen.size, arrayBuffer: async () => bytes.slice(0) };
    const outcome = await this.#takeOne(again, { ...options, date_order: options.date_order === 'mdy' ? 'dmy' : 'mdy' });
    await this.#host.redraw();
    return 'problem' in outcome ? outcome.problem : undefined;
  }

  async remove(id: string): Promise<void> {
    await this.#forget(id);
    await this.#host.redraw();
  }

  /** All that is loaded, in that format. */
  async exported(format: ExportFormat): Promise<{ text: string } | Failure> {
    try {
      return { text: await this.#host.core().exportAs(format) };
    } catch (error) {
      return failureOf(error);
    }
  }

  async #takeOne(chosen: ChosenFile, options: ImportOptions): Promise<Outcome> {
    const { name, size } = chosen;
    if (size > MAX_BYTES) return { name, problem: t.exchange.tooLarge, chosen };
    try {
      const here = this.#host.here();
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      if (!here()) return { name, problem: t.exchange.left, chosen };
      const open = /\.qif$/i.test(name) && isQifOpen(textOf(bytes));
      // The bytes go to the core's own thread.
      const file = await this.#host.core().importFile(name, bytes, options);
      this.#taken.set(file.id, { chosen, options, open });
      return { name, file };
    } catch (error) {
      const { message } = failureOf(error);
      if (!message.includes(UNKNOWN)) return { name, problem: message, chosen };
      const table = await tableIn(chosen);
      return { name, problem: table ? t.exchange.unknownTable : t.exchange.unknownFile, chosen, ...(table && { table }) };
    }
  }

  async #forget(id: string): Promise<void> {
    this.#taken.delete(id);
    await this.#host.core().forgetFile(id).catch(() => {});
  }
}

async function tableIn(chosen: ChosenFile): Promise<Refused['table']> {
  if (!/\.(csv|txt|tsv)$/i.test(chosen.name)) return undefined;
  const bytes = new Uint8Array(await chosen.arrayBuffer());
  const table = await tableOf(bytes).catch(() => undefined);
  return table && { table, bytes };
}

/** What came of a file, in a sentence or two. */
export function importedText({ transactions, added, from, to, failure }: ImportedFile, day: (date: string) => string): string {
  const words = t.exchange;
  if (failure !== undefined) return words.countsNoMore(failure);
  const rows = words.rows(transactions);
  if (added === 0 || from === undefined || to === undefined) return words.allHere(rows);
  const when = from === to ? day(from) : words.fromTo(day(from), day(to));
  return transactions > added ? words.someHere(added, rows, when) : `${rows}, ${when}.`;
}
