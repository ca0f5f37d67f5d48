// A Vite plugin: writes the list of the app's files into the service worker, when all of them are built.

import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Not the page's: the server's headers, the service worker itself, and icons that only an installation asks for. */
const LEFT_OUT = /^(_headers|sw\.js|icons\/.*)$/;

/** Workbox has a builder for this, of 320 packages. */
export function precache(): Plugin {
  return {
    name: 'openpurse-precache',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const worker = bundle['sw.js'];
      if (dir === undefined || worker?.type !== 'chunk') throw new Error('there is no sw.js to write the list into');
      if (worker.imports.length > 0) throw new Error(`sw.js needs ${worker.imports.join(', ')}: a service worker is one file`);
      const entries = await readdir(dir, { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(dir.length + 1).replaceAll('\\', '/'));
      const list = await Promise.all(files.filter((file) => !LEFT_OUT.test(file)).sort().map((file) => entryOf(dir, file)));
      const script = await readFile(join(dir, 'sw.js'), 'utf8');
      const parts = script.split('self.__WB_MANIFEST');
      if (parts.length !== 2) throw new Error('sw.js does not name its list once');
      await writeFile(join(dir, 'sw.js'), parts.join(JSON.stringify(list)));
    },
  };
}

/** The names in assets/ carry a hash of what is in them; any other file has its revision beside it. */
async function entryOf(dir: string, file: string): Promise<{ url: string; revision: string | null }> {
  const url = file === 'index.html' ? '/' : `/${file}`;
  if (file.startsWith('assets/')) return { url, revision: null };
  const revision = createHash('sha256').update(await readFile(join(dir, file))).digest('hex').slice(0, 16);
  return { url, revision };
}
