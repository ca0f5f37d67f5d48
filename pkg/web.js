// The entry for browsers, and for anything else that can fetch: the wasm is loaded when asked, never at import.

import load from './openpurse_core.js';
import { markReady, OpenpurseError, wordsOf } from './api.js';

export { categorise, Ledger, OpenpurseError } from './api.js';

/** The one load under way or done; forgotten when it failed, so that a later call may try again. */
let loading;

export function init(source) {
  loading ??= loadCore(source).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function loadCore(source) {
  try {
    // Without a source the glue fetches the file beside itself: bundlers see that one `new URL(…)` and emit one asset.
    await load(source === undefined ? undefined : { module_or_path: source });
  } catch (cause) {
    throw new OpenpurseError('init_failed', `The wasm could not be loaded: ${wordsOf(cause)}`, undefined, { cause });
  }
  markReady();
}
