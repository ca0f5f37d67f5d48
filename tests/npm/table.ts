// After the tests: every cell that is committed as running ran, and the table of environments in the package's README is that of
// the matrix. `--write` writes the table instead.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CELLS, type Cell } from './support/matrix.ts';
import { RESULTS } from './support/project.ts';

const README = 'pkg/README.md';
const [BEGIN, END] = ['<!-- environments -->', '<!-- /environments -->'];

const versions: Record<string, string> = Object.assign({}, ...['package.json', 'tests/npm/package.json'].map((file) => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(file, 'utf8'));
  return { ...dependencies, ...devDependencies, ...optionalDependencies };
}));

function version({ tool }: Cell): string {
  return tool === undefined ? '' : versions[tool]!.replace(/^npm:.*@/, '');
}

function table(): string {
  const rows = new Map<string, string[]>();
  for (const cell of CELLS.filter(({ example }) => !example)) {
    const first = `| ${cell.environment} | ${version(cell)}`;
    const entry = cell.state === 'runs' ? `\`${cell.import}\`` : `\`${cell.import}\` not tested: ${cell.reason}`;
    rows.set(first, [...(rows.get(first) ?? []), entry]);
  }
  const lines = [...rows].map(([first, entries]) => `${first} | ${entries.join(', ')} |`);
  return ['Each of these was given the packed package and answered the same vectors, byte for byte:', '', '| in | version | import |', '| --- | --- | --- |', ...lines].join('\n');
}

function withTable(readme: string): string {
  const [before, , after] = readme.split(new RegExp(`(?<=${BEGIN})|(?=${END})`));
  if (after === undefined) throw new Error(`${README} has no ${BEGIN} and ${END}`);
  return `${before}\n${table()}\n${after}`;
}

const readme = readFileSync(README, 'utf8');
if (process.argv.includes('--write')) {
  writeFileSync(README, withTable(readme));
} else {
  const missing = CELLS.filter(({ id, state }) => state === 'runs' && !existsSync(`${RESULTS}/${id}.json`));
  for (const cell of CELLS) {
    const { seconds } = missing.includes(cell) || cell.state === 'cannot' ? {} : JSON.parse(readFileSync(`${RESULTS}/${cell.id}.json`, 'utf8'));
    console.log([cell.id, version(cell), cell.import, seconds === undefined ? cell.reason ?? 'did not run' : `ok, ${seconds} s`].join('\t'));
  }
  if (missing.length > 0) console.error(`did not run, or failed: ${missing.map(({ id }) => id).join(', ')}`);
  const stale = readme !== withTable(readme);
  if (stale) console.error(`${README}: the table of environments is not the matrix's: run node tests/npm/table.ts --write`);
  process.exitCode = missing.length > 0 || stale ? 1 : 0;
}
