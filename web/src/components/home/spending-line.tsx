// Spending as it grew over the period, against last period's and what the caps allow; the same as a table.

import type { BudgetReport } from 'openpurse';
import type { Spending } from '../../core/protocol.ts';
import { groundOf, points, x, y } from '../../model/chart.ts';
import { daysBetween, daysLater, shortDate } from '../../model/dates.ts';
import { formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';

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
  const words = t.home.line;
  return (
    <section class="pace" aria-labelledby="pace-title" data-testid="spending-line" data-spent={last} data-before={sameDay} data-allowed={allowed}>
      <h2 id="pace-title">{allowed !== undefined ? words.capped : over ? words.whole : words.soFar}</h2>
      <p class="pace-text">
        <strong>{formatMoney(last, currency)}</strong> {over ? words.inPeriod : words.untilToday}
        {sameDay !== undefined && `, ${(over ? words.inOneBefore : words.byThisDay)(formatMoney(sameDay, currency))}`}
      </p>
      <svg class="pace-chart" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" focusable="false">
        <line class="pace-ground" x1="0" y1="100" x2="100" y2="100" />
        {allowed !== undefined && <line class="pace-allowed" x1="0" y1="100" x2={x(spending.days.length, ground)} y2={y(allowed, ground)} />}
        {before !== undefined && <polyline class="pace-before" points={points(before, ground)} />}
        <polyline class="pace-now" points={points(sums, ground)} />
      </svg>
      <ul class="pace-key">
        <li class="pace-key-now">{words.now}</li>
        {before !== undefined && <li class="pace-key-before">{words.before}</li>}
        {allowed !== undefined && <li class="pace-key-allowed">{words.allowed(formatMoney(allowed, currency))}</li>}
      </ul>
      <details class="fold">
        <summary>{words.table}</summary>
        <div class="pace-table" tabIndex={0} role="region" aria-label={words.byDay}>
          <table>
            <thead>
              <tr><th scope="col">{words.until}</th><th scope="col">{words.nowHead}</th>{before !== undefined && <th scope="col">{words.beforeHead}</th>}</tr>
            </thead>
            <tbody>
              {sums.map((sum, day) => (
                <tr key={day}>
                  <th scope="row">{shortDate(daysLater(period.from, day))}</th>
                  <td>{formatMoney(sum, currency)}</td>
                  {before !== undefined && <td>{before[day] === undefined ? '' : formatMoney(before[day], currency)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}
