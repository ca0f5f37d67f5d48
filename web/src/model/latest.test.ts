// Questions that come faster than answers.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latest } from './latest.ts';

test('one question at a time; of those that come meanwhile the last one, and only its answer is told', async () => {
  const asked: string[] = [];
  const told: string[] = [];
  let answer = () => {};
  const ask = latest(
    (question: string) => (asked.push(question), new Promise<string>((resolve) => (answer = () => resolve(question)))),
    (found) => told.push(found),
  );
  const all = [ask('t'), ask('te'), ask('tes')];
  assert.deepEqual(asked, ['t']);
  answer();
  await Promise.resolve().then(() => Promise.resolve());
  assert.deepEqual([asked, told], [['t', 'tes'], []]);
  answer();
  await Promise.all(all);
  assert.deepEqual([asked, told], [['t', 'tes'], ['tes']]);
});

test('a question that fails does not hold up the next', async () => {
  const told: number[] = [];
  const ask = latest((question: number) => (question < 0 ? Promise.reject(new Error('no')) : Promise.resolve(question)), (found) => told.push(found));
  await assert.rejects(ask(-1));
  await ask(1);
  assert.deepEqual(told, [1]);
});
