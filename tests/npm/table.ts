// After the tests: every cell that is committed as running ran, and the tables in the package's README are those of the matrix and
// of the committed sizes. `--write` writes the tables instead.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CELLS, type Cell } from './support/matrix.ts';
import { RESULTS } from './support/project.ts';

const README = 'pkg/README.md';

const versions: Record<string, string> = Object.assign({}, ...['package.json', 'tests/npm/package.json'].map((file) => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(readFileSync(file, 'utf8'));
  return { ...dependencies, ...devDependencies, ...optionalDependencies };
}));

function version({ tool }: Cell): string {
  return tool === undefined ? '' : versions[tool]!.replace(/^npm:.*@/, '');
}

function environments(): string {
  const rows = new Map<string, string[]>();
  for (const cell of CELLS.filter(({ example }) => !example)) {
    const first = `| ${cell.environment} | ${version(cell)}`;
    const entry = cell.state === 'runs' ? `\`${cell.import}\`` : `\`${cell.import}\` not tested: ${cell.reason}`;
    rows.set(first, [...(rows.get(first) ?? []), entry]);
  }
  const lines = [...rows].map(([first, entries]) => `${first} | ${entries.join(', ')} |`);
  return ['Each of these was given the packed package and answered the same vectors, byte for byte:', '', '| in | version | import |', '| --- | --- | --- |', ...lines].join('\n');
}

function sizes(): string {
  const committed: Record<string, { raw: number; gzip: number; brotli: number }> = JSON.parse(readFileSync('docs/sizes.json', 'utf8'));
  const parts: [string, string][] = [['WebAssembly: code, dictionary, model', 'pkg/openpurse_core_bg.wasm'], ['its JavaScript', 'pkg/openpurse_core.js']];
  const lines = parts.map(([name, file]) => {
    const { raw, gzip, brotli } = committed[file]!;
    return `| ${[name, ...[raw, gzip, brotli].map((bytes) => Math.round(bytes / 1000))].join(' | ')} |`;
  });
  return ['| in kB | raw | gzip | brotli |', '| --- | --- | --- | --- |', ...lines].join('\n');
}

function withTables(readme: string): string {
  return Object.entries({ environments, sizes }).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
    const [before, , after] = text.split(new RegExp(`(?<=${begin})|(?=${end})`));
    if (after === undefined) throw new Error(`${README} has no ${begin} and ${end}`);
    return `${before}\n${table()}\n${after}`;
  }, readme);
}

const readme = readFileSync(README, 'utf8');
if (process.argv.includes('--write')) {
  writeFileSync(README, withTables(readme));
} else {
  const missing = CELLS.filter(({ id, state }) => state === 'runs' && !existsSync(`${RESULTS}/${id}.json`));
  for (const cell of CELLS) {
    const { seconds } = missing.includes(cell) || cell.state === 'cannot' ? {} : JSON.parse(readFileSync(`${RESULTS}/${cell.id}.json`, 'utf8'));
    console.log([cell.id, version(cell), cell.import, seconds === undefined ? cell.reason ?? 'did not run' : `ok, ${seconds} s`].join('\t'));
  }
  if (missing.length > 0) console.error(`did not run, or failed: ${missing.map(({ id }) => id).join(', ')}`);
  const stale = readme !== withTables(readme);
  if (stale) console.error(`${README}: a table is not that of the matrix or of docs/sizes.json: run node tests/npm/table.ts --write`);
  process.exitCode = missing.length > 0 || stale ? 1 : 0;
}
