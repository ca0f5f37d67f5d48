// A Worker that wrangler bundles, on real workerd.

import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { Miniflare, convertV4MiniflareOptions } from 'miniflare';
import { cell } from './support/matrix.ts';

const WRANGLER = resolve('node_modules/wrangler/bin/wrangler.js');

cell('workerd', 'workerd', async (project) => {
  await project.run(process.execPath, [WRANGLER, 'deploy', '--dry-run', '--outdir', 'dist']);
  const wasm = project.wasm('dist');
  const worker = new Miniflare(convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    unsafeRegisterWorker: false,
    compatibilityDate: '2026-11-01',
    modulesRoot: project.path('dist'),
    modules: readdirSync(project.path('dist')).filter((file) => /\.(js|wasm)$/.test(file)).map((file) => ({
      type: file.endsWith('.js') ? 'ESModule' as const : 'CompiledWasm' as const,
      path: project.path(`dist/${file}`),
    })).sort((a) => (a.type === 'ESModule' ? -1 : 1)),
  }));
  try {
    const answer = await fetch(await worker.ready);
    return { answers: await answer.text(), wasm: { found: wasm, expected: 1 } };
  } finally {
    await worker.dispose();
  }
});
