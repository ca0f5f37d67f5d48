// A bar: how much of a cap is spent, or a category's size beside the others (then without meaning of its own).

import { locale, t } from '../../text/index.ts';

interface BarProps {
  /** 1 = the whole cap. Beyond it the bar is the spending, and what is over the cap is hatched. */
  share: number;
  /** How far the period is, 0 to 1 of the cap: a mark to compare with. */
  today?: number | undefined;
  /** What it measures; without it the bar only repeats the figure beside it. */
  label?: string;
}

export function Bar({ share, today, label }: BarProps) {
  const scale = Math.max(1, share);
  const filled = Math.max(0, Math.min(1, share)) / scale;
  // Widths are set through the style object of the element, which a strict content security policy allows.
  return (
    <div class="bar" {...(label === undefined ? { 'aria-hidden': true } : meter(share, label))}>
      <div class="bar-fill" style={{ width: length(filled) }} />
      {share > 1 && <div class="bar-over" style={{ width: length(1 - filled) }} />}
      {today !== undefined && <div class="bar-today" style={{ left: length(today / scale) }} title={t.budgets.caps.todayMark} />}
    </div>
  );
}

function meter(share: number, label: string) {
  const value = Math.max(0, Math.min(100, Math.round(share * 100)));
  const text = Number.isFinite(share) ? new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.max(0, share)) : t.budgets.caps.beyond;
  return { role: 'meter' as const, 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': value, 'aria-valuetext': text };
}

/** For the style sheet. */
function length(share: number): string {
  return `${share * 100}%`;
}
