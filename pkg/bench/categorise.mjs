// Rows' bytes to their categories, beside JSON.parse of the same bytes in the same process: `node pkg/bench/categorise.mjs feed.json`.
// Each with texts that repeat, as a household's do, and with texts that are all different; as whole records, and bare.

import { readFileSync } from 'node:fs';
import { categorise } from 'openpurse';

const ROUNDS = 21;
/** How many texts repeat. */
const TEXTS = 400;
const { accounts } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const records = accounts.flatMap((account) => account.transactions);
const withTexts = (text) => records.map((row, number) => ({ ...row, description: text(number) }));
const repeated = withTexts((number) => records[number % TEXTS].description);
const different = withTexts((number) => `${records[number].description} ${number.toString(26)}X`);
const bare = (rows) => rows.map(({ description, amount }) => ({ description, amount }));

const timed = (work) => {
  const started = performance.now();
  work();
  return performance.now() - started;
};
const median = (times) => times.toSorted((a, b) => a - b)[times.length >> 1];

const first = timed(() => categorise([{ description: 'UNHEARD OF TRADER', amount: '-9.99' }]));
console.log(`wasm in Node ${process.version}: the first answer took ${first.toFixed(1)} ms`);
const decoder = new TextDecoder();
for (const [what, rows] of [
  ['records, texts repeat', repeated],
  ['records, all different', different],
  ['description and amount, texts repeat', bare(repeated)],
  ['description and amount, all different', bare(different)],
]) {
  const bytes = new TextEncoder().encode(JSON.stringify(rows));
  const core = [];
  const parse = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    parse.push(timed(() => JSON.parse(decoder.decode(bytes))));
    core.push(timed(() => categorise(bytes)));
  }
  const texts = new Set(rows.map((row) => row.description)).size;
  const speed = rows.length / (median(core) / 1000);
  const ratio = median(core) / median(parse);
  console.log(`${what}: ${Math.round(speed)} rows a second of ${texts} texts in ${rows.length} rows; ${ratio.toFixed(2)} times JSON.parse`);
}
