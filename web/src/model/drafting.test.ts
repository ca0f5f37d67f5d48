import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begun, keptOf, NO_DRAFT, replaced, resumed } from './drafting.ts';
import { BLANK, type RuleDraft } from './rule-draft.ts';

const OF_A: RuleDraft = { ...BLANK, id: 'a', text: 'tesco' };
const LINKED: RuleDraft = { ...BLANK, merchant: 'Pret' };

test('what is not finished stays, and what was to be begun waits for an answer', () => {
  const written = { ...begun(NO_DRAFT, BLANK), draft: LINKED };
  const asked = begun(written, OF_A);
  assert.deepEqual([asked.draft, asked.next, asked.count], [LINKED, OF_A, 1]);
  const given = replaced(asked, OF_A);
  assert.deepEqual([given.draft, given.next, given.count], [OF_A, undefined, 2]);
});

test('a form in which nothing was changed makes room, and the one of the same rule goes on', () => {
  assert.equal(begun(begun(NO_DRAFT, OF_A), LINKED).draft, LINKED);
  assert.equal(begun(begun(NO_DRAFT, BLANK), OF_A).draft, OF_A);
  const changed = { ...begun(NO_DRAFT, OF_A), draft: { ...OF_A, text: 'tesco express' } };
  assert.equal(begun(changed, OF_A), changed);
});

test('what is written already is not begun anew, also after a reload', () => {
  const kept = resumed(NO_DRAFT, LINKED);
  assert.equal(begun(kept, { ...LINKED }), kept);
});

test('a draft of before a reload is asked about, and takes no other’s place', () => {
  const kept = resumed(NO_DRAFT, LINKED);
  assert.deepEqual([kept.draft, begun(kept, OF_A).next, resumed(NO_DRAFT, undefined)], [LINKED, OF_A, NO_DRAFT]);
  const other = begun(NO_DRAFT, OF_A);
  assert.equal(resumed(other, LINKED), other);
});

test('kept is what was written and what a link began, not a form that was only opened', () => {
  assert.deepEqual([keptOf(NO_DRAFT), keptOf(begun(NO_DRAFT, BLANK)), keptOf(begun(NO_DRAFT, OF_A))], [undefined, undefined, undefined]);
  assert.equal(keptOf(begun(NO_DRAFT, LINKED)), LINKED);
  const changed = { ...OF_A, min: '5' };
  assert.equal(keptOf({ ...begun(NO_DRAFT, OF_A), draft: changed }), changed);
  assert.equal(keptOf(resumed(NO_DRAFT, OF_A)), OF_A);
});
