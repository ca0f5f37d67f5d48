// Test runners that load modules their own way.

import { readFileSync } from 'node:fs';
import { cell } from './support/matrix.ts';

cell('vitest', 'test-runners', async (project) => {
  await project.tool('vitest', ['run', '--globals', '--root', '.']);
  return { answers: readFileSync(project.path('answers.json'), 'utf8') };
});

cell('jest', 'test-runners', async (project) => {
  // What Jest's own documentation asks for, to load ES modules.
  await project.tool('jest', ['--rootDir', '.', '--no-watchman', '--cacheDirectory', '.jest'], { NODE_OPTIONS: '--experimental-vm-modules' });
  return { answers: readFileSync(project.path('answers.json'), 'utf8') };
});
