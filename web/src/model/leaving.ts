// Disconnecting, logging out, erasing: what is said when it did not work, and what is gone when it did.

import type { Connection } from '../edge/api.ts';
import { EdgeFailure } from '../edge/http.ts';
import type { Edge } from '../edge/nowhere.ts';
import { t } from '../text/index.ts';
import { failureOf } from './failure.ts';
import { sentence } from './problems.ts';

/** What leaving needs of the model. */
export interface LeavingHost {
  edge(): Edge;
  /** Nothing of that bank stays in this browser. */
  forget(connectionId: string): Promise<void>;
  /** Other banks are still connected. */
  stay(connections: Connection[], remark: string | undefined): Promise<void>;
  /** Nobody is connected any more. */
  gone(remark: string | undefined): void;
  eraseLearned(): Promise<void>;
  sessionEnded(error: unknown): boolean;
}

export class Leaving {
  readonly #host: LeavingHost;

  constructor(host: LeavingHost) {
    this.#host = host;
  }

  /** Disconnects one bank, or all of them. @returns why it did not work. */
  async disconnect(connectionId?: string): Promise<string | undefined> {
    return this.#leave(connectionId === undefined, async () => {
      const remark = await this.#disconnected(connectionId);
      if (connectionId !== undefined) await this.#host.forget(connectionId);
      return remark;
    });
  }

  /** Everything, on the server and in this browser. @returns why it did not work. */
  async eraseEverything(eraseDevice: () => Promise<void>): Promise<string | undefined> {
    const failure = await this.disconnect();
    if (failure === undefined) await eraseDevice();
    return failure;
  }

  /** Ends this browser's session, or those of all. @returns why it did not work. */
  async logOut(everywhere: boolean): Promise<string | undefined> {
    return this.#leave(true, () => this.#host.edge().logOut(everywhere));
  }

  /**
   * What is to be known of it. A bank that is not there any more was disconnected before: by a try whose answer was lost, or in another
   * tab; whether TrueLayer confirmed that, nobody here knows.
   */
  async #disconnected(connectionId: string | undefined): Promise<string | undefined> {
    try {
      return (await this.#host.edge().disconnect(connectionId)) ? undefined : t.connections.notRevoked;
    } catch (error) {
      if (connectionId !== undefined && error instanceof EdgeFailure && error.failure.code === 'not_found') return t.connections.goneBefore;
      throw error;
    }
  }

  /** With `wholly` the person wants to be gone, so also when the session ended before nothing stays on this device. */
  async #leave(wholly: boolean, act: () => Promise<string | void>): Promise<string | undefined> {
    let remark: string | undefined;
    try {
      remark = (await act()) ?? undefined;
      const { authenticated, connections } = await this.#host.edge().readStatus();
      if (authenticated && connections.length > 0) {
        await this.#host.stay(connections, remark);
      } else {
        this.#host.gone(remark);
        await this.#host.eraseLearned();
      }
      return undefined;
    } catch (error) {
      // What was done already and is still to be known is not told a second time.
      if (!this.#host.sessionEnded(error)) return [sentence(failureOf(error)), remark].filter(Boolean).join(' ');
      if (wholly) await this.#host.eraseLearned();
      return undefined;
    }
  }
}
