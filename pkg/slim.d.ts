// `openpurse/slim`: the same package, which never loads its wasm by itself. For libraries that must not decide where it is.

export * from './index.js';

/**
 * Loads the wasm from there. Idempotent; after a failure it may be called again.
 *
 * @param source `openpurse/openpurse_core_bg.wasm`, wherever the application has it.
 * @throws {OpenpurseError} `init_failed`
 */
export function init(source: URL | Response | ArrayBuffer | ArrayBufferView | WebAssembly.Module | Promise<Response>): Promise<void>;

/**
 * The same, and done when it returns: for workers and servers. On a page's main thread browsers refuse to compile as much as this.
 *
 * @throws {OpenpurseError} `init_failed`
 */
export function initSync(module: ArrayBuffer | ArrayBufferView | WebAssembly.Module): void;
