// The entry that brings the wasm along: nothing is read or fetched, and the package is whole after init.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { categorise, init, Ledger } from 'openpurse/inline';

test('init unpacks the wasm once; before it every call says so', async () => {
  assert.throws(() => new Ledger(), { code: 'not_initialised' });
  const first = init();
  assert.equal(init(), first);
  await first;
  assert.equal(categorise([{ description: 'TESCO', amount: -1 }])[0].category, 'groceries');
});
