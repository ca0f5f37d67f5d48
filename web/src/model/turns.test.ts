import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RecurringPayment } from 'openpurse';
import { paidIn, turnsIn } from './turns.ts';

const TODAY = '2026-11-20';

function payment(fields: Partial<RecurringPayment>): RecurringPayment {
  return {
    name: 'Netflix', category: 'subscriptions', amount: -10.99, currency: 'GBP', every: 'month', next_date: '2026-12-09',
    last_date: '2026-11-09', source: 'detected', account_id: 'a', transfer: false, ...fields,
  };
}

/** Its turns until that day, without the year of each; those that are about have a `~`. */
function dates(fields: Partial<RecurringPayment>, to: string, today = TODAY): string {
  const turns = turnsIn([payment(fields)], today, to, today);
  return turns.map(({ date, state }) => (state === 'about' ? '~' : '') + date.slice(5)).join(' ');
}

test('every rhythm goes on from the next date, which alone is known', () => {
  const next = { next_date: '2026-12-01', last_date: null };
  assert.equal(dates({ ...next, every: 'day' }, '2026-12-03'), '12-01 ~12-02 ~12-03');
  assert.equal(dates({ ...next, every: 'working_day' }, '2026-12-08'), '12-01 ~12-02 ~12-03 ~12-04 ~12-07 ~12-08');
  assert.equal(dates({ ...next, every: 'week' }, '2026-12-20'), '12-01 ~12-08 ~12-15');
  assert.equal(dates({ ...next, every: 'fortnight' }, '2027-01-01'), '12-01 ~12-15 ~12-29');
  assert.equal(dates({ ...next, every: 'four_weeks' }, '2027-01-30'), '12-01 ~12-29 ~01-26');
  assert.equal(dates({ ...next, every: 'month' }, '2027-02-28'), '12-01 ~01-01 ~02-01');
  assert.equal(dates({ ...next, every: 'quarter' }, '2027-06-30'), '12-01 ~03-01 ~06-01');
  assert.equal(dates({ ...next, every: 'year' }, '2027-12-01'), '12-01 ~12-01');
  assert.equal(dates({ ...next, every: '10_days' }, '2026-12-31'), '12-01 ~12-11 ~12-21 ~12-31');
  assert.equal(dates({ ...next, every: '3_weeks' }, '2027-01-12'), '12-01 ~12-22 ~01-12');
  assert.equal(dates({ ...next, every: '6_months' }, '2027-12-31'), '12-01 ~06-01 ~12-01');
  assert.equal(dates({ ...next, every: 'unknown' }, '2027-12-31'), '12-01');
});

test('a monthly payment of the 31st is paid on the last day of shorter months', () => {
  const whole = '11-30 ~12-31 ~01-31 ~02-28 ~03-31 ~04-30';
  assert.equal(dates({ last_date: '2026-10-31', next_date: '2026-11-30' }, '2027-04-30'), whole);
  // The last one was on the 30th only because November has no more days.
  assert.equal(dates({ last_date: '2026-11-30', next_date: '2026-12-31' }, '2027-03-31', '2026-12-01'), '12-31 ~01-31 ~02-28 ~03-31');
  assert.equal(dates({ last_date: '2028-01-31', next_date: '2028-02-29' }, '2028-03-31', '2028-02-01'), '02-29 ~03-31');
  assert.equal(dates({ last_date: '2026-11-28', next_date: '2026-12-28' }, '2027-03-28'), '12-28 ~01-28 ~02-28 ~03-28');
});

test('a date that a weekend moved does not move those after it', () => {
  // Due on the 27th: a Sunday and a bank holiday make it the 29th of December.
  assert.equal(dates({ last_date: '2026-11-27', next_date: '2026-12-29' }, '2027-02-28', '2026-11-28'), '12-29 ~01-27 ~02-27');
  // The last one was moved, from Sunday the 1st to the 2nd.
  assert.equal(dates({ last_date: '2026-11-02', next_date: '2026-12-01' }, '2027-01-31'), '12-01 ~01-01');
  // A weekly one from the Monday that was a bank holiday.
  assert.equal(dates({ every: 'week', last_date: '2026-12-21', next_date: '2026-12-29' }, '2027-01-11', '2026-12-22'), '12-29 ~01-04 ~01-11');
});

