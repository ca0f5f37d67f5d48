// The first figure: what can still be spent until the period's end.

import type { BudgetReport, LeftToSpend as Left } from 'openpurse';
import { leftText } from '../../model/home.ts';
import { exactText } from '../../model/money.ts';
import { t } from '../../text/index.ts';
import { Figure } from './figure.tsx';

interface Props {
  left: Left;
  report: BudgetReport;
  today: string;
  /** Banks that are not in the figure (yet). */
  without: string[];
}

export function LeftToSpend({ left, report, today, without }: Props) {
  const { currency } = report;
  const { label, figure, short, note } = leftText(left, report, today);
  return (
    <div class={short ? 'total total-main total-left total-short' : 'total total-main total-left'}>
      <dt>{without.length === 0 ? label : t.home.without(label, without.join(', '))}</dt>
      <dd
        data-testid="left-to-spend"
        data-amount={exactText(left.amount, currency)}
        data-per-day={exactText(left.per_day, currency)}
        data-until={left.until}
        data-commitments={exactText(left.commitments, currency)}
      >
        <Figure text={figure} />
      </dd>
      <dd class="total-note" data-testid="left-note">{note}</dd>
    </div>
  );
}
