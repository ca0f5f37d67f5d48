// Packs the package as it would be published and has npm install it into an empty project, once for all cells.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { INSTALLED, RESULTS, WORK } from './support/project.ts';

// An old result must not be taken for this run's.
rmSync(RESULTS, { recursive: true, force: true });
rmSync(INSTALLED, { recursive: true, force: true });
mkdirSync(INSTALLED, { recursive: true });

const packed = JSON.parse(execFileSync('npm', ['pack', './pkg', '--json', '--ignore-scripts', '--pack-destination', WORK], { encoding: 'utf8' }));
const { filename } = (Array.isArray(packed) ? packed : Object.values<{ filename: string }>(packed))[0]!;
writeFileSync(`${INSTALLED}/package.json`, JSON.stringify({ private: true, dependencies: { openpurse: `file:../${filename}` } }));
execFileSync('npm', ['install', '--offline', '--no-package-lock', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: INSTALLED, stdio: 'inherit' });
