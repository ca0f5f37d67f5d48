import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endLabels, groundOf, points, x, y } from './chart.ts';

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

test('labels at the ends of both lines never meet, and that of now is off the line of before', () => {
  const steady = (days: number, each: number) => Array.from({ length: days }, (_, day) => String((day + 1) * each));
  const placed = (days: number, each: number, before: number | undefined) => {
    const line = before === undefined ? undefined : steady(30, before);
    const labels = endLabels(steady(days, each), line, groundOf([steady(30, 0), steady(days, each), line ?? []], undefined));
    return [labels.now, labels.before].map((label) => label && `${label.side} ${label.anchor}`);
  };
  assert.deepEqual(placed(10, 2, 1), ['above end', 'above end']);
  assert.deepEqual(placed(10, 1, 2), ['below start', 'above end']);
  assert.deepEqual(placed(2, 2, 1), ['above start', 'above end']);
  assert.deepEqual(placed(29, 2, 1), ['above end', 'below end']);
  assert.deepEqual(placed(29, 1, 2), ['below end', 'above end']);
  // More than by that day of the period before, and less than in all of it: its line goes on through the label, not its label.
  assert.deepEqual(placed(24, 11, 10), ['below end', 'above end']);
  assert.deepEqual(placed(29, 1, undefined), ['above end', undefined]);
  for (let days = 1; days <= 30; days += 1) {
    for (const each of [0, 0.5, 0.99, 1, 1.01, 3]) {
      const { now, before } = endLabels(steady(days, each), steady(30, 1), groundOf([steady(days, each), steady(30, 1)], undefined));
      const apart = now.side !== before!.side && (now.side === 'above') === (now.y <= before!.y);
      assert.ok(apart || before!.x - now.x >= 44, `${days} days of ${each}`);
    }
  }
});
