// The entry for browsers: nothing works before init, and a failed init may be tried again.

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { categorise, init, Ledger, OpenpurseError } from '../web.js';

test('init loads the wasm once; before it every call says so', async () => {
  const rows = [{ description: 'TESCO', amount: -1 }];
  assert.throws(() => categorise(rows), { name: 'OpenpurseError', code: 'not_initialised' });
  assert.throws(() => new Ledger(), { code: 'not_initialised' });

  await assert.rejects(init(new Uint8Array([1, 2, 3])), (error) => error instanceof OpenpurseError && error.code === 'init_failed');
  assert.throws(() => categorise(rows), { code: 'not_initialised' });

  const first = init(await readFile(new URL('../openpurse_core_bg.wasm', import.meta.url)));
  assert.equal(init(), first);
  await first;
  assert.equal(categorise(rows)[0].category, 'groceries');
});
