// Answers taken apart and put together again.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from 'openpurse';
import { inParts, whole } from './parts.ts';

test('a period of many rows comes in parts and is whole again; anything else comes as it is', () => {
  for (const count of [0, 1, 500, 501, 20_000]) {
    const transactions = Array.from({ length: count }, (_, id) => ({ id: String(id) })) as Transaction[];
    const messages = inParts({ id: 7, value: { transactions, report: 'report' } });
    const parts = messages.flatMap((message) => ('part' in message ? [message.part] : []));
    assert.ok(parts.every((part) => part.length <= 500) && messages.every(({ id }) => id === 7));
    assert.equal(messages.length, count <= 500 ? 1 : Math.ceil(count / 500) + 1);
    const last = messages.at(-1)!;
    assert.ok('value' in last);
    assert.deepEqual(whole(last.value, parts), { transactions, report: 'report' });
  }
  for (const value of [undefined, null, 'text', { transactions: 3 }]) assert.deepEqual(inParts({ id: 1, value }), [{ id: 1, value }]);
});
