// A day of the calendar: what was paid and is due on it, as lines or, on a phone, as marks.

import { dayOf } from '../../model/calendar.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import type { Regular } from '../../model/recurring.ts';
import type { Turn } from '../../model/turns.ts';
import { t } from '../../text/index.ts';

export type Turns = Turn<Regular>[];

/** On a phone. */
const MARKS = 3;

export function CalendarDay({ date, today, turns }: { date: string; today: string; turns: Turns }) {
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
            {turns.slice(0, MARKS).map(({ amount }, at) => (
              <span key={at} class={amount > 0 ? 'calendar-mark calendar-mark-in' : 'calendar-mark'} aria-hidden="true" />
            ))}
            <span class="visually-hidden">{t.recurring.calendar.count(turns.length)}</span>
          </span>
          <ul class="calendar-payments">{turns.map((turn, at) => <DayPayment key={at} turn={turn} />)}</ul>
        </>
      )}
    </td>
  );
}

function DayPayment({ turn: { payment, amount, state, date } }: { turn: Turn<Regular> }) {
  const { name, currency } = payment;
  const words = t.recurring.calendar;
  const paid = state === 'paid';
  return (
    <li
      class="calendar-payment"
      data-testid={paid ? 'calendar-paid' : 'calendar-payment'}
      data-name={name}
      data-date={date}
      data-amount={exactText(amount, currency)}
      data-about={paid ? undefined : state === 'about'}
    >
      <span class="calendar-name" title={name}>{name}</span>
      <span class="calendar-amount">
        {paid && <span class="quiet-text">{amount > 0 ? words.received : words.paid} </span>}
        <span class={amount > 0 ? 'money-in' : ''}>{formatMoney(amount, currency, true)}</span>
      </span>
      {payment.transfer && <span class="quiet-text">{t.home.coming.ownTransfer}</span>}
      {state === 'about' && <span class="quiet-text">{words.aboutDay}</span>}
    </li>
  );
}
