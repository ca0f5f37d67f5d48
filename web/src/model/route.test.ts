import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkTo, routeOf, ROUTES } from './route.ts';

test('each screen has an address that leads back to it', () => {
  for (const name of ROUTES) assert.equal(routeOf(linkTo(name)).name, name);
});

test('what a screen is narrowed to survives the way through the address', () => {
  const { name, query } = routeOf(linkTo('transactions', { category: 'groceries', text: 'a & b?' }));
  assert.equal(name, 'transactions');
  assert.deepEqual(Object.fromEntries(query), { category: 'groceries', text: 'a & b?' });
});

test('an address of nothing is home', () => {
  for (const hash of ['', '#', '#/', '#/nonsense', '#main', '#/__proto__']) assert.equal(routeOf(hash).name, 'home');
});
