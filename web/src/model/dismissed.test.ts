import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { dismissedIn, forgetDismissed, keepDismissed } from './dismissed.ts';

const kept = new Map<string, string>();

/** A browser's storage, or one that is blocked. */
function store(blocked = false): void {
  const use = <T>(act: () => T): T => {
    if (blocked) throw new DOMException('blocked', 'SecurityError');
    return act();
  };
  const localStorage = {
    getItem: (key: string) => use(() => kept.get(key) ?? null),
    setItem: (key: string, value: string) => use(() => void kept.set(key, value)),
    removeItem: (key: string) => use(() => void kept.delete(key)),
  };
  Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true });
}

afterEach(() => kept.clear());

test('what was dismissed stays so while the period lasts', () => {
  store();
  assert.deepEqual(dismissedIn('2026-11'), []);
  keepDismissed('2026-11', ['2026-11/groceries/80']);
  assert.deepEqual(dismissedIn('2026-11'), ['2026-11/groceries/80']);
  assert.deepEqual(dismissedIn('2026-12'), []);
  keepDismissed('2026-12', ['2026-12/bills/projected']);
  assert.deepEqual(dismissedIn('2026-11'), []);
});

test('nothing is left of it when it is shown again, or nobody is connected', () => {
  store();
  keepDismissed('2026-11', ['a']);
  keepDismissed('2026-11', []);
  assert.equal(kept.size, 0);
  keepDismissed('2026-11', ['a']);
  forgetDismissed();
  assert.equal(kept.size, 0);
});

test('a blocked storage and a foreign text hide nothing', () => {
  store(true);
  keepDismissed('2026-11', ['a']);
  assert.deepEqual(dismissedIn('2026-11'), []);
  store();
  for (const text of ['no JSON', '{"period":"2026-11"}', '7', 'null']) {
    kept.set('openpurse.dismissed', text);
    assert.deepEqual(dismissedIn('2026-11'), [], text);
  }
});
