// A Vite plugin: measures what must have come before the first screen is drawn, and ends the build when that is too much.

import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** Bytes, packed as they travel: the document, its style, and its script with all that this imports at once. */
const MOST = 90_000;

export function shellSize(): Plugin {
  return {
    name: 'openpurse-shell-size',
    apply: 'build',
    writeBundle(_, bundle) {
      const names = shell(bundle);
      const size = names.reduce((sum, name) => sum + gzipSync(contentOf(bundle, name), { level: 9 }).length, 0);
      const text = `the app's shell is ${(size / 1000).toFixed(1)} kB of ${MOST / 1000} (gzip): ${names.join(', ')}`;
      if (size > MOST) throw new Error(text);
      console.log(text);
    },
  };
}

/** The document, its chunks and their style sheets. */
function shell(bundle: Rolldown.OutputBundle): string[] {
  const names = new Set<string>();
  const add = (name: string) => {
    const file = bundle[name];
    if (file === undefined || names.has(name)) return;
    names.add(name);
    if (file.type !== 'chunk') return;
    file.imports.forEach(add);
    file.viteMetadata?.importedCss.forEach(add);
  };
  add('index.html');
  for (const file of Object.values(bundle)) if (file.type === 'chunk' && file.isEntry && file.name === 'index') add(file.fileName);
  if (names.size < 3) throw new Error(`the app's shell was not found: ${[...names].join(', ')}`);
  return [...names];
}

function contentOf(bundle: Rolldown.OutputBundle, name: string): string | Uint8Array {
  const file = bundle[name]!;
  return file.type === 'chunk' ? file.code : file.source;
}
