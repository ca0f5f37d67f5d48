// The entry that brings the wasm along as text, for bundlers that copy no assets and for code that is bundled for a server.

import { loadOnce } from './load.js';
import wasm from './openpurse_core_inline.js';

export { categorise, Ledger, OpenpurseError } from './api.js';

export function init() {
  return loadOnce(unpacked);
}

/** The wasm's bytes: base64 of gzip, which travels as half of what plain base64 would. */
async function unpacked() {
  const packed = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).arrayBuffer();
}
