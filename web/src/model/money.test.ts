import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exactText, formatMoney, parseCap, sum, typedAmount } from './money.ts';

test('exact text has the currency’s digits, and zero has no sign', () => {
  assert.equal(exactText(-3.5, 'GBP'), '-3.50');
  assert.equal(exactText(0.1, 'GBP'), '0.10');
  assert.equal(exactText(-0, 'GBP'), '0.00');
  assert.equal(exactText(1500, 'JPY'), '1500');
  assert.equal(exactText(1.005, 'GBP'), '1.005');
  assert.equal(exactText(1234567.89, 'EUR'), '1234567.89');
});

test('people see a real minus sign, and a plus only where asked', () => {
  assert.equal(formatMoney(-1234.5, 'GBP'), '\u2212£1,234.50');
  assert.equal(formatMoney(1234.5, 'GBP'), '£1,234.50');
  assert.equal(formatMoney(1234.5, 'GBP', true), '+£1,234.50');
  assert.equal(formatMoney(0, 'GBP', true), '£0.00');
  assert.equal(formatMoney('12.00', 'EUR'), '€12.00');
});

test('sums are exact where floating point is not', () => {
  assert.equal(sum([0.1, 0.2], 'GBP'), '0.30');
  assert.equal(sum([0.1, -0.35], 'GBP'), '-0.25');
  assert.equal(sum(Array.from({ length: 1000 }, () => 0.07), 'GBP'), '70.00');
  assert.equal(sum([], 'GBP'), '0.00');
  assert.equal(sum([500, 20], 'JPY'), '520');
});

test('a cap is an amount of zero or more, with at most the currency’s digits', () => {
  assert.deepEqual(parseCap('250', 'GBP'), { amount: 250 });
  assert.deepEqual(parseCap(' £1,250.50 ', 'GBP'), { amount: 1250.5 });
  assert.deepEqual(parseCap('.5', 'GBP'), { amount: 0.5 });
  assert.deepEqual(parseCap('1,250', 'GBP'), { amount: 1250 });
  assert.deepEqual(parseCap('12,345,678.9', 'GBP'), { amount: 12345678.9 });
  assert.deepEqual(parseCap('250 €', 'EUR'), { amount: 250 });
  assert.deepEqual(parseCap('1500', 'JPY'), { amount: 1500 });
  assert.deepEqual(parseCap('0', 'GBP'), { amount: 0 });
  for (const [typed, why] of [
    ['', /Type an amount/],
    ['abc', /such as 250/],
    ['-5', /such as 250/],
    ['1e9', /such as 250/],
    ['1.2.3', /such as 250 or 250\.50/],
    ['1,25', /such as 250/],
    ['1,2500', /such as 250/],
    ['.', /such as 250/],
    ['1.005', /at most 2 digits/],
    ['1000000000', /more than a cap/],
  ] as const) {
    const answer = parseCap(typed, 'GBP');
    assert.match('problem' in answer ? answer.problem : 'taken', why, typed);
  }
});

test('a currency without a smaller unit takes whole amounts', () => {
  assert.match((parseCap('15.5', 'JPY') as { problem: string }).problem, /whole amount/);
  assert.equal((parseCap('x', 'JPY') as { problem: string }).problem, 'Type an amount such as 250.');
});

test('an amount to be changed is one that can be typed', () => {
  for (const amount of [0, 0.5, 250.5, 1234567.89]) assert.deepEqual(parseCap(typedAmount(amount, 'GBP'), 'GBP'), { amount });
});
