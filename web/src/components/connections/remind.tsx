// A calendar file that reminds of a bank's permission before it ends: for one bank, and for all.

import type { Connection } from '../../edge/api.ts';
import { todayIn } from '../../model/dates.ts';
import { calendarOf, reminderDate, sequenceOf, type Reminder } from '../../model/reminder.ts';
import { locale, t } from '../../text/index.ts';
import { save } from '../exchange/save.ts';

const CALENDAR = { file: 'openpurse.ics', type: 'text/calendar' };

export function Remind({ connection }: { connection: Connection }) {
  const [reminder] = remindersOf([connection]);
  if (reminder === undefined) return null;
  const words = t.connections;
  return (
    <button class="button button-small button-quiet" data-testid="consent-reminder" aria-label={`${words.remind}: ${connection.bank_name}`} onClick={() => give([reminder])}>
      {words.remind}
    </button>
  );
}

/** Where there is more than one to be reminded of. */
export function RemindAll({ connections }: { connections: Connection[] }) {
  const reminders = remindersOf(connections);
  if (reminders.length < 2) return null;
  return <button class="button button-quiet" data-testid="consent-reminders" onClick={() => give(reminders)}>{t.connections.remindAll}</button>;
}

function give(reminders: Reminder[]): void {
  save(CALENDAR, calendarOf(reminders, new Date()));
}

/** Of those permissions that still end some day. */
function remindersOf(connections: Connection[]): Reminder[] {
  const words = t.connections.reminder;
  const today = todayIn(Intl.DateTimeFormat().resolvedOptions().timeZone);
  return connections.flatMap(({ id, bank_name, consent_expires_at: expires, state }) => {
    if (expires === null || state === 'reconnect') return [];
    const ends = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(expires));
    return [{
      uid: `consent-${id}@${location.hostname}`,
      date: reminderDate(expires, today),
      sequence: sequenceOf(expires),
      summary: words.summary(bank_name),
      description: words.description(bank_name, ends, `${location.origin}/#/connections`),
    }];
  });
}
