// The entry for Cloudflare Workers: workerd compiles no bytes, so the module is imported.

import module from './openpurse_core_bg.wasm';
import { initSync } from './openpurse_core.js';
import { markReady } from './api.js';

export { categorise, Ledger, OpenpurseError } from './api.js';

initSync({ module });
markReady();

export async function init() {}
