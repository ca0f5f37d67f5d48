// Programs that run the package as it is installed, without a bundler.

import assert from 'node:assert/strict';
import { cell } from './support/matrix.ts';
import { program, type Project } from './support/project.ts';

/** Runs a file and nothing is complained. */
async function quietly(project: Project, path: string, args: string[], env: Record<string, string> = {}): Promise<{ answers: string }> {
  const { out, err } = await project.runLoud(path, args, env);
  assert.equal(err, '');
  return { answers: out };
}

for (const node of ['node20', 'node22', 'node24'] as const) {
  cell(node, 'runtimes', (project) => quietly(project, program(node), ['main.mjs']));
}

for (const node of ['node22', 'node24'] as const) {
  cell(`${node}-require`, 'runtimes', (project) => quietly(project, program(node), ['main.cjs']));
}

cell('node20-inline', 'runtimes', (project) => quietly(project, program('node20'), ['inline.mjs']));
cell('node24-slim', 'runtimes', (project) => quietly(project, program('node24'), ['slim.mjs']));

cell('deno', 'runtimes', (project) => {
  const env = { DENO_DIR: project.path('.deno'), DENO_NO_UPDATE_CHECK: '1' };
  return quietly(project, program('deno'), ['run', '--no-remote', '--allow-read=.', 'main.mjs'], env);
});

cell('bun', 'runtimes', (project) => quietly(project, program('bun'), ['run', 'main.mjs']));
