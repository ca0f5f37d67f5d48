import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Core } from '../core/client.ts';
import type { ImportedFile } from '../core/protocol.ts';
import { BankFiles, importedText } from './files.ts';

const file = (more: Partial<ImportedFile>): ImportedFile => ({ id: '1', name: 'a.csv', accounts: [], transactions: 3, added: 3, problems: [], ...more });
const text = (more: Partial<ImportedFile>) => importedText(file(more), (date) => date);

test('what came of a file is said with its days, and what was here already', () => {
  assert.equal(text({ from: '2026-11-02', to: '2026-11-05' }), '3 transactions, 2026-11-02 to 2026-11-05.');
  assert.equal(text({ transactions: 1, added: 1, from: '2026-11-02', to: '2026-11-02' }), '1 transaction, 2026-11-02.');
  assert.equal(text({ added: 1, from: '2026-11-02', to: '2026-11-02' }), '1 of 3 transactions, 2026-11-02; the others are here already.');
  assert.equal(text({ added: 0 }), '3 transactions, all of them here already.');
  assert.match(text({ failure: 'its account is gone' }), /does not count any more: its account is gone/);
});

test('a file that fails or is far too large hinders no other', async () => {
  const taken: string[] = [];
  const core = {
    async importFile(name: string) {
      if (name === 'bad.csv') throw new Error('no statement');
      taken.push(name);
      return file({ name });
    },
  } as Partial<Core> as Core;
  const files = new BankFiles({ core: () => core, redraw: async () => {}, here: () => () => true });
  const chosen = (name: string, size = 1) => ({ name, size, arrayBuffer: async () => new ArrayBuffer(size) });
  const outcomes = await files.take([chosen('bad.csv'), { ...chosen('huge.csv'), size: 33 * 1024 * 1024 }, chosen('good.csv')]);
  assert.deepEqual(outcomes.map((outcome) => ('problem' in outcome ? outcome.problem : outcome.file.name)), [
    'no statement', 'It is larger than 32 MB: download a shorter stretch of time.', 'good.csv',
  ]);
  assert.deepEqual(taken, ['good.csv']);
});
