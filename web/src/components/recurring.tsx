// Every payment that comes back, and what subscriptions and bills cost in a year. Folded up: it is looked at now and then.

import type { RecurringPayment } from 'openpurse';
import { categoryName } from '../model/categories.ts';
import { dayName } from '../model/dates.ts';
import { sourceText } from '../model/home.ts';
import { exactText, formatMoney } from '../model/money.ts';
import { remarksOn, rhythmText, yearlyCosts } from '../model/recurring.ts';

export function Recurring({ payments, today }: { payments: RecurringPayment[]; today: string }) {
  const remarked = payments.filter(({ changed, missed }) => changed !== undefined || missed !== undefined).length;
  return (
    <section class="recurring" aria-labelledby="recurring-title">
      <h2 id="recurring-title">Regular payments</h2>
      {payments.length === 0 ? (
        <p class="quiet-text" data-testid="nothing-recurring">
          None is known yet. Your bank lists none, and none shows in the transactions of the last three months.
        </p>
      ) : (
        <>
          <YearlyCosts payments={payments} />
          <details class="fold" data-testid="recurring">
            <summary>
              {payments.length === 1 ? 'See the one there is' : `See all ${payments.length}`}
              {remarked > 0 && `, ${remarked} changed or missed`}
            </summary>
            <ul class="payments">
              {payments.map((payment, index) => <Payment key={`${payment.account_id} ${payment.name} ${index}`} payment={payment} today={today} />)}
            </ul>
          </details>
        </>
      )}
    </section>
  );
}

function YearlyCosts({ payments }: { payments: RecurringPayment[] }) {
  const costs = yearlyCosts(payments);
  if (costs.length === 0) return null;
  return (
    <dl class="yearly">
      {costs.map(({ category, currency, amount }) => (
        <div key={`${category} ${currency}`} data-testid="yearly-cost" data-category={category} data-currency={currency} data-amount={amount}>
          <dt>{categoryName(category)}</dt>
          <dd>about {formatMoney(amount, currency)} a year</dd>
        </div>
      ))}
    </dl>
  );
}

function Payment({ payment, today }: { payment: RecurringPayment; today: string }) {
  const { name, amount, currency, every, next_date, transfer } = payment;
  const remarks = remarksOn(payment);
  const rhythm = rhythmText(every);
  return (
    <li
      class="payment"
      data-testid="recurring-payment"
      data-name={name}
      data-every={every}
      data-next={next_date}
      data-amount={exactText(amount, currency)}
      data-source={payment.source}
    >
      <div class="payment-what">
        <p class="payment-name">{name}</p>
        <p class="payment-more">
          <span>{rhythm === undefined ? 'Next' : `${capitalised(rhythm)}, next`} <time dateTime={next_date}>{inSentence(dayName(next_date, today))}</time></span>
          <span>{sourceText(payment)}</span>
          {transfer && <span>⇄ Own transfer</span>}
        </p>
        {remarks.map((remark) => <p class="payment-remark" key={remark} data-testid="recurring-remark">{remark}</p>)}
      </div>
      <p class={amount > 0 ? 'payment-amount money-in' : 'payment-amount'}>{formatMoney(amount, currency, true)}</p>
    </li>
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `today` in the middle of a sentence; names of days keep their capital. */
function inSentence(day: string): string {
  return day === 'Today' ? 'today' : day;
}
