// The period in figures; every currency on its own.

import type { BudgetReport } from 'openpurse';
import { exactText, formatMoney, sum } from '../model/money.ts';

interface TotalsProps {
  report: BudgetReport;
  /** Banks that are not in the figures (yet). */
  without: string[];
}

export function Totals({ report, without }: TotalsProps) {
  const { currency, income, spent, transfers, budgets } = report;
  const capsLeft = sum(budgets.map(({ left }) => left), currency);
  return (
    <section aria-label="Totals">
      <dl class="totals">
        <div class="total total-main">
          <dt>{without.length === 0 ? 'Spent' : `Spent, without ${without.join(', ')}`}</dt>
          <dd data-testid="spent" data-amount={exactText(spent, currency)}><Figure text={formatMoney(spent, currency)} /></dd>
        </div>
        <div class="total">
          <dt>Came in</dt>
          <dd class="money-in" data-testid="income" data-amount={exactText(income, currency)}>{formatMoney(income, currency, true)}</dd>
        </div>
        {budgets.length > 0 && (
          <div class="total">
            <dt>{capsLeft.startsWith('-') ? 'Over your caps' : 'Left of your caps'}</dt>
            <dd data-testid="caps-left" data-amount={capsLeft}>{formatMoney(capsLeft.replace('-', ''), currency)}</dd>
          </div>
        )}
        <div class="total">
          <dt>Own transfers, net</dt>
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
          <strong>In {other.currency}, on its own:</strong> {formatMoney(other.spent, other.currency)} spent
          {other.income !== 0 && `, ${formatMoney(other.income, other.currency, true)} came in`}
        </p>
      ))}
    </section>
  );
}

/** The pence stand back behind the pounds. */
function Figure({ text }: { text: string }) {
  const point = text.lastIndexOf('.');
  if (point < 0) return <>{text}</>;
  return <>{text.slice(0, point)}<span class="minor">{text.slice(point)}</span></>;
}
