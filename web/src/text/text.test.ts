import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';
import { ago, dayInSentence, dayName, periodName, shortDate } from '../model/dates.ts';
import { formatMoney, parseCap, typedAmount } from '../model/money.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { choose, language, listed, locale, plural, speak, t } from './index.ts';

const kept = new Map<string, string>();
const root = { lang: '' };
let blocked = false;

/** As much of a browser as speaking takes. */
before(() => {
  const open = () => {
    if (blocked) throw new DOMException('blocked', 'SecurityError');
    return kept;
  };
  const localStorage = { getItem: (key: string) => open().get(key) ?? null, setItem: (key: string, value: string) => void open().set(key, value) };
  Object.defineProperty(globalThis, 'localStorage', { value: localStorage, configurable: true });
  Object.defineProperty(globalThis, 'document', { value: { documentElement: root }, configurable: true });
});

beforeEach(() => browser('en-GB', 'en'));

afterEach(async () => {
  kept.clear();
  blocked = false;
  await speak(['en-GB']);
});

function browser(...languages: string[]): void {
  Object.defineProperty(globalThis, 'navigator', { value: { languages }, configurable: true });
}

async function spoken(...languages: string[]): Promise<[string, string, string]> {
  browser(...languages);
  await speak();
  return [language(), locale, root.lang];
}

test('the page speaks the first of the browser’s languages that it knows, in the person’s region', async () => {
  assert.deepEqual(await spoken('de-AT', 'en'), ['de', 'de-AT', 'de-AT']);
  assert.deepEqual(await spoken('de'), ['de', 'de-DE', 'de-DE']);
  assert.deepEqual(await spoken('fr-FR', 'en-IE'), ['en', 'en-IE', 'en-IE']);
  assert.deepEqual(await spoken('fr-FR'), ['en', 'en-GB', 'en-GB']);
  assert.deepEqual(await spoken(), ['en', 'en-GB', 'en-GB']);
  assert.equal(t, en);
});

test('a choice counts for more, is kept, and takes the region that the browser has for it', async () => {
  browser('en-IE', 'de-CH');
  assert.ok(await choose('de'));
  assert.deepEqual([language(), locale, t], ['de', 'de-CH', de]);
  assert.deepEqual(await spoken('en-IE', 'en'), ['de', 'de-DE', 'de-DE']);
  kept.set('openpurse.language', 'toString');
  assert.deepEqual(await spoken('en-IE'), ['en', 'en-IE', 'en-IE']);
});

test('where storage is blocked a choice lasts as long as the page', async () => {
  blocked = true;
  assert.ok(await choose('de'));
  assert.equal(language(), 'de');
  assert.deepEqual(await spoken('en-GB'), ['en', 'en-GB', 'en-GB']);
});

test('of two choices the later one counts, however long the first takes to load', async () => {
  assert.deepEqual(await Promise.all([choose('de'), choose('en')]), [false, true]);
  assert.equal(language(), 'en');
});

/** Every sentence with its path; functions are asked with some names and numbers. */
function sentences(part: unknown, path = ''): [string, string][] {
  if (typeof part === 'string') return [[path, part]];
  if (typeof part === 'function') return [1, 3].map((count) => [`${path}(${count})`, String((part as (...args: unknown[]) => unknown)(...samples(part, count)))]);
  return Object.entries(part as object).flatMap(([key, value]) => sentences(value, path === '' ? key : `${path}.${key}`));
}

function samples(sentence: Function, count: number): unknown[] {
  return Array.from({ length: sentence.length }, () => count);
}

/** The same word in both languages. */
const SAME = new Set(['navigation.budgets', 'exchange.bank']);

test('German has a sentence of its own for each English one', () => {
  const german = new Map(sentences(de));
  const english = sentences(en);
  assert.ok(english.length > 200);
  for (const [path, text] of english) {
    assert.equal(german.get(path)?.trim() === '', text.trim() === '', `${path} is there`);
    // A count alone is no sentence.
    if (!SAME.has(path) && /\p{L}/u.test(text)) assert.notEqual(german.get(path), text, path);
  }
  for (const path of SAME) assert.equal(german.get(path), new Map(english).get(path), `${path} is the same, and listed for it`);
});

test('amounts and days are written as people write them in Germany', async () => {
  await speak(['de-DE']);
  assert.equal(formatMoney(1234.5, 'GBP'), '1.234,50\u00a0£');
  assert.equal(formatMoney(-1234.5, 'EUR'), '\u22121.234,50\u00a0€');
  assert.equal(formatMoney(3, 'EUR', true), '+3,00\u00a0€');
  assert.equal(dayName('2026-11-20', '2026-11-23'), 'Freitag, 20. November');
  assert.equal(dayName('2026-11-23', '2026-11-23'), 'Heute');
  assert.equal(dayInSentence('2026-11-23', '2026-11-23'), 'heute');
  assert.equal(shortDate('2026-11-23'), '23. Nov.');
  assert.equal(periodName({ label: '2026-11', from: '2026-11-01', to: '2026-11-30' }), 'November 2026');
  const at = '2026-11-23T10:00:00Z';
  assert.deepEqual([0, 120].map((seconds) => ago(at, Date.parse(at) + seconds * 1000)), ['gerade eben', 'vor 2 Minuten']);
  assert.equal(listed(['a', 'b', 'c']), 'a, b und c');
  assert.equal(plural(1, { one: 'eine', other: 'viele' }), 'eine');
});

test('a cap is typed with the comma and the points of its country', async () => {
  await speak(['de-DE']);
  for (const [typed, amount] of [['250', 250], ['250,50', 250.5], ['1.250,50', 1250.5], ['1.250', 1250], [',5', 0.5], ['1.250,5 €', 1250.5], ['1.234.567', 1234567]] as const) {
    assert.deepEqual(parseCap(typed, 'EUR'), { amount }, typed);
  }
  // Whether the point stands for a comma cannot be known: it is asked, never guessed.
  for (const typed of ['250.50', '1.25', '1,250.50', '12.50,00', '1.2500']) {
    assert.deepEqual(parseCap(typed, 'EUR'), { problem: 'Gib einen Betrag ein wie 250 oder 250,50.' }, typed);
  }
  assert.deepEqual(parseCap('1,250', 'EUR'), { problem: 'Höchstens 2 Stellen nach dem Komma.' });
  for (const amount of [0, 0.5, 250.5, 1234567.89]) assert.deepEqual(parseCap(typedAmount(amount, 'EUR'), 'EUR'), { amount });
  await speak(['de-CH']);
  assert.deepEqual(parseCap("1'250.50", 'CHF'), { amount: 1250.5 });
  await speak(['en-IN']);
  assert.deepEqual(parseCap('₹1,25,000', 'INR'), { amount: 125000 });
});
