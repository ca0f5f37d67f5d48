// Corrections against a core and a store that answer by hand.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Transaction } from 'openpurse';
import type { Core } from '../core/client.ts';
import { FORGETFUL, type LearnedStore } from '../store/learned.ts';
import { Corrections, type Learned } from './corrections.ts';

const ROW = { id: 'r', merchant: 'Pret', description: 'PRET' } as Transaction;

let used: (string | undefined)[];
let kept: string | undefined;
let setAside: string | undefined;
let tellOthers: (learned: string | undefined) => void;
let learned: Learned;
let store: LearnedStore;
let open: boolean;

const core = {
  async useLearned(text) {
    if (text === 'garbage') throw new Error('not what was exported');
    used.push(text);
  },
  correct: async () => ({ changed: [ROW], before: 'before', after: 'after' }),
  correctAll: async (ids) => ({ changed: 1, others: 0, names: [], missing: ids.slice(2), before: 'before', after: 'after' }),
  mergeLearned: async (text) => ({ before: 'before', after: text }),
} as Partial<Core> as Core;

beforeEach(() => {
  [used, kept, setAside, learned, open] = [[], undefined, undefined, {}, true];
  store = {
    ...FORGETFUL,
    read: async () => ({ ...(kept !== undefined && { learned: kept }), ...(setAside !== undefined && { setAside }) }),
    write: async (text) => void (kept = text),
    setAside: async (text) => void ([kept, setAside] = [undefined, text]),
    dropSetAside: async () => void (setAside = undefined),
    erase: async () => void ([kept, setAside] = [undefined, undefined]),
    onChange: (listener) => (tellOthers = listener),
  };
});

let here = true;

function corrections(): Corrections {
  return new Corrections(
    {
      core: () => core,
      open: () => open,
      redraw: async () => {},
      here: () => () => here,
      learned: (change) => (learned = change(learned)),
    },
    store,
  );
}

test('what was kept is used before the first view', async () => {
  kept = 'kept';
  await corrections().load();
  assert.deepEqual([used, learned], [['kept'], {}]);
});

test('what cannot be read is set aside, told, and told again until it is erased', async () => {
  kept = 'garbage';
  await corrections().load();
  assert.deepEqual([used, kept, setAside, learned.setAside], [[], undefined, 'garbage', 'garbage']);
  assert.match(learned.problem!, /not what was exported.*set aside/);
  learned = {};
  const again = corrections();
  await again.load();
  assert.match(learned.problem!, /still set aside/);
  await again.dropSetAside();
  assert.deepEqual([setAside, learned], [undefined, {}]);
});

test('a browser that keeps nothing is told, and holds up nothing', async () => {
  store.read = () => Promise.reject(new Error('forbidden'));
  store.write = () => Promise.reject(new Error('no space'));
  const model = corrections();
  await model.load();
  assert.match(learned.problem!, /could not be read: forbidden/);
  assert.equal(await model.correct(ROW, 'home', false), undefined);
  assert.match(learned.problem!, /counts until you close this page.*no space/);
  assert.equal(learned.last?.text, 'Pret is Home.');
});

test('a correction is kept, and undoing puts back what was kept before', async () => {
  const model = corrections();
  await model.correct(ROW, 'home', true);
  assert.deepEqual([kept, learned.last], ['after', { text: 'Pret is Home from now on.', before: 'before' }]);
  await model.undo(learned.last!);
  assert.deepEqual([kept, used, learned.last], ['before', ['before'], undefined]);
});

test('many are kept and undone as one, and those that were gone are told', async () => {
  const model = corrections();
  assert.equal(await model.correctAll(['r', 's', 'gone'], 'home', true), undefined);
  const text = '2 transactions are Home from now on. 1 transaction changed. 1 of the selected is no longer there.';
  assert.deepEqual([kept, learned.last], ['after', { text, before: 'before' }]);
  await model.undo(learned.last!);
  assert.deepEqual([kept, used], ['before', ['before']]);
});

test('another tab\u2019s change is used here, and what could be undone before it cannot any more', async () => {
  const model = corrections();
  await model.correct(ROW, 'home', false);
  tellOthers('theirs');
  await Promise.resolve();
  assert.deepEqual([used, learned.last], [['theirs'], undefined]);
});

test('with nobody connected what is there is only told, and can be erased', async () => {
  [kept, open] = ['kept', false];
  const model = corrections();
  await model.lookForWaiting();
  assert.equal(learned.waiting, true);
  await model.erase();
  assert.deepEqual([kept, learned.waiting, used], [undefined, undefined, []]);
});

test('what could not be erased is told', async () => {
  store.erase = () => Promise.reject(new Error('locked'));
  await corrections().erase();
  assert.match(learned.problem!, /could not be erased.*locked/);
});

test('what was corrected when the person left is not kept after them', async () => {
  const model = corrections();
  kept = undefined;
  here = false;
  const row = { id: 'r', merchant: 'Lidl', description: 'LIDL' } as Transaction;
  assert.equal(await model.correct(row, 'home', false), undefined);
  assert.equal(await model.correctAll(['r'], 'home', false), undefined);
  assert.equal(await model.merge('a copy'), undefined);
  here = true;
  assert.equal(kept, undefined);
});
