// From a feed's bytes to a budget, beside JSON.parse of the same bytes in the same process: `node pkg/bench/feed.mjs feed.json`.
// Both take turns, so that whatever else the machine does meets both.

import { readFileSync } from 'node:fs';
import { Ledger } from 'openpurse';

const ROUNDS = 21;
const bytes = readFileSync(process.argv[2]);
const decoder = new TextDecoder();

function budget() {
  const ledger = new Ledger({ today: '2026-11-23' });
  ledger.load(bytes);
  const report = ledger.budget();
  ledger.free();
  return report;
}

const timed = (work) => {
  const started = performance.now();
  work();
  return performance.now() - started;
};
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

const core = [];
const parse = [];
for (let round = 0; round < ROUNDS; round += 1) {
  parse.push(timed(() => JSON.parse(decoder.decode(bytes))));
  core.push(timed(budget));
}
const ratio = median(core) / median(parse);
console.log(`wasm in Node ${process.version}: ${median(core).toFixed(1)} ms; JSON.parse: ${median(parse).toFixed(1)} ms; ratio ${ratio.toFixed(2)} (medians of ${ROUNDS}, ${bytes.length} bytes)`);
