// A category's spending as bars, one a period, with its cap as a line. Loaded when the first chart is drawn.

import { scaleBand, scaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import { useId } from 'preact/hooks';
import { categoryName } from '../../model/categories.ts';
import { shortDate } from '../../model/dates.ts';
import { isOver, type CategoryHistory, type CategoryPeriod } from '../../model/history.ts';
import { compactMoney, monthShort } from '../../model/axis.ts';
import { formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';

const WIDTH = 320;
const HEIGHT = 150;
const LEFT = 40;
const BOTTOM = 132;
const TOP = 8;
/** More names of periods than these would run into each other. */
const MOST_NAMES = 5;

export function HistoryChart({ history: { category, periods }, currency }: { history: CategoryHistory; currency: string }) {
  const hatch = useId();
  const most = Math.max(1, ...periods.flatMap(({ spent, cap = 0 }) => [spent, cap]));
  const y = scaleLinear([0, most], [BOTTOM, TOP]).nice(3);
  const x = scaleBand(periods.map(({ period }) => period.label), [LEFT, WIDTH]).paddingInner(0.25).paddingOuter(0.12);
  const every = Math.ceil(periods.length / MOST_NAMES);
  return (
    <svg class="history-svg" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={summary(category, periods, currency)}>
      {/* Not by its colour alone: as the part of a bar that is over its cap. */}
      <pattern id={hatch} class="history-hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <rect width="7" height="7" />
        <rect class="history-stripe" width="3" height="7" />
      </pattern>
      {y.ticks(3).map((value) => (
        <g key={value}>
          <line class="history-grid" x1={LEFT} x2={WIDTH} y1={y(value)} y2={y(value)} />
          <text class="history-name" x={LEFT - 6} y={y(value) + 3} text-anchor="end">{compactMoney(value, currency)}</text>
        </g>
      ))}
      {periods.map((each, at) => (
        <g key={each.period.label}>
          <rect
            class={`history-bar${isOver(each) ? ' history-over' : ''}${each.current ? ' history-current' : ''}`}
            fill={isOver(each) ? `url(#${hatch})` : undefined}
            x={x(each.period.label)}
            width={x.bandwidth()}
            y={y(Math.max(0, each.spent))}
            height={BOTTOM - y(Math.max(0, each.spent))}
            rx={2}
          />
          {(periods.length - 1 - at) % every === 0 && (
            <text class="history-name" x={x(each.period.label)! + x.bandwidth() / 2} y={HEIGHT - 4} text-anchor="middle">{nameOf(each.period)}</text>
          )}
        </g>
      ))}
      <path class="history-cap" d={capLine(periods, (label) => x(label)! - (x.step() - x.bandwidth()) / 2, x.step(), y) ?? ''} />
    </svg>
  );
}

/** A step at each period whose cap is another; a gap where there was none. */
function capLine(periods: CategoryPeriod[], left: (label: string) => number, step: number, y: (cap: number) => number): string | null {
  const last = periods.at(-1)!;
  const points = [
    ...periods.map(({ period, cap }) => ({ at: left(period.label), cap })),
    { at: left(last.period.label) + step, cap: last.cap },
  ];
  return line<(typeof points)[number]>().defined(({ cap }) => cap !== undefined).x(({ at }) => at).y(({ cap }) => y(cap!)).curve(curveStepAfter)(points);
}

function nameOf({ label, from }: CategoryPeriod['period']): string {
  return /^\d{4}-\d{2}$/.test(label) && from.endsWith('-01') ? monthShort(from) : shortDate(from);
}

function summary(category: CategoryHistory['category'], periods: CategoryPeriod[], currency: string): string {
  const spent = periods.map((period) => period.spent);
  const money = (amount: number) => formatMoney(amount, currency);
  return t.budgets.history.chart(categoryName(category), periods.length, money(Math.min(...spent)), money(Math.max(...spent)), periods.filter(isOver).length);
}
