// Files in and out: those of banks that are not connected, and copies of what is here. Nothing of them leaves this device.

import type { Core } from '../core/client.ts';
import type { ExportFormat, ImportedFile } from '../core/protocol.ts';
import type { Failure } from '../edge/http.ts';

/** What comes of one file that was chosen: it stands in the figures, or why not. */
export type Outcome = { name: string; file: ImportedFile } | { name: string; problem: string };

/** What files need of the model. */
export interface FilesHost {
  core(): Core;
  redraw(): Promise<void>;
  failureOf(error: unknown): Failure;
}

/** As the page is given them. */
export interface ChosenFile {
  name: string;
  size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** The core's own limit; a larger file is not even read. */
const MAX_BYTES = 32 * 1024 * 1024;

export const EXPORTS: Record<ExportFormat, { file: string; type: string }> = {
  csv: { file: 'openpurse.csv', type: 'text/csv' },
  ofx: { file: 'openpurse.ofx', type: 'application/x-ofx' },
  hledger: { file: 'openpurse.journal', type: 'text/plain' },
  beancount: { file: 'openpurse.beancount', type: 'text/plain' },
  learned: { file: 'openpurse-learned.json', type: 'application/json' },
};

export class BankFiles {
  readonly #host: FilesHost;

  constructor(host: FilesHost) {
    this.#host = host;
  }

  /** Takes in files of one bank, one after the other; one that cannot be read hinders no other. */
  async take(chosen: ChosenFile[], account?: string): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    for (const file of chosen) outcomes.push(await this.#takeOne(file, account));
    await this.#host.redraw();
    return outcomes;
  }

  async remove(id: string): Promise<void> {
    await this.#host.core().forgetFile(id).catch(() => {});
    await this.#host.redraw();
  }

  /** All that is loaded, in that format. */
  async exported(format: ExportFormat): Promise<{ text: string } | Failure> {
    try {
      return { text: await this.#host.core().exportAs(format) };
    } catch (error) {
      return this.#host.failureOf(error);
    }
  }

  async #takeOne(chosen: ChosenFile, account: string | undefined): Promise<Outcome> {
    const { name, size } = chosen;
    if (size > MAX_BYTES) return { name, problem: 'It is larger than 32 MB: download a shorter stretch of time.' };
    try {
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      return { name, file: await this.#host.core().importFile(name, bytes, account) };
    } catch (error) {
      return { name, problem: this.#host.failureOf(error).message };
    }
  }
}

/** What came of a file, in a sentence or two. */
export function importedText({ transactions, added, from, to, failure }: ImportedFile, day: (date: string) => string): string {
  if (failure !== undefined) return `It does not count any more: ${failure}`;
  const rows = transactions === 1 ? '1 transaction' : `${transactions} transactions`;
  if (added === 0 || from === undefined || to === undefined) return `${rows}, all of them here already.`;
  const when = from === to ? day(from) : `${day(from)} to ${day(to)}`;
  const others = transactions - added;
  return others > 0 ? `${added} of ${rows}, ${when}; the others are here already.` : `${rows}, ${when}.`;
}
