// English is compared with the core's own sentences, German with what a person would say; both for every code there is.

import assert from 'node:assert/strict';
import { afterEach, before, test } from 'node:test';
import type { FileProblem, Reason } from 'openpurse';
import { everyExplanation, everyFileProblem } from '../../../tests/support/reasons.ts';
import { speak } from '../text/index.ts';
import { fileProblemText, reasonText } from './reasons.ts';

before(() => Object.defineProperty(globalThis, 'document', { value: { documentElement: {} }, configurable: true }));

afterEach(() => speak(['en-GB']));

const on = '2026-11-03';
const category = 'groceries';

/** A reason of each code, and how it is said in German. */
const GERMAN: { [Code in Reason['code']]: [Extract<Reason, { code: Code }>, string] } = {
  transfer: [{ code: 'transfer', account: 'Savings', on }, 'Die andere Seite ist am 3. Nov. 2026 auf Savings: Geld zwischen eigenen Konten.'],
  correction: [{ code: 'correction', on, category }, 'Das sagt deine Korrektur vom 3. Nov. 2026: Lebensmittel.'],
  similar_corrections: [{ code: 'similar_corrections', category }, 'Deine Korrekturen ähnlicher Umsätze sprechen für Lebensmittel.'],
  rule: [{ code: 'rule', id: 'gym' }, 'Das sagt deine Regel „gym“.'],
  merchant: [{ code: 'merchant', name: 'Tesco', category, list: 'openstreetmap' }, 'Tesco ist bekannt: Lebensmittel (Marken von OpenStreetMap).'],
  statement_text: [{ code: 'statement_text', category: 'cash' }, 'Der Text des Umsatzes sagt, was es ist: Bargeld.'],
  looks_like: [{ code: 'looks_like', category, word: 'ALNATURA' }, 'Das Wort „ALNATURA“ spricht für Lebensmittel.'],
  bank_classification: [{ code: 'bank_classification', names: ['Food', 'Cafes'] }, 'Die Bank nennt es Food, Cafes.'],
  payment_method: [{ code: 'payment_method', category: 'bills' }, 'Die Art der Zahlung spricht für Laufende Kosten.'],
  unknown: [{ code: 'unknown' }, 'Darüber ist nichts bekannt: Du kannst es selbst zuordnen.'],
  refund: [{ code: 'refund', on, partial: true }, 'Damit wird ein Teil des Kaufs vom 3. Nov. 2026 erstattet.'],
  split: [{ code: 'split' }, 'Die Regel teilt den Umsatz auf mehrere Kategorien auf.'],
};

test('in English every reason is the core’s own sentence, with its days as people write them', () => {
  const spoken = (text: string) => text.replace(/\b2026-11-(\d\d)\b/g, (_, day: string) => `${Number(day)} Nov 2026`);
  const all = everyExplanation();
  for (const { because, reasons } of all) assert.deepEqual(reasons.map(reasonText), because.map(spoken));
  const met = new Set(all.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
  assert.deepEqual([...met].sort(), Object.keys(GERMAN).sort());
});

test('in German every reason is a German sentence with German days', async () => {
  await speak(['de-DE']);
  for (const [reason, text] of Object.values(GERMAN)) assert.equal(reasonText(reason), text);
  assert.equal(reasonText({ code: 'merchant', name: 'Tesco', category }), 'Tesco ist bekannt: Lebensmittel.');
  assert.equal(reasonText({ code: 'refund', on, partial: false }), 'Damit wird der Kauf vom 3. Nov. 2026 erstattet.');
});

test('in English what is wrong with a row of a file is the core’s own sentence', () => {
  for (const problem of everyFileProblem()) assert.deepEqual(fileProblemText(problem), { text: problem.message });
  const message = 'What a later core may say.';
  assert.deepEqual(fileProblemText({ code: 'new', message }), { text: message, lang: 'en' });
});

test('in German what is wrong with a row of a file, and which row it is', async () => {
  await speak(['de-DE']);
  const said = new Map(everyFileProblem().map((problem) => [`${problem.file!.format} ${problem.file!.reason.code}`, fileProblemText(problem).text]));
  const german: Record<FileProblem['reason']['code'], [string, string][]> = {
    no_date: [
      ['csv', 'Zeile 2 ausgelassen: kein lesbares Datum in der Spalte „Completed Date“'], ['ofx', 'Umsatz 1 (STMTTRN) ausgelassen: kein lesbares Datum (DTPOSTED)'],
      ['qif', 'Umsatz 1 ausgelassen: kein lesbares Datum (D)'], ['camt', 'Umsatz 2 (Ntry) ausgelassen: kein lesbares Datum (BookgDt)'],
    ],
    no_amount: [
      ['csv', 'Zeile 4 ausgelassen: kein lesbarer Betrag in der Spalte „Amount“'], ['ofx', 'Umsatz 2 (STMTTRN) ausgelassen: kein lesbarer Betrag (TRNAMT)'],
      ['qif', 'Umsatz 2 ausgelassen: kein lesbarer Betrag (T)'], ['camt', 'Umsatz 1 (Ntry) ausgelassen: kein lesbarer Betrag (Amt)'],
    ],
    no_currency: [['csv', 'Zeile 3 ausgelassen: keine Währung aus drei Buchstaben in der Spalte „Currency“']],
    no_money: [['csv', 'Zeile 2 ausgelassen: weder Ausgang noch Eingang']],
    declined: [['csv', 'Zeile 2 ausgelassen: die Zahlung wurde abgelehnt']],
    not_booked: [
      ['csv', 'Zeile 5 ausgelassen: nicht gebucht (Status REVERTED)'],
      ['camt', 'Umsatz 3 (Ntry) ausgelassen: die Bank meldet es nur und bucht nichts (Status INFO)'],
    ],
    truncated: [['ofx', 'Hier bricht die Datei ab: Lade sie noch einmal herunter.']],
  };
  const expected = Object.entries(german).flatMap(([code, rows]) => rows.map(([format, text]) => [`${format} ${code}`, text]));
  assert.deepEqual([...said].sort(), expected.sort());
});
