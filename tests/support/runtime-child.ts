// The program that tests/support/runtime.ts starts: the built Worker on Miniflare, until it is killed or its standard input ends.
// Its one argument is the JSON of `Wanted`.

import { Miniflare, convertV4MiniflareOptions } from 'miniflare';
import { onAnotherDay } from './other-day.ts';
import type { Wanted } from './runtime.ts';

const { port, state, vars, compatibilityDate, ahead, app } = JSON.parse(process.argv[2]!) as Wanted;
const built = 'build/worker';

const worker = new Miniflare(convertV4MiniflareOptions({
  name: 'openpurse',
  host: 'localhost',
  port,
  cf: false,
  telemetry: { enabled: false },
  unsafeRegisterWorker: false,
  resourcePersistencePath: state,
  compatibilityDate,
  modulesRoot: built,
  modules: [
    ...(ahead === undefined ? [] : onAnotherDay(built, ahead)),
    { type: 'ESModule', path: `${built}/index.js` },
    { type: 'CompiledWasm', path: `${built}/index_bg.wasm` },
  ],
  kvNamespaces: ['TENANTS'],
  durableObjects: { TENANT: { className: 'Tenant', useSQLite: true } },
  bindings: vars,
  ...(app && { assets: { directory: 'web/dist', binding: 'ASSETS', run_worker_first: app, routerConfig: { has_user_worker: true } } }),
}));
process.stdin.on('end', () => void worker.dispose().then(() => process.exit())).resume();
await worker.ready;
