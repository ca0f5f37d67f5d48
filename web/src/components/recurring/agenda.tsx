// What the marks of the calendar stand for, day by day: on a phone, where the table has no room for it.

import { dayName } from '../../model/dates.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';
import type { Turns } from './calendar-day.tsx';

interface Props {
  turns: Turns;
  today: string;
  /** Where there is more than one list. */
  title: string | undefined;
}

export function Agenda({ turns, today, title }: Props) {
  if (turns.length === 0) return null;
  return (
    <div class="agenda">
      {title !== undefined && <h3>{title}</h3>}
      <ul class="payments">
        {turns.map(({ payment, amount, state, date }, at) => (
          <li
            class="payment"
            key={at}
            data-testid={state === 'paid' ? 'agenda-paid' : 'agenda-payment'}
            data-name={payment.name}
            data-date={date}
            data-amount={exactText(amount, payment.currency)}
          >
            <div class="payment-what">
              <p class="payment-name">{payment.name}</p>
              <p class="payment-more">
                <span>{state === 'about' && `${t.recurring.calendar.about} `}<time dateTime={date}>{dayName(date, today)}</time></span>
                {payment.transfer && <span>{t.home.coming.ownTransfer}</span>}
              </p>
            </div>
            <p class={amount > 0 ? 'payment-amount money-in' : 'payment-amount'}>{formatMoney(amount, payment.currency, true)}</p>
          </li>
        ))}
      </ul>
    </div>
  );
}
