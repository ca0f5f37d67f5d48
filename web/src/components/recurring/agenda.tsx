// What the marks of the calendar stand for, day by day: on a phone, where the table has no room for it. What is over is folded up.

import { dayName } from '../../model/dates.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';
import type { Turns } from './calendar-day.tsx';

export function Agenda({ paid, toCome, today }: { paid: Turns; toCome: Turns; today: string }) {
  return (
    <div class="agenda">
      <Days turns={toCome} today={today} />
      {paid.length > 0 && (
        <details class="fold" data-testid="agenda-so-far">
          <summary>{t.recurring.calendar.allSoFar(paid.length)}</summary>
          <Days turns={paid} today={today} />
        </details>
      )}
    </div>
  );
}

function Days({ turns, today }: { turns: Turns; today: string }) {
  return (
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
  );
}
