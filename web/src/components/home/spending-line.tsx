// Spending as it grew over the period, against last period's and what the caps allow; the same as a table.

import type { BudgetReport } from 'openpurse';
import type { Spending } from '../../core/protocol.ts';
import { wholeMoney } from '../../model/axis.ts';
import { endLabels, groundOf, points, x, y, type EndLabel } from '../../model/chart.ts';
import { daysBetween } from '../../model/dates.ts';
import { formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';
import { PaceTable } from './pace-table.tsx';

interface Props {
  report: BudgetReport;
  spending: Spending;
  today: string;
  /** Whether the banks were asked for all of the period before. */
  hasBefore: boolean;
}

export function SpendingLine({ report: { period, currency }, spending, today, hasBefore }: Props) {
  const begun = Math.max(1, Math.min(spending.days.length, daysBetween(period.from, today) + 1));
  const sums = spending.days.slice(0, begun);
  const before = hasBefore ? spending.before : undefined;
  const { allowed } = spending;
  const ground = groundOf([spending.days, before ?? []], allowed);
  const last = sums.at(-1) ?? '0';
  const sameDay = before?.[Math.min(begun, before.length) - 1];
  const over = today > period.to;
  const ends = endLabels(sums, before, ground);
  const words = t.home.line;
  return (
    <section class="pace" aria-labelledby="pace-title" data-testid="spending-line" data-spent={last} data-before={sameDay} data-allowed={allowed}>
      <h2 id="pace-title">{allowed !== undefined ? words.capped : over ? words.whole : words.soFar}</h2>
      <p class="pace-text">
        <strong>{formatMoney(last, currency)}</strong> {over ? words.inPeriod : words.untilToday}
        {sameDay !== undefined && `, ${(over ? words.inOneBefore : words.byThisDay)(formatMoney(sameDay, currency))}`}
      </p>
      <div class="pace-chart">
        <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
          <line class="pace-ground" x1="0" y1="100" x2="100" y2="100" />
          {allowed !== undefined && <line class="pace-allowed" x1="0" y1="100" x2={x(spending.days.length, ground)} y2={y(allowed, ground)} />}
          {before !== undefined && <polyline class="pace-before" points={points(before, ground)} />}
          <polyline class="pace-now" points={points(sums, ground)} />
          <line class="pace-end" x1={ends.now.x} y1={ends.now.y} x2={ends.now.x} y2={ends.now.y} />
        </svg>
        {ends.before && <End at={ends.before} of="before" text={wholeMoney(Number(before?.at(-1)), currency)} />}
        <End at={ends.now} of="now" text={wholeMoney(Number(last), currency)} />
      </div>
      <ul class="pace-key">
        <li class="pace-key-now">{words.now}</li>
        {before !== undefined && <li class="pace-key-before">{words.before}</li>}
        {allowed !== undefined && <li class="pace-key-allowed">{words.allowed(formatMoney(allowed, currency))}</li>}
      </ul>
      <PaceTable from={period.from} days={spending.days.length} now={sums} before={before} currency={currency} />
    </section>
  );
}

/** What a line comes to, at its end. It is in the text or the table as well. */
function End({ at: { x, y, side, anchor }, of, text }: { at: EndLabel; of: 'now' | 'before'; text: string }) {
  return (
    <span
      class={`pace-label pace-label-${of} pace-label-${side} pace-label-${anchor}`}
      style={{ left: `${x}%`, top: `${y}%` }}
      aria-hidden="true"
      data-testid={`line-end-${of}`}
    >
      {text}
    </span>
  );
}
