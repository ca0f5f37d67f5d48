// The spending line as a table: what was spent until each day, beside the period before.

import { daysLater, shortDate } from '../../model/dates.ts';
import { formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';

interface Props {
  /** The period's first day, and how many it has. */
  from: string;
  days: number;
  /** Until today. */
  now: string[];
  before: string[] | undefined;
  currency: string;
}

export function PaceTable({ from, days, now, before, currency }: Props) {
  const words = t.home.line;
  const rows = Array.from({ length: before === undefined ? now.length : Math.max(days, before.length) }, (_, day) => day);
  const cell = (sum: string | undefined) => <td>{sum === undefined ? '' : formatMoney(sum, currency)}</td>;
  return (
    <details class="fold">
      <summary>{words.table}</summary>
      <div class="figures-table" tabIndex={0} role="region" aria-label={words.byDay}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.until}</th>
              <th scope="col">{words.nowHead}</th>
              {before !== undefined && <th scope="col">{words.beforeHead}</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((day) => (
              <tr key={day} data-testid="line-day">
                <th scope="row">{day < days ? shortDate(daysLater(from, day)) : words.day(day + 1)}</th>
                {cell(now[day])}
                {before !== undefined && cell(before[day])}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
