// Whatever is packed comes back to the byte; anything else is refused.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack, unpack } from './packing.ts';

test('what was packed comes back, shorter on the way where it repeats itself', async () => {
  const text = JSON.stringify(Array.from({ length: 20_000 }, (_, row) => ({ row, description: `Café ${row % 50}`, amount: -(row % 997) / 100 })));
  for (const bytes of [new Uint8Array(), new TextEncoder().encode(text), crypto.getRandomValues(new Uint8Array(50_000))]) {
    assert.deepEqual(await unpack(await pack(bytes)), bytes);
  }
  const packed = await pack(new TextEncoder().encode(text));
  assert.ok(packed.length < text.length / 4, `${packed.length} of ${text.length}`);
});

test('what was cut off, changed or never packed is refused', async () => {
  const packed = await pack(new TextEncoder().encode('{"accounts":[]}'.repeat(100)));
  const middle = packed.length / 2;
  const changed = packed.slice(0, middle) + (packed[middle] === 'A' ? 'B' : 'A') + packed.slice(middle + 1);
  for (const text of [packed.slice(0, -8), changed, 'no base64!', 'AAAA']) await assert.rejects(unpack(text), (error) => error instanceof Error, text.slice(0, 12));
});
