// Calendar files (RFC 5545) that remind of a bank's permission before it ends. A library for them brings a schema validator along.

import { daysLater } from './dates.ts';

/** One day to be reminded on. */
export interface Reminder {
  /** The same for the same bank, so that a newer file moves the day instead of adding one. */
  uid: string;
  /** All day. */
  date: string;
  /** Calendars keep the event with the highest. */
  sequence: number;
  summary: string;
  description: string;
}

/** Enough to renew in peace, and not so much that it is put off. */
const DAYS_BEFORE = 7;
const LONGEST_LINE = 75;

/** When to be reminded of a permission that ends then: a week before, or at once where that is over. */
export function reminderDate(expires: string, today: string): string {
  const date = daysLater(expires.slice(0, 10), -DAYS_BEFORE);
  return date < today ? today : date;
}

/** Counts up with the end of the permission: a renewed one replaces the day of the one before. */
export function sequenceOf(expires: string): number {
  return Math.floor(Date.parse(expires) / 86_400_000);
}

export function calendarOf(reminders: Reminder[], now: Date): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//openpurse//consent reminder//EN', ...reminders.flatMap((one) => event(one, stamp)), 'END:VCALENDAR'];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function event({ uid, date, sequence, summary, description }: Reminder, stamp: string): string[] {
  return [
    'BEGIN:VEVENT', `UID:${escaped(uid)}`, `DTSTAMP:${stamp}`, `SEQUENCE:${sequence}`,
    `DTSTART;VALUE=DATE:${compact(date)}`, `DTEND;VALUE=DATE:${compact(daysLater(date, 1))}`, 'TRANSP:TRANSPARENT',
    `SUMMARY:${escaped(summary)}`, `DESCRIPTION:${escaped(description)}`,
    // At nine in the morning of the day.
    'BEGIN:VALARM', 'ACTION:DISPLAY', 'TRIGGER:PT9H', `DESCRIPTION:${escaped(summary)}`, 'END:VALARM', 'END:VEVENT',
  ];
}

function compact(date: string): string {
  return date.replaceAll('-', '');
}

function escaped(text: string): string {
  // A bank's name is not ours: a control character in it would end the line.
  return text.replace(/[\\;,]/g, '\\$&').replace(/\r?\n/g, '\\n').replace(/\p{Cc}/gu, ' ');
}

/** Lines of at most 75 octets, never parted within a character. */
function folded(line: string): string {
  const lines: string[] = [];
  let octets = Infinity;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > LONGEST_LINE) {
      // What goes on begins with a space, which counts.
      lines.push(lines.length === 0 ? '' : ' ');
      octets = lines.length === 1 ? 0 : 1;
    }
    lines.push(lines.pop() + character);
    octets += size;
  }
  return lines.join('\r\n');
}
