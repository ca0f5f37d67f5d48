// The page's side of the worker: each call of the protocol as a promise.

import type { Transaction } from 'openpurse';
import { whole } from './parts.ts';
import type { Calls, CoreAnswer, CoreRequest } from './protocol.ts';

export class CoreFailure extends Error {
  override name = 'CoreFailure';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Asynchronous<T> = { [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never };

export type Core = Asynchronous<Calls>;

export function startCore(): Core {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'openpurse core' });
  const waiting = new Map<number, { parts: Transaction[][]; resolve: (value: never) => void; reject: (error: CoreFailure) => void }>();
  let lastId = 0;
  let dead: CoreFailure | undefined;

  worker.addEventListener('message', ({ data }: MessageEvent<CoreAnswer>) => {
    const asker = waiting.get(data.id);
    if ('part' in data) return void asker?.parts.push(data.part);
    waiting.delete(data.id);
    if ('error' in data) asker?.reject(new CoreFailure(data.error.code, data.error.message));
    else asker?.resolve(whole(data.value, asker.parts) as never);
  });

  // Also when the worker's own file could not be loaded: nobody may wait for ever.
  worker.addEventListener('error', () => {
    dead = new CoreFailure('core_failed', 'The part of the page that works out the budget could not be started.');
    for (const asker of waiting.values()) asker.reject(dead);
    waiting.clear();
  });

  function ask<R>(call: keyof Calls, args: unknown[], transfer: Transferable[] = []): Promise<R> {
    if (dead !== undefined) return Promise.reject(dead);
    return new Promise<R>((resolve, reject) => {
      const id = ++lastId;
      waiting.set(id, { parts: [], resolve, reject });
      worker.postMessage({ id, call, args } satisfies CoreRequest, transfer);
    });
  }

  return {
    put: (connectionId, feed) => ask('put', [connectionId, feed], [feed.buffer]),
    packed: (connectionId) => ask('packed', [connectionId]),
    putPacked: (connectionId, packed) => ask('putPacked', [connectionId, packed]),
    forget: (connectionId) => ask('forget', [connectionId]),
    forgetAll: () => ask('forgetAll', []),
    applySettings: (settings) => ask('applySettings', [settings]),
    view: (period) => ask('view', [period]),
    useLearned: (learned) => ask('useLearned', [learned]),
    explain: (id, other) => ask('explain', [id, other]),
    correct: (id, category, choice) => ask('correct', [id, category, choice]),
    mergeLearned: (learned) => ask('mergeLearned', [learned]),
    importFile: (name, bytes, options) => ask('importFile', [name, bytes, options], [bytes.buffer]),
    tryFile: (bytes, options) => ask('tryFile', [bytes, options]),
    forgetFile: (id) => ask('forgetFile', [id]),
    exportAs: (format) => ask('exportAs', [format]),
    history: (since, fed) => ask('history', [since, fed]),
    preview: (settings) => ask('preview', [settings]),
    periods: (settings) => ask('periods', [settings]),
    rows: (from, count) => ask('rows', [from, count]),
    find: (filter, names) => ask('find', [filter, names]),
    correctAll: (ids, category, choice) => ask('correctAll', [ids, category, choice]),
  };
}
