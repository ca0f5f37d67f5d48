// The payments that are still to come in the period, the next one first.

import type { BudgetReport, RecurringPayment } from 'openpurse';
import { useState } from 'preact/hooks';
import { dayName } from '../../model/dates.ts';
import { isOwnMove, sourceText } from '../../model/home.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';

/** How many are seen at first. */
const FIRST = 4;

export function ComingUp({ report, recurring, today }: { report: BudgetReport; recurring: RecurringPayment[]; today: string }) {
  const [all, setAll] = useState(false);
  // A period that is over has nothing to come.
  if (report.left_to_spend === null) return null;
  const { upcoming, currency, period } = report;
  const shown = all ? upcoming : upcoming.slice(0, FIRST);
  return (
    <section class="coming" aria-labelledby="coming-title">
      <h2 id="coming-title">{t.home.coming.title}</h2>
      {upcoming.length === 0 && (
        <p class="quiet-text" data-testid="nothing-upcoming">
          {t.home.coming.nothing(period.to === today ? undefined : dayName(period.to, today))}
        </p>
      )}
      <ul class="payments">
        {shown.map((payment, index) => (
          <li
            class="payment"
            key={`${payment.date} ${payment.name} ${index}`}
            data-testid="upcoming"
            data-name={payment.name}
            data-date={payment.date}
            data-amount={exactText(payment.amount, currency)}
            data-source={payment.source}
          >
            <div class="payment-what">
              <p class="payment-name">{payment.name}</p>
              <p class="payment-more">
                <time dateTime={payment.date}>{dayName(payment.date, today)}</time>
                <span>{sourceText(payment)}</span>
                {isOwnMove(payment, recurring) && <span>{t.home.coming.ownTransfer}</span>}
              </p>
            </div>
            <p class={payment.amount > 0 ? 'payment-amount money-in' : 'payment-amount'}>{formatMoney(payment.amount, currency, true)}</p>
          </li>
        ))}
      </ul>
      {upcoming.length > FIRST && (
        <button class="text-button" data-testid="all-upcoming" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t.home.coming.fewer : t.home.coming.all(upcoming.length)}
        </button>
      )}
    </section>
  );
}
