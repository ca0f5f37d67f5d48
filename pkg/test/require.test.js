// CommonJS: Node 22.12 and newer require the same files, since none of them waits at its top level.

import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as imported from 'openpurse';

test('require gives the very same module', () => {
  const required = createRequire(import.meta.url)('openpurse');
  assert.equal(required.Ledger, imported.Ledger);
  assert.equal(required.categorise([{ description: 'TESCO', amount: -1 }])[0].category, 'groceries');
});
