// The built Worker on real workerd, by `wrangler dev`, with KV and Durable Objects in a folder of its own.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { end, start, until } from './processes.ts';

export interface Worker {
  /** `http://localhost:PORT`, without a slash at the end. */
  url: string;
  /** All that wrangler and the Worker have printed. */
  log(): string;
  /** wrangler's process; workerd is among its descendants. */
  pid: number;
  close(): Promise<void>;
}

/** 32 bytes that are obviously no secret. */
export const TEST_KEYS = JSON.stringify({ current: 'test', keys: { test: Buffer.alloc(32, 7).toString('base64') } });

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
    // One machine asks for everybody.
    RATE_LIMITS: 'off',
  };
}

/** Starts the Worker with the settings that `choose` makes of those for the simulated bank. */
export async function startWorker(
  bankUrl: string,
  choose: (settings: Record<string, string>) => Record<string, string | undefined> = (all) => all,
): Promise<Worker> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'openpurse-test-'));
  const vars = Object.entries(choose(settings(bankUrl, port))).filter(([, value]) => value !== undefined);
  const file = join(folder, 'test.vars');
  await writeFile(file, vars.map(([name, value]) => `${name}='${value}'\n`).join(''));

  const child = start('wrangler', [
    'dev', '--local', '--ip', 'localhost', '--port', String(port), '--inspector-port', '0',
    '--show-interactive-dev-session', 'false', '--env-file', file, '--persist-to', join(folder, 'state'),
    // So that it ends when the test's process does, however that ends.
  ], { NODE_OPTIONS: '--import=./xtask/leash.mjs' });
  let log = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.setEncoding('utf8').on('data', (text: string) => (log += text));
  const url = `http://localhost:${port}`;
  const close = async () => {
    await end(child);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await until('the Worker answers', 60_000, async () => {
      if (child.exitCode !== null) throw new Error(`wrangler ended:\n${log}`);
      const answer = await fetch(`${url}/healthz`).catch(() => undefined);
      await answer?.body?.cancel();
      return answer?.ok || undefined;
    });
  } catch (error) {
    await close();
    throw new Error(`the Worker did not start:\n${log}`, { cause: error });
  }
  return { url, log: () => log, pid: child.pid!, close };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
