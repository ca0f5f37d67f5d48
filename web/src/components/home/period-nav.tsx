// Which period is shown, and the way to its neighbours.

import { daysBetween, feedStart, neighbour, periodName, previousStartsSince, shortDate, type Period } from '../../model/dates.ts';
import { t } from '../../text/index.ts';

interface PeriodNavProps {
  period: Period;
  today: string;
  /** The first day of what was imported. */
  imported: string | undefined;
  onShow: (label: string) => void;
}

export function PeriodNav({ period, today, imported, onShow }: PeriodNavProps) {
  const previous = neighbour(period, -1);
  const hasPrevious = previousStartsSince(period, feedStart(today)) || (imported !== undefined && imported < period.from);
  const hasNext = period.to < today;
  return (
    <nav class="period" aria-label={t.home.period.title}>
      <button class="round-button" data-testid="period-previous" aria-label={t.home.period.previous} disabled={!hasPrevious} onClick={() => onShow(previous)}>
        <Chevron d="M14 6l-6 6 6 6" />
      </button>
      <div class="period-text">
        <h1 class="period-label" data-testid="period-label" data-period={period.label} aria-live="polite">{periodName(period)}</h1>
        <p class="quiet-text">{span(period, today)}</p>
      </div>
      <button class="round-button" data-testid="period-next" aria-label={t.home.period.next} disabled={!hasNext} onClick={() => onShow(neighbour(period, 1))}>
        <Chevron d="M10 6l6 6-6 6" />
      </button>
    </nav>
  );
}

function span({ from, to }: Period, today: string): string {
  const days = `${shortDate(from)} \u2013 ${shortDate(to)}`;
  if (today > to) return days;
  const left = daysBetween(today, to);
  return left === 0 ? t.home.period.lastDay(days) : t.home.period.toGo(days, left);
}

export function Chevron({ d }: { d: string }) {
  return (
    <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true" focusable="false">
      <path d={d} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
