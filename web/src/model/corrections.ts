// Why a row is what it is, a person's corrections of it, and what is learned from them: kept on this device.

import type { Category, Transaction } from 'openpurse';
import type { Core } from '../core/client.ts';
import type { AllCorrected, Reason, Relearned } from '../core/protocol.ts';
import type { Failure } from '../edge/http.ts';
import type { LearnedStore } from '../store/learned.ts';
import { t } from '../text/index.ts';
import { correctedManyText, correctedText } from './correction-text.ts';
import { failureOf } from './failure.ts';
import { sentence } from './problems.ts';

/** How it stands with what was learned. */
export interface Learned {
  /** The last correction, as long as it can be undone. */
  last?: { text: string; before: string };
  /** Something was learned earlier in this browser and is still there, though nobody is connected. */
  waiting?: boolean;
  /** What was kept and could not be read. */
  setAside?: string;
  /** Why it was set aside, or why nothing can be kept. */
  problem?: string;
}

/** What a correction would change: of this row alone, and of its merchant from now on. */
export interface Choices {
  one: Transaction[];
  always: Transaction[];
}

/** What corrections need of the model. */
export interface Host {
  core(): Core;
  /** Whether there are figures that corrections count for. */
  open(): boolean;
  redraw(): Promise<void>;
  /** Whether the person that is here now is here still. */
  here(): () => boolean;
  learned(change: (before: Learned) => Learned): void;
}

export class Corrections {
  readonly #host: Host;
  readonly #store: LearnedStore;

  constructor(host: Host, store: LearnedStore) {
    this.#host = host;
    this.#store = store;
    store.onChange((learned) => void (host.open() ? this.#use(learned) : this.lookForWaiting()));
  }

  /** Before the first view. Whatever is wrong is told, and holds up nothing. */
  async load(): Promise<void> {
    try {
      const { learned, setAside } = await this.#store.read();
      if (setAside !== undefined) this.#host.learned((before) => ({ ...before, setAside, problem: t.transactions.setAside }));
      if (learned !== undefined) await this.#host.core().useLearned(learned).catch((error: unknown) => this.#setAside(learned, error));
    } catch (error) {
      this.#tell(t.transactions.unreadable(this.#message(error)));
    }
  }

  /** Nobody is connected: is there something that a connection would use? */
  async lookForWaiting(): Promise<void> {
    const { learned, setAside } = await this.#store.read().catch(() => ({ learned: undefined, setAside: undefined }));
    const waiting = learned !== undefined || setAside !== undefined;
    this.#host.learned((before) => ({ ...before, waiting }));
  }

  /** Why a row is what it is, in words, with the row it belongs to. */
  async explain({ id, transfer_with, refund_of }: Transaction): Promise<Reason | Failure> {
    return this.#asked(() => this.#host.core().explain(id, transfer_with ?? refund_of));
  }

  /** What a correction would change. Changes nothing. */
  async preview(id: string, category: Category): Promise<Choices | Failure> {
    return this.#asked(async () => {
      const of = async (always: boolean) => (await this.#host.core().correct(id, category, { always, preview: true })).changed;
      const [one, always] = await Promise.all([of(false), of(true)]);
      return { one, always };
    });
  }

  /** @returns why it did not work. */
  async correct({ id, merchant, description }: Transaction, category: Category, always: boolean): Promise<string | undefined> {
    const here = this.#host.here();
    const done = await this.#asked(() => this.#host.core().correct(id, category, { always, preview: false }));
    if (!here()) return undefined;
    if (!('changed' in done)) return sentence(done);
    return this.#done(correctedText(merchant ?? description, category, always, done.changed.length), done);
  }

  /** What a correction of many at once would change. Changes nothing. */
  async previewAll(ids: string[], category: Category, always: boolean): Promise<AllCorrected | Failure> {
    return this.#asked(() => this.#host.core().correctAll(ids, category, { always, preview: true }));
  }

  /** All of those that there still are, to be taken back as one. @returns why it did not work. */
  async correctAll(ids: string[], category: Category, always: boolean): Promise<string | undefined> {
    const here = this.#host.here();
    const done = await this.#asked(() => this.#host.core().correctAll(ids, category, { always, preview: false }));
    if (!here()) return undefined;
    if (!('after' in done)) return sentence(done);
    return this.#done(correctedManyText(ids.length, category, always, done), done);
  }

  /** Takes the last correction back: everything learned is as it was before it. */
  async undo(last: NonNullable<Learned['last']>): Promise<void> {
    const here = this.#host.here();
    if ((await this.#use(last.before)) && here()) await this.#keep(last.before);
  }

  /** Closes the offer to undo. */
  settle(): void {
    this.#host.learned(({ last: _, ...rest }) => rest);
  }

  /** Adds a copy that was saved earlier or elsewhere. @returns why it did not work. */
  async merge(copy: string): Promise<string | undefined> {
    const here = this.#host.here();
    const done = await this.#asked(() => this.#host.core().mergeLearned(copy));
    if (!here()) return undefined;
    if (!('after' in done)) return sentence(done);
    return this.#done(t.transactions.copyAdded, done);
  }

  /** Forgets everything learned, here and in the other tabs. */
  async erase(): Promise<void> {
    try {
      await this.#store.erase();
      this.#host.learned(() => ({}));
    } catch (error) {
      this.#tell(t.transactions.notErased(this.#message(error)));
    }
  }

  /** Erases what could not be read and was set aside. */
  async dropSetAside(): Promise<void> {
    await this.#store.dropSetAside().catch(() => {});
    this.#host.learned(({ setAside: _, problem: __, ...rest }) => rest);
  }

  /** Whether the browser promised to keep it. */
  isSafe(): Promise<boolean> {
    return this.#store.isSafe().catch(() => false);
  }

  /** Something was learned: kept, drawn, and to be taken back. */
  async #done(text: string, { before, after }: Relearned): Promise<undefined> {
    this.#host.learned((known) => ({ ...known, last: { text, before } }));
    await this.#keep(after);
    await this.#host.redraw();
  }

  async #use(learned: string | undefined): Promise<boolean> {
    this.settle();
    try {
      await this.#host.core().useLearned(learned);
    } catch (error) {
      this.#tell(t.transactions.notChanged(this.#message(error)));
      return false;
    }
    await this.#host.redraw();
    return true;
  }

  async #keep(learned: string): Promise<void> {
    await this.#store.write(learned).catch((error: unknown) => this.#tell(t.transactions.notKept(this.#message(error))));
  }

  async #setAside(learned: string, error: unknown): Promise<void> {
    const problem = t.transactions.unreadableKept(this.#message(error));
    this.#host.learned((before) => ({ ...before, setAside: learned, problem }));
    await this.#store.setAside(learned);
  }

  #tell(problem: string): void {
    this.#host.learned((before) => ({ ...before, problem }));
  }

  #message(error: unknown): string {
    return sentence(failureOf(error));
  }

  async #asked<T>(ask: () => Promise<T>): Promise<T | Failure> {
    try {
      return await ask();
    } catch (error) {
      return failureOf(error);
    }
  }
}
