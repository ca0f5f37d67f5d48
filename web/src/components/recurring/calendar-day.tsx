// A day of the calendar: what is due on it, as lines or, on a phone, as marks.

import { dayOf } from '../../model/calendar.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import type { Regular } from '../../model/recurring.ts';
import type { Turn } from '../../model/turns.ts';
import { t } from '../../text/index.ts';

export type Turns = Turn<Regular>[];

/** On a phone. */
const MARKS = 3;

export function CalendarDay({ date, today, turns }: { date: string; today: string; turns: Turns }) {
  const words = t.recurring.calendar;
  return (
    <td
      class={date < today ? 'calendar-day calendar-past' : 'calendar-day'}
      data-testid="calendar-day"
      data-date={date}
      aria-current={date === today ? 'date' : undefined}
    >
      <time dateTime={date}>{dayOf(date)}</time>
      {turns.length > 0 && (
        <>
          <span class="calendar-marks">
            {turns.slice(0, MARKS).map(({ payment }, at) => (
              <span key={at} class={payment.amount > 0 ? 'calendar-mark calendar-mark-in' : 'calendar-mark'} aria-hidden="true" />
            ))}
            <span class="visually-hidden">{words.count(turns.length)}</span>
          </span>
          <ul class="calendar-payments">
            {turns.map(({ payment, about }, at) => (
              <li
                key={at}
                class="calendar-payment"
                data-testid="calendar-payment"
                data-name={payment.name}
                data-date={date}
                data-amount={exactText(payment.amount, payment.currency)}
                data-about={about}
              >
                <span class="calendar-name" title={payment.name}>{payment.name}</span>
                <span class="calendar-amount">
                  {about && <span class="quiet-text">{words.about} </span>}
                  <span class={payment.amount > 0 ? 'money-in' : ''}>{formatMoney(payment.amount, payment.currency, true)}</span>
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </td>
  );
}
