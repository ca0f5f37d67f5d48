// The entry for browsers, and for anything else that can fetch: the wasm is loaded when asked, never at import.

import { loadOnce } from './load.js';

export { categorise, Ledger, OpenpurseError } from './api.js';

export function init(source) {
  // Bundlers see this one `new URL(…)` of the package and emit one asset.
  return loadOnce(() => source ?? new URL('./openpurse_core_bg.wasm', import.meta.url));
}
