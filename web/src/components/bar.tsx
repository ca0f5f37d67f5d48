// A bar: how much of a cap is spent, or a category's size beside the others (then without meaning of its own).

interface BarProps {
  /** 1 = full. More is drawn as full. */
  share: number;
  over?: boolean;
  /** How far the period is, 0 to 1: a mark to compare with. */
  today?: number | undefined;
  /** What it measures; without it the bar only repeats the figure beside it. */
  label?: string;
}

export function Bar({ share, over = false, today, label }: BarProps) {
  const percent = Math.round(share * 100);
  const meter = label === undefined
    ? { 'aria-hidden': true }
    : { role: 'meter' as const, 'aria-label': label, 'aria-valuemin': 0, 'aria-valuemax': 100, 'aria-valuenow': Math.max(0, Math.min(100, percent)), 'aria-valuetext': `${percent}%` };
  // Widths are set through the style object of the element, which a strict content security policy allows.
  return (
    <div class={over ? 'bar bar-over' : 'bar'} {...meter}>
      <div class="bar-fill" style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
      {today !== undefined && <div class="bar-today" style={{ left: `${today * 100}%` }} title="Today" />}
    </div>
  );
}
