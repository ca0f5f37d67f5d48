// The screen of recurring payments: what they cost in a year, a calendar of what is to come, and all of them in groups.

import { accountNames } from '../../model/accounts.ts';
import { formatMoney } from '../../model/money.ts';
import { grouped, yearlyTotals, type Regular } from '../../model/recurring.ts';
import { t } from '../../text/index.ts';
import { Calendar } from './calendar.tsx';
import { Figure } from '../home/figure.tsx';
import type { FiguresProps } from '../page/household-screen.tsx';
import { RecurringPaymentRow } from './recurring-payment.tsx';
import { YearlyCosts } from './recurring.tsx';

export function RecurringScreen({ state, view }: FiguresProps) {
  const payments = view.recurring;
  const names = accountNames(state, view);
  const words = t.recurring;
  return (
    <>
      <h1 class="screen-title">{words.title}</h1>
      {payments.length === 0 ? (
        <section class="recurring-none" data-testid="nothing-recurring">
          <p>{words.none}</p>
          <p class="quiet-text">{words.noneMore}</p>
        </section>
      ) : (
        <>
          <YearlyTotals payments={payments} />
          <Calendar payments={payments} today={state.today} />
          <div class="recurring-groups">
            {grouped(payments).map(({ group, payments }) => (
              <section class="recurring-group" key={group} data-testid="recurring-group" data-group={group} aria-labelledby={`group-${group}`}>
                <h2 id={`group-${group}`}>{words.groups[group]}</h2>
                <ul class="payments">
                  {payments.map((payment, index) => (
                    <RecurringPaymentRow
                      key={`${payment.account_id} ${payment.name} ${index}`}
                      payment={payment}
                      today={state.today}
                      whole={{ account: names.get(payment.account_id) }}
                    />
                  ))}
                </ul>
              </section>
            ))}
          </div>
        </>
      )}
    </>
  );
}

function YearlyTotals({ payments }: { payments: Regular[] }) {
  const totals = yearlyTotals(payments);
  const words = t.recurring.yearly;
  if (totals.length === 0) return <p class="quiet-text">{t.recurring.lead}</p>;
  return (
    <section aria-label={words.title} class="yearly-totals">
      {totals.map(({ currency, main, all }) => (
        <dl class="totals" key={currency}>
          {main !== undefined && (
            <div class="total total-main" data-testid="yearly-total" data-of="subscriptions-and-bills" data-currency={currency} data-amount={main}>
              <dt>{words.main}</dt>
              <dd><Figure text={formatMoney(main, currency)} /></dd>
              <dd class="total-note">{words.inAYear}</dd>
            </div>
          )}
          <div class={main === undefined ? 'total total-main' : 'total'} data-testid="yearly-total" data-of="all" data-currency={currency} data-amount={all}>
            <dt>{words.all}</dt>
            <dd>{formatMoney(all, currency)}</dd>
          </div>
        </dl>
      ))}
      <YearlyCosts payments={payments} />
    </section>
  );
}
