// The built Worker on real workerd, by `wrangler dev`, with KV and Durable Objects in a folder of its own.

import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, endAtOnce, start, until } from './processes.ts';

export interface Worker {
  /** `http://localhost:PORT`, without a slash at the end. */
  url: string;
  /** All that wrangler and the Worker have printed. */
  log(): string;
  /** wrangler's process; workerd is among its descendants. */
  pid: number;
  /** The folder in which KV and Durable Objects lie. */
  state: string;
  /** Ends it, and starts it again on the same address and state, with other settings if they are given. */
  restart(change?: Partial<Record<string, string>>, between?: () => void | Promise<void>): Promise<void>;
  /** Ends it in the middle of whatever it does, with SIGKILL, and starts it again. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

/** 32 bytes that are obviously no secret. */
export const TEST_MASTER = Buffer.alloc(32, 7);
export const TEST_KEYS = JSON.stringify({ current: 'test', keys: { test: TEST_MASTER.toString('base64') } });

/** The settings of a Worker that is to use the simulated bank. */
export function settings(bankUrl: string, port: number): Record<string, string> {
  return {
    TRUELAYER_ENVIRONMENT: 'simulated',
    TRUELAYER_CLIENT_ID: 'simulated-client',
    TRUELAYER_CLIENT_SECRET: 'simulated-secret-not-real',
    TRUELAYER_REDIRECT_URI: `http://localhost:${port}/auth/open-banking/callback`,
    TRUELAYER_AUTH_URL: bankUrl,
    TRUELAYER_API_URL: `${bankUrl}/data/v1`,
    VAULT_KEYS: TEST_KEYS,
  };
}

/** Starts the Worker with the settings that `choose` makes of those for the simulated bank. */
export async function startWorker(
  bankUrl: string,
  choose: (settings: Record<string, string>) => Record<string, string | undefined> = (all) => all,
): Promise<Worker> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'openpurse-test-'));
  const url = `http://localhost:${port}`;
  const state = join(folder, 'state');
  let vars = choose(settings(bankUrl, port));
  let log = '';
  let child: ChildProcess;
  const begin = async () => {
    child = await startWrangler(port, folder, vars, (text) => (log += text));
    await until('the Worker answers', 60_000, async () => {
      if (child.exitCode !== null) throw new Error('wrangler ended');
      const answer = await fetch(`${url}/healthz`).catch(() => undefined);
      await answer?.body?.cancel();
      return answer?.ok || undefined;
    });
  };
  const close = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  const restart: Worker['restart'] = async (change = {}, between) => {
    await end(child);
    await between?.();
    vars = { ...vars, ...change };
    await begin();
  };
  const crash = async () => {
    await endAtOnce(child);
    await begin();
  };
  try {
    await begin();
  } catch (error) {
    await close();
    throw new Error(`the Worker did not start:\n${log}`, { cause: error });
  }
  return { url, log: () => log, get pid() { return child.pid!; }, state, restart, crash, close };
}

async function startWrangler(port: number, folder: string, vars: Record<string, string | undefined>, print: (text: string) => void): Promise<ChildProcess> {
  const file = join(folder, 'test.vars');
  const lines = Object.entries(vars).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}='${value}'\n`);
  await writeFile(file, lines.join(''));
  const child = start('wrangler', [
    'dev', '--local', '--ip', 'localhost', '--port', String(port), '--inspector-port', '0',
    '--show-interactive-dev-session', 'false', '--env-file', file, '--persist-to', join(folder, 'state'),
    // So that it ends when the test's process does, however that ends.
  ], { NODE_OPTIONS: '--import=./xtask/leash.mjs' });
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', print);
  return child;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
