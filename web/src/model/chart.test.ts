import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groundOf, points, x, y } from './chart.ts';

test('the longest line fills the width, the highest value the height', () => {
  const ground = groundOf([['10.00', '20.00'], ['5.00', '5.00', '25.00', '40.00']], '30.00');
  assert.deepEqual(ground, { days: 4, most: 40 });
  assert.equal(points(['10.00', '20.00'], ground), '0.00,100.00 25.00,75.00 50.00,50.00');
  assert.deepEqual([x(4, ground), y('40.00', ground), y('30.00', ground)], ['100.00', '0.00', '25.00']);
});

test('nothing, and more back than out, lie on the ground', () => {
  const ground = groundOf([[], []], undefined);
  assert.equal(points([], ground), '0.00,100.00');
  assert.equal(y('-5.00', groundOf([['-5.00']], undefined)), '100.00');
});
