// The tarball itself: it holds what belongs and nothing else, and the linters of packages have nothing to say.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { bin, TARBALL, WORK } from './support/project.ts';

const FILES = [
  'LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'README.md', 'package.json', 'index.d.ts', 'slim.d.ts',
  'api.js', 'load.js', 'web.js', 'node.js', 'workerd.js', 'inline.js', 'slim.js',
  'openpurse_core.js', 'openpurse_core_bg.wasm', 'openpurse_core_inline.js',
];

function tool(name: string, args: string[]): void {
  try {
    execFileSync(process.execPath, [bin(name), ...args], { cwd: WORK, encoding: 'utf8', stdio: 'pipe', env: { ...process.env, NO_COLOR: '1' } });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    assert.fail(`${name}:\n${stdout}\n${stderr}`);
  }
}

test('what would be published is exactly these files', () => {
  const packed = JSON.parse(execFileSync('npm', ['pack', './pkg', '--dry-run', '--json', '--ignore-scripts'], { encoding: 'utf8' }));
  // Since npm 11.7 by package name, before a list.
  const [{ files }] = Object.values<{ files: { path: string }[] }>(packed) as [{ files: { path: string }[] }];
  assert.deepEqual(files.map(({ path }) => path).sort(), FILES.toSorted());
});

test('publint has nothing to say', () => tool('publint', ['run', TARBALL, '--strict']));

test('the types are right wherever they are resolved', () => {
  // esm-only: there is no CommonJS copy, which TypeScript's oldest resolutions would want. A wasm file has no types.
  tool('attw', [TARBALL, '--profile', 'esm-only', '--exclude-entrypoints', './openpurse_core_bg.wasm']);
});
