// One payment that comes back: how often, when next, how much.

import { dayInSentence } from '../../model/dates.ts';
import { sourceText } from '../../model/home.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import { inAYear, remarksOn, rhythmText, type Regular } from '../../model/recurring.ts';
import { t } from '../../text/index.ts';

interface Props {
  payment: Regular;
  today: string;
  /** On the screen of recurring payments: its account, and its cost in a year. */
  whole?: { account: string | undefined };
}

export function RecurringPaymentRow({ payment, today, whole }: Props) {
  const { name, amount, currency, every, next_date, transfer } = payment;
  const yearly = whole && every !== 'year' ? inAYear(payment) : undefined;
  return (
    <li
      class="payment"
      data-testid="recurring-payment"
      data-name={name}
      data-every={every}
      data-next={next_date}
      data-amount={exactText(amount, currency)}
      data-source={payment.source}
      data-yearly={whole && inAYear(payment)}
    >
      <div class="payment-what">
        <p class="payment-name">{name}</p>
        <p class="payment-more">
          <span>{t.recurring.next(rhythmText(every))} <time dateTime={next_date}>{dayInSentence(next_date, today)}</time></span>
          <span>{sourceText(payment)}</span>
          {whole?.account && <span>{whole.account}</span>}
          {transfer && <span>{t.home.coming.ownTransfer}</span>}
        </p>
        {remarksOn(payment).map((remark) => <p class="payment-remark" key={remark} data-testid="recurring-remark">{remark}</p>)}
      </div>
      <div class="payment-money">
        <p class={amount > 0 ? 'payment-amount money-in' : 'payment-amount'}>{formatMoney(amount, currency, true)}</p>
        {yearly !== undefined && <p class="payment-yearly">{t.recurring.yearlyOf(formatMoney(yearly, currency))}</p>}
      </div>
    </li>
  );
}
