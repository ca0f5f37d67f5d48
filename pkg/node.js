// The entry for Node, Deno and Bun: the wasm is read from disk at import, so everything works at once.

import { readFileSync } from 'node:fs';
import { initSync } from './openpurse_core.js';
import { markReady } from './api.js';

export { categorise, Ledger, OpenpurseError } from './api.js';

initSync({ module: readFileSync(new URL('./openpurse_core_bg.wasm', import.meta.url)) });
markReady();

export async function init() {}
