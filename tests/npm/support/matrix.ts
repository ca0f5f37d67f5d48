// The committed matrix, and how a test fills one of its cells: what does not answer as every other environment does has failed.

import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { Project, RESULTS } from './project.ts';
import { expected } from './vectors.ts';

export interface Cell {
  id: string;
  environment: string;
  /** One of the examples, which the README's table leaves out. */
  example?: true;
  /** The npm package whose version is told; none for the browser, which is the machine's. */
  tool?: string;
  import: string;
  /** `cannot`: not on the machines that test it, for the `reason`. */
  state: 'runs' | 'cannot';
  reason?: string;
}

export const CELLS: Cell[] = JSON.parse(readFileSync('tests/npm/matrix.json', 'utf8'));

/** What a cell saw: the answers to the vectors, and where something was bundled how many wasm files came out. */
export interface Seen {
  answers: string;
  wasm?: { found: string[]; expected: number };
}

/** A cell that answers the vectors, in a fresh project with the files of `fixture`. */
export function cell(id: string, fixture: string, run: (project: Project) => Promise<Seen>): void {
  ran(id, `${find(id).environment} answers the vectors`, async () => {
    const { answers, wasm } = await run(new Project(id, `tests/npm/cells/${fixture}`));
    compare(answers);
    if (wasm) assert.equal(wasm.found.length, wasm.expected, `wasm files: ${wasm.found.join(', ')}`);
  });
}

/** A cell that is one of the examples, as it is, in a fresh project. */
export function example(id: string, folder: string, run: (project: Project) => Promise<void>): void {
  ran(id, `${find(id).environment} does what it says`, () => run(new Project(id, folder)));
}

/** Makes it a test, and notes for table.ts that the cell ran. */
function ran(id: string, title: string, run: () => Promise<void>): void {
  const { state, reason } = find(id);
  if (state === 'cannot') {
    test(`${id}: the reason why it cannot run is committed`, () => assert.ok(reason));
    return;
  }
  test(`${id}: ${title}`, { timeout: 300_000 }, async () => {
    const started = performance.now();
    await run();
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(`${RESULTS}/${id}.json`, JSON.stringify({ seconds: Math.round((performance.now() - started) / 100) / 10 }));
  });
}

/** Byte for byte; a difference is told with its surroundings, not with all of both texts. */
export function compare(answers: string): void {
  const given: { report: string; transactions: string }[] = JSON.parse(answers);
  const wanted = expected();
  assert.equal(given.length, wanted.length, 'one answer per vector');
  for (const [index, { file, ...texts }] of wanted.entries()) {
    for (const key of ['report', 'transactions'] as const) {
      const [answer, right] = [given[index]![key], texts[key]];
      if (answer === right) continue;
      let from = 0;
      while (answer[from] === right[from]) from += 1;
      const near = (text: string) => text.slice(Math.max(0, from - 60), from + 60);
      assert.fail(`${file}, ${key}: …${near(answer)}… instead of …${near(right)}…`);
    }
  }
}

function find(id: string): Cell {
  const found = CELLS.find((cell) => cell.id === id);
  assert.ok(found, `tests/npm/matrix.json has no cell ${id}`);
  return found;
}
