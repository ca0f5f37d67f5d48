// How long a fresh Node takes to load the package, and then for its first answer: `node pkg/bench/start-node.mjs` prints both
// in milliseconds, as JSON. Each may be measured once in a process.

import { rows } from './rows.mjs';

const started = performance.now();
const { categorise } = await import('openpurse');
const loaded = performance.now();
categorise(rows);
const answered = performance.now();
console.log(JSON.stringify({ init: loaded - started, first: answered - loaded }));
