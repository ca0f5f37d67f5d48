// The entry that never loads anything by itself, for libraries: the application says where the wasm is.

import { OpenpurseError } from './api.js';
import { loadNow, loadOnce } from './load.js';

export { categorise, Ledger, OpenpurseError } from './api.js';

export function init(source) {
  return loadOnce(() => given(source));
}

export function initSync(module) {
  loadNow(given(module));
}

function given(source) {
  if (source == null) {
    throw new OpenpurseError('init_failed', 'source: expected the wasm, such as the bytes or the URL of openpurse/openpurse_core_bg.wasm');
  }
  return source;
}
