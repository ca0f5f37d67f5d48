// How long `init` takes where nothing is loaded or compiled yet, and then the first `categorise` of 1,000 rows, which sets up
// the dictionary: in fresh Nodes and, where OPENPURSE_CHROMIUM names one, in fresh pages of a fresh Chromium.
// `node pkg/bench/start.mjs`.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUNDS = 11;
const TYPES = { '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm' };
const here = new URL('.', import.meta.url);

function show(where, times) {
  const middle = (name) => times.map((time) => time[name]).sort((a, b) => a - b)[times.length >> 1].toFixed(1);
  const aim = { Node: 15, Chromium: 50 };
  console.log(`${where}: init ${middle('init')} ms (aim: ${aim[where]}); first categorise of 1,000 rows ${middle('first')} ms (aim: 20); medians of ${times.length} fresh starts`);
}

function inNode() {
  const program = fileURLToPath(new URL('start-node.mjs', here));
  return JSON.parse(execFileSync(process.execPath, [program], { encoding: 'utf8' }));
}

/** Serves the package's folder, and an empty page for any other address. */
async function serve() {
  const server = createServer(async (request, response) => {
    const type = TYPES[extname(request.url)];
    const body = type ? await readFile(new URL(`..${request.url}`, here)).catch(() => undefined) : '<!doctype html><title>bench</title>';
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': type ?? 'text/html' });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function inChromium(executablePath) {
  const { chromium } = await import('@playwright/test');
  const server = await serve();
  const url = `http://127.0.0.1:${server.address().port}/`;
  const times = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      // A new browser: within one, compiled code is kept.
      const browser = await chromium.launch({ executablePath });
      try {
        const page = await browser.newPage();
        await page.goto(url);
        times.push(await page.evaluate(measure));
      } finally {
        await browser.close();
      }
    }
  } finally {
    server.close();
  }
  return times;
}

/** Runs in the page. */
async function measure() {
  const { rows } = await import('/bench/rows.mjs');
  const { init, categorise } = await import('/web.js');
  const started = performance.now();
  await init();
  const loaded = performance.now();
  categorise(rows);
  return { init: loaded - started, first: performance.now() - loaded };
}

show('Node', Array.from({ length: ROUNDS }, inNode));
const executablePath = process.env.OPENPURSE_CHROMIUM;
if (executablePath) show('Chromium', await inChromium(executablePath));
else console.log('Chromium: none here');
