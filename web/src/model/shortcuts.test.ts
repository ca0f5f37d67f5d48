import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asksForRefresh, setShortcuts, shortcutsOn } from './shortcuts.ts';

const PRESS = { key: 'r', ctrlKey: false, metaKey: false, altKey: false, repeat: false, isComposing: false, defaultPrevented: false };

test('only the plain key asks for a refresh, and not where something is typed', () => {
  assert.ok(asksForRefresh(PRESS, false));
  assert.ok(asksForRefresh({ ...PRESS, key: 'R' }, false));
  assert.ok(!asksForRefresh(PRESS, true));
  assert.ok(!asksForRefresh({ ...PRESS, key: 'x' }, false));
  for (const not of ['ctrlKey', 'metaKey', 'altKey', 'repeat', 'isComposing', 'defaultPrevented']) {
    assert.ok(!asksForRefresh({ ...PRESS, [not]: true }, false), not);
  }
});

test('the key can be turned off, and only that is kept', () => {
  const kept = new Map<string, string>();
  const store = () => ({
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  });
  assert.ok(shortcutsOn(store));
  setShortcuts(false, store);
  assert.deepEqual([shortcutsOn(store), [...kept]], [false, [['openpurse.keys', 'off']]]);
  setShortcuts(true, store);
  assert.deepEqual([shortcutsOn(store), kept.size], [true, 0]);
});

test('a browser that keeps nothing has the key on', () => {
  const blocked = () => {
    throw new Error('blocked');
  };
  setShortcuts(false, blocked);
  assert.ok(shortcutsOn(blocked));
});
