// Bundlers: what they build works in a browser under the strictest policy, and exactly one wasm file comes out, or none where it
// comes along as text.

import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { answersOf, served, STRICT, STRICT_INLINE, withServer } from './support/browser.ts';
import { cell, type Seen } from './support/matrix.ts';
import { bin, type Project } from './support/project.ts';

/** Shows what was built in `dist`. */
async function built(project: Project, wasm: 0 | 1, script?: string, policy = wasm === 0 ? STRICT_INLINE : STRICT): Promise<Seen> {
  if (script) {
    const page = readFileSync(project.path('index.html'), 'utf8').replace('./main.js', script);
    writeFileSync(project.path('dist/index.html'), page);
  }
  const answers = await served(project.path('dist'), policy, (url) => answersOf(url));
  return { answers, wasm: { found: project.wasm('dist'), expected: wasm } };
}

cell('vite-dev', 'bundlers', async ({ folder }) => ({
  answers: await withServer(folder, [bin('vite'), '--host', '127.0.0.1', '--port', '0'], {}, (url) => answersOf(url)),
}));

cell('vite', 'bundlers', async (project) => {
  await project.tool('vite', ['build']);
  return built(project, 1);
});

cell('webpack', 'bundlers', async (project) => {
  await project.tool('webpack', []);
  return built(project, 1, './main.js');
});

for (const tool of ['vite', 'webpack'] as const) {
  cell(`${tool}-worker`, 'bundlers', async (project) => {
    copyFileSync(project.path('main-worker.js'), project.path('main.js'));
    await project.tool(tool, tool === 'vite' ? ['build'] : []);
    return built(project, 1, tool === 'vite' ? undefined : './main.js');
  });
}

cell('rollup', 'bundlers', async (project) => {
  await project.tool('rollup', ['--config', '--input', 'main.js']);
  return built(project, 1, './main.js');
});

cell('rollup-inline', 'bundlers', async (project) => {
  await project.tool('rollup', ['--plugin', 'node-resolve', '--input', 'main-inline.js', '--dir', 'dist', '--format', 'es']);
  return built(project, 0, './main-inline.js');
});

const ESBUILD = ['--bundle', '--format=esm', '--minify', '--outdir=dist'];

cell('esbuild-inline', 'bundlers', async (project) => {
  await project.tool('esbuild', ['main-inline.js', ...ESBUILD]);
  return built(project, 0, './main-inline.js');
});

cell('esbuild-slim', 'bundlers', async (project) => {
  await project.tool('esbuild', ['main-slim.js', '--loader:.wasm=file', ...ESBUILD]);
  return built(project, 1, './main-slim.js');
});

const PARCEL = ['build', 'index.html', '--no-source-maps', '--public-url', './', '--cache-dir', '.parcel-cache'];

/** Parcel puts an import map into the page for the wasm's name: the policy has to allow it by its hash. */
function withImportMap(project: Project): string {
  const [, map] = /<script type="?importmap"?>(.*?)<\/script>/.exec(readFileSync(project.path('dist/index.html'), 'utf8'))!;
  const hash = createHash('sha256').update(map!).digest('base64');
  return STRICT.replace("'wasm-unsafe-eval'", `'wasm-unsafe-eval' 'sha256-${hash}'`);
}

// Parcel does not read `exports` unless it is told to: it finds the package by `module`, and `openpurse/inline` as a file.
cell('parcel', 'bundlers', async (project) => {
  await project.tool('parcel', PARCEL);
  return built(project, 1, undefined, withImportMap(project));
});

cell('parcel-exports', 'bundlers', async (project) => {
  // Its settings are read where the lock file is.
  writeFileSync(project.path('package-lock.json'), '{}');
  writeFileSync(project.path('package.json'), JSON.stringify({ private: true, '@parcel/resolver-default': { packageExports: true } }));
  await project.tool('parcel', PARCEL);
  return built(project, 1, undefined, withImportMap(project));
});

cell('parcel-inline', 'bundlers', async (project) => {
  copyFileSync(project.path('main-inline.js'), project.path('main.js'));
  await project.tool('parcel', PARCEL);
  return built(project, 0);
});
