import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Transaction } from 'openpurse';
import { alwaysText, correctedManyText, correctedText, manyText, namesOf, onlyThisText } from './correction-text.ts';

const row = (id: string, merchant: string | null = 'Pret', decided_by: Transaction['decided_by'] = 'dictionary') =>
  ({ id, merchant, description: `TEXT ${id}`, category: 'eating_out', decided_by }) as Transaction;
const [one, two, three] = [row('1'), row('2'), row('3', null)];

test('what a correction of one row changes is said, others that follow from it too', () => {
  assert.equal(onlyThisText(one, 'home', [one]), 'This transaction becomes Home, no other.');
  assert.match(onlyThisText(one, 'home', [one, two]), /and so does 1 other/);
  assert.match(onlyThisText(one, 'home', [one, two, three]), /and so do 2 others/);
});

test('a row that a rule holds is told honestly, whichever wins', () => {
  const ruled = row('1', 'Pret', 'rule');
  assert.match(onlyThisText(ruled, 'home', [ruled]), /counts for more than your rule/);
  assert.match(onlyThisText(ruled, 'home', []), /stays Eating out, because a rule of yours decides it. Nothing of what is loaded would change/);
  assert.match(alwaysText(ruled, [two]), /stays Eating out.* 1 of what is loaded would change/);
  assert.match(alwaysText(ruled, [ruled, two]), /2 transactions change.* the rule still does/);
});

test('always says how many, and that new ones follow', () => {
  assert.match(alwaysText(one, [one]), /Nothing else of what is loaded changes; new ones/);
  assert.match(alwaysText(one, [one, two, three]), /^3 transactions change/);
});

test('what was done is one sentence, with a number where it is not one', () => {
  assert.equal(correctedText('Pret', 'home', false, 1), 'Pret is Home.');
  assert.equal(correctedText('Pret', 'home', true, 12), 'Pret is Home from now on. 12 transactions changed.');
  assert.equal(correctedText('Pret', 'home', true, 0), 'Pret is Home from now on. No transaction changed.');
});

test('of many it is said how many change, who follows, and who is gone', () => {
  const told = (changed: number, others = 0, missing: string[] = []) => ({ changed, others, missing, names: [], before: '', after: '' });
  assert.equal(manyText('home', false, told(0)), 'All of them are Home already.');
  assert.equal(manyText('home', false, told(1)), '1 transaction becomes Home.');
  assert.equal(manyText('home', true, told(3, 1)), '3 transactions become Home. 1 of them was not selected, and follows. New ones of these merchants will be like them.');
  assert.equal(manyText('home', false, told(1, 0, ['2'])), '1 transaction becomes Home. 1 of the selected is no longer there.');
  assert.equal(correctedManyText(2, 'home', false, told(2)), '2 transactions are Home.');
  assert.equal(correctedManyText(2, 'home', true, told(3, 1)), '2 transactions are Home from now on. 3 transactions changed.');
  assert.equal(correctedManyText(2, 'home', false, told(0, 0, ['2'])), '1 transaction is Home. No transaction changed. 1 of the selected is no longer there.');
});

test('the most frequent name comes first; without a merchant the text is the name', () => {
  assert.deepEqual(namesOf([three, one, two]), [{ name: 'Pret', count: 2 }, { name: 'TEXT 3', count: 1 }]);
});
