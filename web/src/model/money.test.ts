import assert from 'node:assert/strict';
import { afterEach, test } from 'node:test';
import { setLocale } from '../text/locale.ts';
import { wholeMoney } from './axis.ts';
import { decimalMark, exactText, formatMoney, parseCap, sum, typedAmount } from './money.ts';

afterEach(() => setLocale('en-GB'));

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

const CURRENCIES = ['GBP', 'EUR', 'CHF', 'JPY'];

/** English and German of every region and some other languages, one for each way of writing amounts. */
function regions(): string[] {
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const all = ['en', 'de'].flatMap((language) => letters.flatMap((one) => letters.map((two) => `${language}-${one}${two}`)));
  const others = ['fr-FR', 'fr-CH', 'it-CH', 'es-ES', 'pl-PL', 'pt-PT', 'pt-BR', 'sv-SE', 'nb-NO', 'cs-CZ', 'hu-HU', 'bg-BG', 'nl-NL'];
  const ways = [{}, ...CURRENCIES.map((currency) => ({ style: 'currency', currency }) as const)];
  const written = (tag: string) => ways.map((way) => new Intl.NumberFormat(tag, way).format(1_234_567.5)).join();
  const known = [...others, ...all.filter((tag) => new Intl.NumberFormat(tag).resolvedOptions().locale === tag)];
  return [...new Map(known.map((tag) => [written(tag), tag])).values()];
}

test('what Intl writes in the person’s region is read as that amount', () => {
  const known = regions();
  assert.ok(known.length > 20, 'there is something to check');
  for (const region of known) {
    setLocale(region);
    for (const currency of CURRENCIES) {
      const { maximumFractionDigits: digits = 0 } = new Intl.NumberFormat(region, { style: 'currency', currency }).resolvedOptions();
      const amounts = [0, 1, 999, 1000, 1250, 9999, 12_345, 250_000, 1_234_567, 999_999_999, ...(digits === 0 ? [] : [0.5, 12.05, 1234.5, 10_000.01, 7_654_321.99])];
      for (const amount of amounts) {
        const whole = Number.isInteger(amount) ? [wholeMoney(amount, currency), new Intl.NumberFormat(region).format(amount)] : [];
        const plain = new Intl.NumberFormat(region, { minimumFractionDigits: digits }).format(amount);
        for (const text of [formatMoney(amount, currency), typedAmount(amount, currency), plain, ...whole]) assert.deepEqual(parseCap(text, currency), { amount }, `${region}: ${text}`);
      }
    }
  }
});

test('an amount is read as money is written there, or as other numbers are', () => {
  const read = (region: string, currency: string, ...typed: string[]) => (setLocale(region), typed.map((text) => parseCap(text, currency)));
  const twelve = { amount: 1250.5 };
  assert.deepEqual(read('de-AT', 'EUR', '€ 1.250,50', '1 250,50', '1\u00a0250,50', '1250,5'), [twelve, twelve, twelve, twelve]);
  assert.deepEqual(read('de-CH', 'CHF', "1'250.50", '1’250.50', "CHF 1'250.5"), [twelve, twelve, twelve]);
  assert.deepEqual(read('fr-FR', 'EUR', '1\u202f250,50 €', '1 250,50'), [twelve, twelve]);
  assert.deepEqual(read('en-DE', 'GBP', '£1,250.50', '1.250,50', '1250.5', '1250,5'), [twelve, twelve, twelve, twelve]);
  assert.deepEqual(read('pl-PL', 'PLN', '1 250,50 zł'), [twelve]);
});

test('the mark of a currency is the one that its amounts have', () => {
  for (const [region, mark] of [['en-DE', '.'], ['de-AT', ','], ['de-CH', '.']] as const) {
    setLocale(region);
    assert.equal(decimalMark(), mark);
    assert.equal(formatMoney(1250.5, 'GBP').at(-3), mark, region);
  }
});

test('what can mean two amounts is refused, and both are named', () => {
  setLocale('en-DE');
  assert.deepEqual(parseCap('1,250', 'KWD'), { problem: 'That can be read as 1250.000 or as 1.250: type one of them.' });
  assert.deepEqual(parseCap('1250.000', 'KWD'), { amount: 1250 });
  assert.deepEqual(parseCap('1.250', 'KWD'), { problem: 'That can be read as 1.250 or as 1250.000: type one of them.' });
  for (const text of ['1.250', '1,250']) assert.deepEqual(parseCap(text, 'GBP'), { amount: 1250 }, 'of pounds it can mean nothing else');
  for (const text of ['1,25.5', '1.2.3', '12,34,567']) assert.match((parseCap(text, 'GBP') as { problem: string }).problem, /such as 250/, text);
});

test('an amount of another currency is none of this one', () => {
  assert.match((parseCap('€250', 'GBP') as { problem: string }).problem, /budget is in GBP/);
  assert.deepEqual([parseCap('GBP 250', 'GBP'), parseCap('$250', 'USD'), parseCap('US$250', 'USD')], [{ amount: 250 }, { amount: 250 }, { amount: 250 }]);
});
