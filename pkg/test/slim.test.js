// The entry that loads nothing by itself: it says what it lacks, and takes what it is given.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { categorise, init, initSync, OpenpurseError } from 'openpurse/slim';

test('without a source init fails, and with one everything works', async () => {
  const rows = [{ description: 'TESCO', amount: -1 }];
  await assert.rejects(init(), (error) => error instanceof OpenpurseError && error.code === 'init_failed' && /source/.test(error.message));
  assert.throws(() => initSync(), { code: 'init_failed' });
  assert.throws(() => initSync(new Uint8Array([1, 2, 3])), { code: 'init_failed' });
  assert.throws(() => categorise(rows), { code: 'not_initialised' });

  initSync(await readFile(new URL('../openpurse_core_bg.wasm', import.meta.url)));
  assert.equal(categorise(rows)[0].category, 'groceries');
  await init();
  initSync(new Uint8Array());
  assert.equal(categorise(rows)[0].category, 'groceries');
});
