// Packs the package as it would be published and has npm install it into an empty project, once for all cells.

import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { INSTALLED, RESULTS, TARBALL, WORK } from './support/project.ts';

// An old result must not be taken for this run's.
rmSync(RESULTS, { recursive: true, force: true });
rmSync(INSTALLED, { recursive: true, force: true });
mkdirSync(INSTALLED, { recursive: true });

const packed = JSON.parse(execFileSync('npm', ['pack', './pkg', '--json', '--ignore-scripts', '--pack-destination', WORK], { encoding: 'utf8' }));
// Since npm 11.7 by package name, before a list.
const [{ filename }] = Object.values<{ filename: string }>(packed) as [{ filename: string }];
renameSync(join(WORK, filename), TARBALL);
writeFileSync(join(INSTALLED, 'package.json'), JSON.stringify({ private: true, dependencies: { openpurse: `file:${TARBALL}` } }));
execFileSync('npm', ['install', '--offline', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: INSTALLED, stdio: 'inherit' });
