// A real Chromium that shows a cell's page, and the servers of pages: what a page complains about fails its cell.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { end, start } from '../../support/processes.ts';

/** The strictest policy that WebAssembly works under. */
export const STRICT = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
/** Where the wasm comes along as text, nothing is fetched at all. */
export const STRICT_INLINE = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";

const TYPES: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm' };
const PATIENCE = 30_000;

/** What the page writes as its answers; it must not complain of anything. */
export function answersOf(url: string, id = 'answers'): Promise<string> {
  return visit(url, async (page) => (await page.locator(`#${id}`).textContent({ timeout: PATIENCE }))!);
}

/** Opens the page in a browser of its own and asserts that it printed no error and broke no rule. */
export async function visit<T>(url: string, look: (page: Page) => Promise<T>): Promise<T> {
  const executablePath = process.env.OPENPURSE_CHROMIUM;
  assert.ok(executablePath, 'OPENPURSE_CHROMIUM is not set: run `cargo xtask test packages`');
  // Chromium's sandbox needs a user that is not root.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await chromium.launch({ executablePath, args: [...sandbox, '--disable-gpu', '--disable-background-networking'] });
  try {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      // Browsers ask every site for its icon.
      const icon = message.location().url.endsWith('/favicon.ico');
      if (!icon && ['error', 'warning'].includes(message.type())) complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
    await page.addInitScript(() => {
      addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => console.error(`CSP: ${violatedDirective} ${blockedURI}`));
    });
    await page.goto(url);
    try {
      const seen = await look(page);
      assert.deepEqual(complaints, []);
      return seen;
    } catch (cause) {
      throw new Error(`the page complained: ${complaints.join('\n') || 'of nothing'}\n${await page.content()}`, { cause });
    }
  } finally {
    await browser.close();
  }
}

/** Serves a folder's files under the policy while `use` runs. */
export async function served<T>(folder: string, policy: string, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer(async ({ url }, response) => {
    const { pathname } = new URL(url!, 'http://localhost');
    const file = join(folder, normalize(pathname.endsWith('/') ? `${pathname}index.html` : pathname));
    const body = await readFile(file).catch(() => undefined);
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'content-security-policy': policy });
    response.end(body);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  try {
    return await use(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
}

/** Runs a tool's own server in `folder` while `use` runs; it is ready when it prints its address. */
export async function withServer<T>(folder: string, args: string[], env: Record<string, string>, use: (url: string) => Promise<T>): Promise<T> {
  const child = start(process.execPath, args, { CI: 'true', NO_COLOR: '1', ...env }, folder);
  let log = '';
  try {
    const url = await new Promise<string>((ready, failed) => {
      const patience = setTimeout(() => failed(new Error(`no address was printed:\n${log}`)), PATIENCE);
      for (const stream of [child.stdout!, child.stderr!]) {
        stream.setEncoding('utf8').on('data', (text) => {
          log += text;
          const [address] = /http:\/\/(localhost|127\.0\.0\.1):\d+(?=\D)/.exec(log) ?? [];
          if (!address) return;
          clearTimeout(patience);
          ready(`${address}/`);
        });
      }
      child.once('exit', (code) => failed(new Error(`exit ${code}:\n${log}`)));
    });
    return await use(url);
  } finally {
    await end(child);
  }
}
