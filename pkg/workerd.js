// The entry for Cloudflare Workers: workerd compiles no bytes, so the module is imported.

import module from './openpurse_core_bg.wasm';
import { loadNow } from './load.js';

export { categorise, Ledger, OpenpurseError } from './api.js';

loadNow(module);

export async function init() {}
