// The past of each category: a chart of the loaded periods, and the same as a table.

import type { FunctionComponent } from 'preact';
import { useState } from 'preact/hooks';
import type { BudgetReport } from 'openpurse';
import { categoryName } from '../../model/categories.ts';
import { periodName, shortDate } from '../../model/dates.ts';
import { historiesOf, isOver, type CategoryHistory, type CategoryPeriod } from '../../model/history.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';
import { useChunk } from '../page/use-chunk.ts';

/** More categories than these are shown when they are asked for. */
const FEW = 6;

/** Until the chart is there, and without it, there is the table. */
const load = () => import('./history-chart.tsx').then(({ HistoryChart }) => HistoryChart);

interface ChartProps {
  history: CategoryHistory;
  currency: string;
}

interface Props {
  /** The earliest first. */
  reports: BudgetReport[];
  /** The first day that the banks were asked for; undefined without a bank. */
  fed: string | undefined;
}

export function CategoryHistories({ reports, fed }: Props) {
  const [all, setAll] = useState(false);
  const chart = useChunk(load);
  const says = t.budgets.history;
  const histories = historiesOf(reports);
  const since = reports[0]!.period.from;
  return (
    <section class="plan" aria-labelledby="history-title" data-testid="histories">
      <h2 id="history-title">{says.title}</h2>
      <p class="quiet-text">
        {histories.length === 0 ? says.none : says.lead(shortDate(since))} {fed !== undefined && since < fed && says.filed(shortDate(fed))} {chart === 'failed' && says.failed}
      </p>
      {chart !== undefined && chart !== 'failed' && histories.length > 0 && <Legend histories={histories} />}
      <div class="histories">
        {histories.slice(0, all ? undefined : FEW).map((history) => (
          <History key={history.category} history={history} currency={reports[0]!.currency} Chart={chart === 'failed' ? undefined : chart} />
        ))}
      </div>
      {histories.length > FEW && (
        <button class="text-button" data-testid="all-histories" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? says.fewer : says.more(histories.length - FEW)}
        </button>
      )}
    </section>
  );
}

/** What the marks of the charts mean; the tables need no such thing. */
function Legend({ histories }: { histories: CategoryHistory[] }) {
  const { legend } = t.budgets.history;
  const periods = histories.flatMap((history) => history.periods);
  const [over, cap] = [periods.some(isOver), histories.some(({ capped }) => capped)];
  const kinds = ['spent', ...(over ? ['over'] : []), 'current', ...(cap ? ['cap'] : [])] as (keyof typeof legend)[];
  return (
    <ul class="history-legend" aria-hidden="true">
      {kinds.map((kind) => <li key={kind} class={`history-legend-${kind}`} data-testid="history-legend">{legend[kind]}</li>)}
    </ul>
  );
}

function History({ history, currency, Chart }: ChartProps & { Chart: FunctionComponent<ChartProps> | undefined }) {
  const name = categoryName(history.category);
  const says = t.budgets.history;
  const carries = history.periods.some(({ carried }) => carried !== 0);
  return (
    <section class="history" data-testid="category-history" data-category={history.category} aria-label={name}>
      <h3>{name}</h3>
      <div class="history-chart">{Chart && <Chart history={history} currency={currency} />}</div>
      <details class="fold">
        <summary>{says.table}<span class="visually-hidden">, {name}</span></summary>
        <div class="figures-table" tabIndex={0} role="region" aria-label={says.tableOf(name)}>
          <table>
            <thead>
              <tr><th scope="col">{says.period}</th><th scope="col">{says.spent}</th><th scope="col">{says.cap}</th>{carries && <th scope="col">{says.carried}</th>}</tr>
            </thead>
            <tbody>
              {history.periods.toReversed().map((period) => <Row key={period.period.label} period={period} currency={currency} carries={carries} />)}
            </tbody>
          </table>
        </div>
      </details>
    </section>
  );
}

function Row({ period: { period, spent, cap, carried, current }, currency, carries }: { period: CategoryPeriod; currency: string; carries: boolean }) {
  const says = t.budgets.history;
  return (
    <tr data-testid="history-period" data-period={period.label} data-spent={exactText(spent, currency)} data-cap={cap === undefined ? undefined : exactText(cap, currency)}>
      <th scope="row">{periodName(period)}{current && `, ${says.soFar}`}</th>
      <td>{formatMoney(spent, currency)}</td>
      <td>{cap === undefined ? says.noCap : formatMoney(cap, currency)}</td>
      {carries && <td>{formatMoney(carried, currency, true)}</td>}
    </tr>
  );
}
