// Every payment that comes back, and what subscriptions and bills cost in a year, on the home screen. Folded up: it is looked at now
// and then, and has a screen of its own.

import type { RecurringPayment } from 'openpurse';
import { wholeMoney } from '../../model/axis.ts';
import { categoryName } from '../../model/categories.ts';
import { yearlyCosts, type Regular } from '../../model/recurring.ts';
import { linkTo } from '../../model/route.ts';
import { t } from '../../text/index.ts';
import { RecurringPaymentRow } from './recurring-payment.tsx';

export function Recurring({ payments, today }: { payments: Regular[]; today: string }) {
  const remarked = payments.filter(({ changed, missed }) => changed !== undefined || missed !== undefined).length;
  const words = t.recurring;
  return (
    <section class="recurring" aria-labelledby="recurring-title">
      <h2 id="recurring-title">{words.title}</h2>
      {payments.length === 0 ? (
        <p class="quiet-text" data-testid="nothing-recurring">{words.none}</p>
      ) : (
        <>
          <YearlyCosts payments={payments} />
          <details class="fold" data-testid="recurring">
            <summary>{words.all(payments.length)}{remarked > 0 && words.remarked(remarked)}</summary>
            <ul class="payments">
              {payments.map((payment, index) => (
                <RecurringPaymentRow key={`${payment.account_id} ${payment.name} ${index}`} payment={payment} today={today} />
              ))}
            </ul>
          </details>
        </>
      )}
      <p class="onward">
        <a href={linkTo('recurring')} data-testid="to-recurring">{words.toCalendar}</a>
        <a href={linkTo('budgets')} data-testid="to-budgets">{words.toBudgets}</a>
      </p>
    </section>
  );
}

export function YearlyCosts({ payments }: { payments: RecurringPayment[] }) {
  const costs = yearlyCosts(payments);
  if (costs.length === 0) return null;
  return (
    <dl class="yearly">
      {costs.map(({ category, currency, amount }) => (
        <div key={`${category} ${currency}`} data-testid="yearly-cost" data-category={category} data-currency={currency} data-amount={amount}>
          <dt>{categoryName(category)}</dt>
          <dd>{t.recurring.aYear(wholeMoney(Number(amount), currency))}</dd>
        </div>
      ))}
    </dl>
  );
}
