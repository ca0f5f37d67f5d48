// Rules: their order, their words, and the drafts that they are written as.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { init, Ledger, type Rule } from 'openpurse';
import { BLANK, complaint, draftOf, remainder, ruleOf, type RuleDraft } from './rule-draft.ts';
import { conditionText, moved, newId, outcomeText, restored, withRule, withoutRule } from './rules.ts';

await init();

const [A, B, C] = ['rule-1', 'b', 'rule-4'].map((id): Rule => ({ id, if: { text: id }, then: { exclude: true } })) as [Rule, Rule, Rule];
const ids = (rules: Rule[]) => rules.map(({ id }) => id);

test('a rule is added at the end, changed in its place, moved by one, removed and put back', () => {
  assert.deepEqual(ids(withRule([A, B], C)), ['rule-1', 'b', 'rule-4']);
  assert.deepEqual(withRule([A, B], { ...A, if: { min: 1 } })[0]!.if, { min: 1 });
  assert.deepEqual(ids(moved([A, B, C], 'rule-4', -1)), ['rule-1', 'rule-4', 'b']);
  assert.deepEqual(ids(moved([A, B, C], 'rule-1', -1)), ['rule-1', 'b', 'rule-4']);
  assert.deepEqual(ids(restored(withoutRule([A, B, C], 'b'), B, 1)), ['rule-1', 'b', 'rule-4']);
  assert.deepEqual(ids(restored([A, B], B, 0)), ['rule-1', 'b']);
  assert.equal(newId([A, B, C]), 'rule-5');
});

test('a rule that is written again is the same rule', () => {
  const rules: Rule[] = [
    { id: 'a', if: { text: 'tesco', direction: 'out', min: 1000.5, max: 2000 }, then: { split: [{ category: 'groceries', percent: 66.67 }, { category: 'home', percent: 33.33 }] } },
    { id: 'b', if: { merchant: 'Pret', account: 'x' }, then: { category: 'transport' } },
    { id: 'c', if: { max: 0.01 }, then: { exclude: true } },
  ];
  for (const rule of rules) {
    const again = ruleOf(draftOf(rule, 'GBP'), rule.id, 'GBP');
    assert.ok('rule' in again);
    using ledger = new Ledger({ settings: { rules: [again.rule] } });
    assert.deepEqual(ledger.settings.rules, [rule]);
  }
});

test('amounts that are none are told at their field', () => {
  const written = ruleOf({ ...BLANK, min: 'much', max: '12.345' }, 'a', 'GBP');
  assert.deepEqual('problems' in written && Object.keys(written.problems), ['min', 'max']);
});

test('what is left to 100 percent, exactly', () => {
  const rest = (...percents: string[]) => remainder(percents.map((percent) => ({ category: 'cash', percent })));
  assert.equal(rest('33.3', '33.3', '33.4'), '0');
  assert.equal(rest('33.33', '33.33', '33.33'), '0.01');
  assert.equal(rest('0.1', '0.2'), '99.7');
  assert.equal(rest('66,5 %', '50'), '-16.5');
  assert.equal(rest('10', '20'), '70');
  assert.equal(rest('', '50'), undefined);
  assert.equal(rest('half', '50'), undefined);
});

test('the core’s complaints belong to fields of the form', () => {
  const wrong = (draft: Partial<RuleDraft>): string => {
    const written = ruleOf({ ...BLANK, text: 'x', ...draft }, 'a', 'GBP');
    assert.ok('rule' in written);
    try {
      using _ = new Ledger({ settings: { rules: [written.rule] } });
    } catch (error) {
      return complaint((error as Error).message).field;
    }
    return 'nothing';
  };
  assert.equal(wrong({}), 'nothing');
  assert.equal(wrong({ text: '' }), 'if');
  assert.equal(wrong({ text: 'x'.repeat(201) }), 'text');
  assert.equal(wrong({ min: '5', max: '4' }), 'max');
  assert.equal(wrong({ outcome: 'split', parts: [{ category: 'cash', percent: '50' }, { category: 'home', percent: '40' }] }), 'split');
  assert.equal(wrong({ outcome: 'split', parts: [{ category: 'cash', percent: '50' }, { category: 'cash', percent: '50' }] }), 'split.1');
  assert.equal(wrong({ outcome: 'split', parts: [{ category: 'cash', percent: '0' }, { category: 'home', percent: '100' }] }), 'split.0');
  assert.equal(wrong({ outcome: 'split', parts: [{ category: 'cash', percent: 'half' }, { category: 'home', percent: '100' }] }), 'split.0');
  assert.deepEqual(complaint('The core failed.'), { field: 'if', message: 'The core failed.' });
});

test('a rule in words', () => {
  const accounts = new Map([['x', 'Monzo, Joint']]);
  const rule: Rule = { id: 'a', if: { text: 'tesco', account: 'x', direction: 'out', min: 5, max: 10 }, then: { split: [{ category: 'groceries', percent: 66.67 }, { category: 'home', percent: 33.33 }] } };
  assert.equal(conditionText(rule, 'GBP', accounts), 'the description contains “tesco”, on Monzo, Joint, money out, from £5.00 to £10.00');
  assert.equal(outcomeText(rule), '66.67% Groceries, 33.33% Home');
  assert.equal(outcomeText({ then: { exclude: true } }), 'Left out');
});
