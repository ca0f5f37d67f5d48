// Ledgers that nobody frees: the collector does, where there is a FinalizationRegistry.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Ledger } from 'openpurse';
import { initSync } from '../openpurse_core.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

const FEED = JSON.stringify({
  results: Array.from({ length: 2000 }, (_, index) => ({
    transaction_id: `${index}`, timestamp: '2026-11-02T00:00:00Z', description: `SHOP ${index}`, amount: -1, currency: 'GBP', transaction_type: 'DEBIT',
  })),
});

function forgotten() {
  new Ledger({ today: '2026-11-23' }).load(FEED, { id: 'a', kind: 'account' });
}

test('ledgers that are dropped give their memory back', async () => {
  // Already loaded: it answers with the exports that are there.
  const { memory } = initSync();
  const rounds = async (count) => {
    for (let round = 0; round < count; round += 1) {
      forgotten();
      collect();
      // Finalizers run as tasks of their own.
      await setImmediate();
    }
    return memory.buffer.byteLength;
  };
  const early = await rounds(10);
  assert.equal(await rounds(100), early);
});

test('a ledger is freed at the end of its block', () => {
  let kept;
  {
    using ledger = new Ledger({ today: '2026-11-23' });
    kept = ledger;
  }
  assert.throws(() => kept.transactions(), { code: 'freed' });
  kept.free();
});
