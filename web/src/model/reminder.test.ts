import assert from 'node:assert/strict';
import { test } from 'node:test';
import ICAL from 'ical.js';
import { calendarOf, reminderDate, sequenceOf, type Reminder } from './reminder.ts';

const NOW = new Date('2026-11-18T11:06:40.123Z');
const reminder = (more: Partial<Reminder> = {}): Reminder => ({
  uid: 'consent-1@openpurse.example', date: '2027-02-09', sequence: 20500, summary: 'Renew Monzo', description: 'The permission ends.', ...more,
});
const events = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));

test('a calendar program reads the day, the texts and the alarm', () => {
  const text = 'Ends; then, „nothing“ \\ is read.\nRenew it: https://openpurse.example/#/connections';
  const [event, other] = events(calendarOf([reminder({ summary: 'Renew A, B; & C', description: text }), reminder({ uid: 'consent-2@x' })], NOW));
  assert.deepEqual([event!.uid, event!.summary, event!.description], ['consent-1@openpurse.example', 'Renew A, B; & C', text]);
  assert.deepEqual([event!.startDate.isDate, event!.startDate.toString(), event!.endDate.toString()], [true, '2027-02-09', '2027-02-10']);
  assert.equal(event!.component.getFirstPropertyValue('dtstamp')!.toString(), '2026-11-18T11:06:40Z');
  assert.equal(event!.sequence, 20500);
  const alarm = event!.component.getFirstSubcomponent('valarm')!;
  assert.deepEqual([alarm.getFirstPropertyValue('action'), alarm.getFirstPropertyValue('trigger')!.toString()], ['DISPLAY', 'PT9H']);
  assert.equal(other!.uid, 'consent-2@x');
});

test('no line is longer than 75 octets, each ends with CRLF, and no character is torn', () => {
  for (const summary of ['x'.repeat(300), 'ü'.repeat(200), '🏦'.repeat(99), 'a🏦ü'.repeat(60)]) {
    const text = calendarOf([reminder({ summary })], NOW);
    assert.ok(text.endsWith('END:VCALENDAR\r\n'));
    assert.doesNotMatch(text, /[^\r]\n|\r[^\n]/);
    const lines = text.split('\r\n');
    assert.deepEqual(lines.filter((line) => Buffer.byteLength(line) > 75), []);
    assert.ok(!Buffer.from(text).includes('\uFFFD'));
    assert.equal(events(text)[0]!.summary, summary);
  }
});

test('a name cannot begin a line of its own', () => {
  const [event] = events(calendarOf([reminder({ summary: 'Bank\r\nEND:VEVENT\u0007' })], NOW));
  assert.equal(event!.summary, 'Bank\nEND:VEVENT ');
});

test('the day is a week before the end, or today, and a later end counts as newer', () => {
  assert.equal(reminderDate('2027-02-16T11:06:40Z', '2026-11-18'), '2027-02-09');
  assert.equal(reminderDate('2026-11-20T11:06:40Z', '2026-11-18'), '2026-11-18');
  assert.ok(sequenceOf('2027-05-16T11:06:40Z') > sequenceOf('2027-02-16T11:06:40Z'));
});
