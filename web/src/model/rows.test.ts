// All rows from a core that gives them in slices of two.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Transaction } from 'openpurse';
import type { Core } from '../core/client.ts';
import { Rows } from './rows.ts';

let ledger: { version: number; ids: string[] };
let asked: number[];
let onAsked: () => void;

beforeEach(() => {
  [ledger, asked, onAsked] = [{ version: 1, ids: ['a', 'b', 'c', 'd', 'e'] }, [], () => {}];
});

const core = {
  async rows(from) {
    asked.push(from);
    const { version, ids } = ledger;
    const transactions = ids.slice(from, from + 2).map((id) => ({ id }) as Transaction);
    onAsked();
    return { version, total: ids.length, transactions };
  },
  find: () => Promise.reject(new Error('no core')),
} as Partial<Core> as Core;

const rows = new Rows({ core: () => core });

async function all(wanted = () => true): Promise<string[] | undefined> {
  const answer = await rows.all(wanted);
  assert.ok(answer === undefined || 'transactions' in answer);
  return answer?.transactions.map(({ id }) => id);
}

test('slices make a whole, in order', async () => {
  assert.deepEqual([await all(), asked], [['a', 'b', 'c', 'd', 'e'], [0, 2, 4]]);
  ledger.ids = [];
  assert.deepEqual(await all(), []);
});

test('where the rows change meanwhile, none of the old ones are among the new', async () => {
  onAsked = () => asked.length === 2 && (ledger = { version: 2, ids: ['x', 'y', 'z'] });
  const answer = await rows.all(() => true);
  assert.ok(answer !== undefined && 'version' in answer);
  assert.deepEqual([answer.version, answer.transactions.map(({ id }) => id), [...answer.byId.keys()]], [2, ['x', 'y', 'z'], ['x', 'y', 'z']]);
});

test('nobody is answered who does not want it any more', async () => {
  assert.deepEqual([await all(() => asked.length < 2), asked], [undefined, [0, 2]]);
});

test('a failure is told', async () => {
  assert.deepEqual(await rows.find({} as never, new Map()), { code: 'unexpected', message: 'no core' });
});
