import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guess, isQifOpen, mappingOf, tableOf, type Choice } from './columns.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('headings say what the columns are, below what stands above them', async () => {
  const table = (await tableOf(bytes('Account;123\n\nBuchungstag;Empfänger;Betrag;Währung\n03.11.2026;"Bäcker; Meier";-1.234,56;EUR\n')))!;
  assert.deepEqual([table.columns, table.rows.length, table.rows[1]![1]], [4, 2, 'Bäcker; Meier']);
  assert.deepEqual(mappingOf(table, guess(table)), {
    date: 'Buchungstag', description: 'Empfänger', amount: 'Betrag', currency: 'Währung', date_order: 'dmy', decimal_comma: true, flip_sign: false, no_header: false,
  });
});

test('money out and money in of two columns', async () => {
  const table = (await tableOf(bytes('Date,Details,Paid out,Paid in\n11/28/2026,Shop,5.00,\n')))!;
  const { date_order, money_out, money_in, amount } = mappingOf(table, guess(table))!;
  assert.deepEqual([date_order, money_out, money_in, amount], ['mdy', 'Paid out', 'Paid in', undefined]);
});

test('without headings the columns have numbers, and nothing is guessed', async () => {
  const table = (await tableOf(bytes('2026-11-03,Shop,-5.00\n2026-11-04,Shop,-6.00\n')))!;
  const choice = guess(table);
  assert.deepEqual([choice.noHeader, mappingOf(table, choice)], [true, undefined]);
  const chosen: Choice = { ...choice, date: 1, description: 2, amount: 3 };
  assert.deepEqual([mappingOf(table, chosen)!.date, mappingOf(table, chosen)!.amount], ['1', '3']);
});

test('two headings of one name are told apart by their number', async () => {
  const table = (await tableOf(bytes('Date,Name,Name,Amount\n2026-11-03,a,b,1\n')))!;
  assert.equal(mappingOf(table, { ...guess(table), description: 3 })!.description, '3');
});

test('what is no table is none', async () => {
  assert.equal(await tableOf(bytes('nothing')), undefined);
  assert.equal(await tableOf(bytes('')), undefined);
});

test('other encodings are read', async () => {
  const latin = Uint8Array.from('Datum;Empf\xe4nger\n1;2\n', (character) => character.charCodeAt(0));
  assert.equal((await tableOf(latin))!.rows[0]![1], 'Empfänger');
});

test('a QIF file is open only where no date decides', () => {
  assert.ok(isQifOpen("!Type:Bank\nD3/11/2026\nT-1\n^\nD4/ 5'26\nT-1\n^\n"));
  assert.ok(!isQifOpen('!Type:Bank\nD3/11/2026\nT-1\n^\nD13/11/2026\nT-1\n^\n'));
  assert.ok(!isQifOpen('!Type:Bank\n'));
});
