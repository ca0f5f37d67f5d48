// The built Worker on real workerd without wrangler around it, with the same bindings and state, but without the limits:
// it starts in a second, for tests that kill it again and again, and for those of another day.

import type { ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, endAtOnce, start, until } from './processes.ts';
import { freePort, settings, type Worker } from './worker.ts';

/** What the child process is told. */
export interface Wanted {
  port: number;
  state: string;
  vars: Record<string, string>;
  compatibilityDate: string;
  /** How many milliseconds the Worker's clock is ahead of the true one, where it is. */
  ahead?: number;
  /** Where the app's files are served: the paths that reach the Worker before them. */
  app?: string[];
}

export interface Runtime extends Pick<Worker, 'url' | 'log' | 'state' | 'close'> {
  /** Ends it in the middle of whatever it does, with SIGKILL, workerd and all; does `between`; starts it again. */
  crash(between?: () => void | Promise<void>): Promise<void>;
}

/** Starts the Worker with the settings for the simulated bank; its clock may be `ahead` by some milliseconds, or behind; with the `app`, its files are served, too. */
export async function startRuntime(bankUrl: string, ahead?: number, app = false): Promise<Runtime> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'openpurse-test-'));
  const url = `http://localhost:${port}`;
  const config = await readFile('wrangler.toml', 'utf8');
  const compatibilityDate = /^compatibility_date = "(.+)"$/m.exec(config)![1]!;
  const first: string[] = JSON.parse(/^run_worker_first = (.+)$/m.exec(config)![1]!);
  const wanted: Wanted = { port, state: join(folder, 'state'), vars: settings(bankUrl, port), compatibilityDate, ahead, ...(app && { app: first }) };
  let log = '';
  let child: ChildProcess;
  const begin = async () => {
    child = start(process.execPath, ['tests/support/runtime-child.ts', JSON.stringify(wanted)]);
    for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text) => (log += text));
    await until('the Worker answers', 60_000, async () => {
      if (child.exitCode !== null) throw new Error(`Miniflare ended:\n${log}`);
      const answer = await fetch(`${url}/healthz`).catch(() => undefined);
      await answer?.body?.cancel();
      return answer?.ok || undefined;
    });
  };
  const close = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const crash: Runtime['crash'] = async (between) => {
    await endAtOnce(child);
    await between?.();
    await begin();
  };
  try {
    await begin();
  } catch (error) {
    await close();
    throw error;
  }
  return { url, log: () => log, state: wanted.state, crash, close };
}
