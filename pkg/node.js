// The entry for Node, Deno and Bun: the wasm is read from disk at import, so everything works at once.

import { readFileSync } from 'node:fs';
import { loadNow } from './load.js';

export { categorise, Ledger, OpenpurseError } from './api.js';

loadNow(readFileSync(new URL('./openpurse_core_bg.wasm', import.meta.url)));

export async function init() {}
