// The period in figures; every currency on its own.

import type { BudgetReport } from 'openpurse';
import { exactText, formatMoney, sum } from '../../model/money.ts';
import { t } from '../../text/index.ts';
import { Figure } from './figure.tsx';
import { LeftToSpend } from './left-to-spend.tsx';

interface TotalsProps {
  report: BudgetReport;
  today: string;
  /** Banks that are not in the figures (yet). */
  without: string[];
}

export function Totals({ report, today, without }: TotalsProps) {
  const { currency, income, spent, transfers, budgets, left_to_spend: left } = report;
  const words = t.home.totals;
  const capsLeft = sum(budgets.map(({ left }) => left), currency);
  // With nothing to come it is what is left to spend, which is there already.
  const withCaps = budgets.length > 0 && (left === null || exactText(left.amount, currency) !== capsLeft);
  return (
    <section aria-label={words.title}>
      <dl class="totals">
        {left !== null && <LeftToSpend left={left} report={report} today={today} without={without} />}
        <div class={left === null ? 'total total-main' : 'total'}>
          <dt>{left !== null || without.length === 0 ? words.spent : t.home.without(words.spent, without.join(', '))}</dt>
          <dd data-testid="spent" data-amount={exactText(spent, currency)}>
            {left === null ? <Figure text={formatMoney(spent, currency)} /> : formatMoney(spent, currency)}
          </dd>
        </div>
        <div class="total">
          <dt>{words.cameIn}</dt>
          <dd class="money-in" data-testid="income" data-amount={exactText(income, currency)}>{formatMoney(income, currency, true)}</dd>
        </div>
        {withCaps && (
          <div class="total">
            <dt>{capsLeft.startsWith('-') ? words.overCaps : words.leftOfCaps}</dt>
            <dd data-testid="caps-left" data-amount={capsLeft}>{formatMoney(capsLeft.replace('-', ''), currency)}</dd>
          </div>
        )}
        <div class="total">
          <dt>{words.transfers}</dt>
          <dd data-testid="transfers" data-amount={exactText(transfers, currency)}>{formatMoney(transfers, currency, true)}</dd>
        </div>
      </dl>
      {report.other_currencies.map((other) => (
        <p
          class="other-currency"
          key={other.currency}
          data-testid="currency-totals"
          data-currency={other.currency}
          data-income={exactText(other.income, other.currency)}
          data-spent={exactText(other.spent, other.currency)}
        >
          <strong>{words.inCurrency(other.currency)}</strong>{' '}
          {words.ofCurrency(formatMoney(other.spent, other.currency), other.income === 0 ? undefined : formatMoney(other.income, other.currency, true))}
        </p>
      ))}
    </section>
  );
}
