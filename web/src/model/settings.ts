// Changing the budget settings, and what a change would mean before it is saved.

import type { BudgetReport, BudgetSettings, Category } from 'openpurse';
import type { Core } from '../core/client.ts';
import type { History, Preview } from '../core/protocol.ts';
import type { StoredSettings } from '../edge/api.ts';
import type { Failure } from '../edge/http.ts';
import { t } from '../text/index.ts';
import { withCap, type CapTerms } from './caps.ts';
import { failureOf } from './failure.ts';
import { fieldText, sentence } from './problems.ts';

/** What changing settings needs of the model. */
export interface SettingsHost {
  core(): Core;
  /** Those in force; undefined where they could not be read. */
  stored(): StoredSettings | undefined;
  save(settings: StoredSettings): Promise<StoredSettings>;
  /** Counts with them from now on. */
  use(settings: StoredSettings): Promise<void>;
  readAgain(): Promise<void>;
  sessionEnded(error: unknown): boolean;
}

export class SettingsChanges {
  readonly #host: SettingsHost;

  constructor(host: SettingsHost) {
    this.#host = host;
  }

  /**
   * Saves what `by` makes of the settings in force, unless they were changed somewhere else since they were read.
   *
   * @returns why it could not be saved.
   */
  async change(by: (settings: BudgetSettings) => BudgetSettings): Promise<string | undefined> {
    const stored = this.#host.stored();
    if (stored === undefined) return t.budgets.unreadable;
    try {
      await this.#host.use(await this.#host.save({ ...stored, value: by(stored.value) }));
      return undefined;
    } catch (error) {
      if (this.#host.sessionEnded(error)) return undefined;
      const failure = failureOf(error);
      if (failure.field !== undefined) return `${fieldText(failure.field)}: ${failure.message}`;
      if (failure.code !== 'stale_settings') return sentence(failure);
      await this.#host.readAgain();
      return t.budgets.stale;
    }
  }

  /** Saves a cap, or without an amount removes it. @returns why it could not be saved. */
  saveCap(category: Category, amount: number | undefined, terms?: CapTerms): Promise<string | undefined> {
    return this.change((settings) => ({ ...settings, caps: withCap(settings.caps ?? [], category, amount, terms) }));
  }

  /** The current period and those before it that begin on that day or later. */
  history(since: string, fed: string): Promise<History | Failure> {
    return this.#asked((core) => core.history(since, fed));
  }

  /** What the settings that `by` makes of those in force would change. */
  preview(by: (settings: BudgetSettings) => BudgetSettings): Promise<Preview | Failure> {
    return this.#asked((core) => core.preview(by(this.#host.stored()?.value ?? {})));
  }

  /** The current period and the next one, if the year were divided so. */
  periods(period: NonNullable<BudgetSettings['period']>, timezone: string): Promise<[BudgetReport['period'], BudgetReport['period']] | Failure> {
    return this.#asked((core) => core.periods({ period, timezone }));
  }

  async #asked<T>(ask: (core: Core) => Promise<T>): Promise<T | Failure> {
    try {
      return await ask(this.#host.core());
    } catch (error) {
      return failureOf(error);
    }
  }
}
