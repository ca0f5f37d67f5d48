// Loading the wasm once, whichever entry asks, and as often as it takes: a failed load is forgotten.

import load, { initSync as loadSync } from './openpurse_core.js';
import { markReady, OpenpurseError, wordsOf } from './api.js';

/** The one load under way or done. */
let loading;

/** Loads what `find` gives, or promises: a URL to fetch, a Response, bytes or a compiled module. */
export function loadOnce(find) {
  loading ??= attempt(find).catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function attempt(find) {
  try {
    await load({ module_or_path: await find() });
  } catch (cause) {
    throw failed(cause);
  }
  markReady();
}

/** Compiles bytes, or takes a module, before it returns. */
export function loadNow(module) {
  try {
    loadSync({ module });
  } catch (cause) {
    throw failed(cause);
  }
  loading ??= Promise.resolve();
  markReady();
}

function failed(cause) {
  if (cause instanceof OpenpurseError) return cause;
  return new OpenpurseError('init_failed', `The wasm could not be loaded: ${wordsOf(cause)}`, undefined, { cause });
}