test('the longest run of holidays is no week', () => {
  const fridays = { every: 'week' as const, last_date: '2026-12-18', next_date: '2026-12-29' };
  assert.equal(dates(fridays, '2027-01-08', '2026-12-23'), '12-29 ~01-01 ~01-08');
});

test('a salary that came before the weekend is due on its own day again', () => {
  const salary = { amount: 2100, category: 'income' as const };
  assert.equal(dates({ ...salary, last_date: '2026-11-27', next_date: '2026-12-28' }, '2027-01-31', '2026-11-28'), '12-28 ~01-28');
  assert.equal(dates({ ...salary, last_date: '2026-11-28', next_date: '2026-12-27' }, '2027-01-31', '2026-11-29'), '12-27 ~01-28');
});

test('one that is late is expected today, and its further turns on their own days', () => {
  assert.equal(dates({ last_date: '2026-10-18', next_date: TODAY }, '2027-01-31'), '11-20 ~12-18 ~01-18');
  assert.equal(dates({ amount: 50, last_date: '2026-10-18', next_date: TODAY }, '2027-01-31'), '11-20 ~12-18 ~01-18');
});

test('a next date far from the last one is believed', () => {
  assert.equal(dates({ last_date: '2026-11-09', next_date: '2026-12-20' }, '2027-01-31'), '12-20 ~01-20');
});

test('only what falls on those days, by date', () => {
  const payments = [payment({ every: 'week', next_date: '2026-11-24', last_date: null }), payment({ name: 'Rent', next_date: '2026-12-01', last_date: '2026-11-01' })];
  const january = turnsIn(payments, '2027-01-01', '2027-01-12', TODAY);
  assert.deepEqual(january.map(({ date, payment }) => [date, payment.name]), [
    ['2027-01-01', 'Rent'], ['2027-01-05', 'Netflix'], ['2027-01-12', 'Netflix'],
  ]);
  assert.deepEqual(turnsIn(payments, '2026-10-01', '2026-10-31', TODAY), []);
});

test('what was paid in a month, by date, with the amounts that were paid', () => {
  const payments = [
    { ...payment({ every: 'week' }), paid: [{ date: '2026-11-17', amount: -10.99 }, { date: '2026-11-10', amount: -9.99 }] },
    { ...payment({ name: 'Rent', amount: -300 }), paid: [{ date: '2026-11-15', amount: -300 }] },
    { ...payment({ name: 'Car', every: 'year' }), paid: [{ date: '2026-03-02', amount: -180 }] },
    payment({ name: 'Gym' }),
  ];
  assert.deepEqual(paidIn(payments, '2026-11').map(({ date, amount, state, payment }) => [date, amount, state, payment.name]), [
    ['2026-11-10', -9.99, 'paid', 'Netflix'], ['2026-11-15', -300, 'paid', 'Rent'], ['2026-11-17', -10.99, 'paid', 'Netflix'],
  ]);
  assert.deepEqual(paidIn(payments, '2026-12'), []);
});

test('no turn comes twice or before the next one, whatever the last one was', () => {
  for (const every of ['day', 'working_day', 'week', 'fortnight', 'four_weeks', 'month', 'quarter', 'year', '10_days', '5_months'] as const) {
    for (const amount of [-1, 1]) {
      for (let apart = 0; apart < 40; apart += 1) {
        const last = new Date(Date.UTC(2026, 9, 1 + apart)).toISOString().slice(0, 10);
        const found = turnsIn([payment({ every, amount, last_date: last, next_date: '2026-11-30' })], TODAY, '2027-11-30', TODAY).map(({ date }) => date);
        assert.equal(found[0], '2026-11-30');
        assert.deepEqual(found, [...new Set(found)].sort(), `${every} ${last}`);
      }
    }
  }
});
