// The README's examples run as they are printed.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
const examples = [...readme.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code]) => code);
const entry = new URL('../node.js', import.meta.url).href;

test('there are examples', () => assert.equal(examples.length, 2));

for (const [index, code] of examples.entries()) {
  test(`example ${index + 1} runs, and prints what its comments say`, async (t) => {
    const printed = [];
    t.mock.method(console, 'log', (...values) => printed.push(values.join(' ')));
    await import(`data:text/javascript,${encodeURIComponent(code.replaceAll("'openpurse'", `'${entry}'`))}`);
    t.mock.restoreAll();
    assert.deepEqual(printed, [...code.matchAll(/^console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text));
  });
}
