// A fresh project with the packed package installed, below the folder with the tools: what a cell builds and runs.

import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { end, start } from '../../support/processes.ts';
import { questions } from './vectors.ts';

/** Where the tools of tests/npm/package.json are installed; everything in projects below finds them. */
export const WORK = resolve('build/packages');
export const RESULTS = join(WORK, 'results');
/** What pack.ts packs. */
export const TARBALL = join(WORK, 'openpurse.tgz');
/** The project that pack.ts makes npm install the tarball into. */
export const INSTALLED = join(WORK, 'installed');

/** What every project gets. */
const SHARED = 'tests/npm/cells/shared';
const PATIENCE = 240_000;

export class Project {
  readonly folder: string;

  constructor(id: string, fixture: string) {
    this.folder = join(WORK, 'projects', id);
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.path('package.json'), JSON.stringify({ private: true, type: 'module' }));
    cpSync(SHARED, this.folder, { recursive: true });
    cpSync(fixture, this.folder, { recursive: true });
    writeFileSync(this.path('questions.js'), questions());
    cpSync(join(INSTALLED, 'node_modules/openpurse'), this.path('node_modules/openpurse'), { recursive: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  /** What the program printed; throws what it complained when it failed. */
  async run(program: string, args: string[], env: Record<string, string> = {}): Promise<string> {
    return (await this.runLoud(program, args, env)).out;
  }

  async runLoud(program: string, args: string[], env: Record<string, string> = {}): Promise<{ out: string; err: string }> {
    const child = start(program, args, { CI: 'true', NO_COLOR: '1', ...env }, this.folder);
    child.stdin!.end();
    let [out, err] = ['', ''];
    child.stdout!.setEncoding('utf8').on('data', (text) => (out += text));
    child.stderr!.setEncoding('utf8').on('data', (text) => (err += text));
    const patience = setTimeout(() => void end(child), PATIENCE);
    const code = await new Promise((done, failed) => child.once('close', done).once('error', failed));
    clearTimeout(patience);
    if (code !== 0) throw new Error(`${program} ${args.join(' ')}: exit ${code}\n${out}\n${err}`);
    return { out, err };
  }

  /** A tool's command-line program, run by the Node that runs the tests. */
  tool(name: string, args: string[], env: Record<string, string> = {}): Promise<string> {
    return this.run(process.execPath, [bin(name), ...args], env);
  }

  /** The wasm files below a folder. */
  wasm(folder: string): string[] {
    const all = readdirSync(this.path(folder), { recursive: true, withFileTypes: true });
    return all.filter((entry) => entry.isFile() && entry.name.endsWith('.wasm')).map((entry) => relative(this.folder, join(entry.parentPath, entry.name)));
  }
}

/** The script that a tool's command runs. */
export function bin(name: string): string {
  return join(WORK, 'node_modules/.bin', name);
}

/** A program that an npm package holds for this kind of machine. */
export function program(kind: 'node20' | 'node22' | 'node24' | 'deno' | 'bun'): string {
  const arm = process.arch === 'arm64';
  const places = {
    deno: `@deno/linux-${arm ? 'arm64' : 'x64'}-glibc/deno`,
    bun: `@oven/bun-linux-${arm ? 'aarch64' : 'x64'}/bin/bun`,
  };
  return join(WORK, 'node_modules', kind in places ? places[kind as keyof typeof places] : `${kind}-${process.arch}/bin/node`);
}
