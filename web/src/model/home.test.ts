import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Alert, BudgetLine, BudgetReport, RecurringPayment } from 'openpurse';
import { alertLines, alertText, capRemarks, isOwnMove, leftText } from './home.ts';

const LINE: BudgetLine = {
  name: 'Groceries', category: 'groceries', amount: 400, spent: 100, left: 300, carried: 0, pace: 'on_track', projected: 350, transactions: 3,
};
const LEFT = { amount: 40.5, per_day: 4.05, until: '2026-11-30', commitments: 84.2 };

function report(...budgets: BudgetLine[]): BudgetReport {
  return { currency: 'GBP', budgets, period: { label: '2026-11', from: '2026-11-01', to: '2026-11-30' } } as BudgetReport;
}

test('what is left says how much a day, until when, and what was taken off', () => {
  assert.deepEqual(leftText(LEFT, report(LINE), '2026-11-21'), {
    label: 'Left to spend until Monday 30 November',
    figure: '£40.50',
    short: false,
    note: '£4.05 a day. What your caps leave, after £84.20 of regular payments still to come.',
  });
  const uncapped = leftText({ ...LEFT, commitments: 0 }, report(), '2026-11-21');
  assert.equal(uncapped.note, '£4.05 a day. What came in or is expected, less what is spent.');
});

test('on the last day it is for today, and needs no amount a day', () => {
  const { label, note } = leftText(LEFT, report(LINE), '2026-11-30');
  assert.equal(label, 'Left to spend today');
  assert.match(note, /^What your caps leave/);
});

test('less than nothing is said in words, without a sign', () => {
  const short = leftText({ ...LEFT, amount: -10, per_day: 0 }, report(LINE), '2026-11-21');
  assert.deepEqual([short.label, short.figure, short.short], ['Nothing left to spend until Monday 30 November. Over by', '£10.00', true]);
  assert.equal(short.note, 'More is spent or due than your caps allow, £84.20 of regular payments still to come included.');
  const uncapped = leftText({ ...LEFT, amount: -10 }, report(), '2026-11-30');
  assert.deepEqual([uncapped.label, uncapped.figure, uncapped.short], ['More out than in by today', '£10.00', false]);
  assert.equal(uncapped.note, 'As far as is known, £84.20 of regular payments still to come included. Set a cap on a category to see what is left of it.');
});

test('an alert has its figures, and one that is not known is told as the core tells it', () => {
  const alert = (code: string, message: string) => ({ id: 'a', code, category: 'groceries', threshold: 80, message }) as Alert;
  const reached = alert('cap_threshold', 'Groceries has reached 80% of its cap');
  assert.deepEqual(alertText(reached, report({ ...LINE, spent: 330, carried: -20 })), { text: 'Groceries has reached 80% of its cap: £330.00 of £380.00.' });
  const projected = alert('projected_over', 'whatever');
  assert.deepEqual(alertText(projected, report({ ...LINE, projected: 412.3 })), { text: 'Groceries is on the way to £412.30 by 30 Nov, past its cap of £400.00.' });
  assert.deepEqual(alertText(alert('new_code', 'Something new'), report(LINE)), { text: 'Something new.', lang: 'en' });
  assert.deepEqual(alertText(reached, report()), { text: 'Groceries has reached 80% of its cap.', lang: 'en' });
});

test('each category is one line: spent weighs more than going to be, and that more than nearly', () => {
  const alert = (category: string, name: string, threshold = 100) =>
    ({ id: `2026-11/${category}/${name}`, code: name === 'projected' ? 'projected_over' : 'cap_threshold', category, threshold }) as Alert;
  const alerts = [
    alert('shopping', '80', 80), alert('shopping', 'projected'), alert('groceries', '100'), alert('groceries', 'projected'), alert('bills', '50', 50),
  ];
  const lines = (...dismissed: string[]) => alertLines(alerts, dismissed).map(({ alert }) => alert.id.slice('2026-11/'.length));
  assert.deepEqual(lines(), ['shopping/projected', 'groceries/100', 'bills/50']);
  assert.deepEqual(alertLines(alerts, [])[0]!.ids, ['2026-11/shopping/80', '2026-11/shopping/projected']);
  // One of two was dismissed before the other came: that is news.
  assert.deepEqual(lines('2026-11/shopping/80', '2026-11/bills/50'), ['shopping/projected', 'groceries/100']);
  assert.deepEqual(lines(...alerts.map(({ id }) => id)), []);
});

test('a cap has remarks only where there is something to say', () => {
  const remarks = (fields: Partial<BudgetLine>) => capRemarks({ ...LINE, ...fields }, 'GBP');
  assert.deepEqual(remarks({}), []);
  assert.deepEqual(remarks({ carried: 30 }), ['£30.00 carried over']);
  assert.deepEqual(remarks({ carried: -30, projected: 380 }), ['£30.00 overspent before', 'on the way to £380.00']);
  assert.deepEqual(remarks({ carried: 30, projected: 430 }), ['£30.00 carried over']);
  assert.deepEqual(remarks({ pace: 'ahead' }), ['ahead of pace']);
  assert.deepEqual(remarks({ pace: 'over', left: -5, projected: 500 }), []);
});

test('a payment to come is an own move where the recurring one is', () => {
  const coming = { name: 'JOHN DOE', date: '2026-11-28', amount: -50, source: 'standing_order' as const };
  const payment = (fields: Partial<RecurringPayment>) => ({ name: 'JOHN DOE', source: 'standing_order', transfer: true, ...fields }) as RecurringPayment;
  assert.ok(isOwnMove(coming, [payment({})]));
  assert.ok(!isOwnMove(coming, [payment({ transfer: false }), payment({ name: 'Rent' }), payment({ source: 'detected' })]));
});
