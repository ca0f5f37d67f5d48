// The geometry of the spending line, on a ground of 100 by 100 with its origin at the top left.

/** Sums so far, one a day; the longest of the lines fills the width, the highest value the height. */
export interface Ground {
  days: number;
  most: number;
}

export function groundOf(lines: string[][], allowed: string | undefined): Ground {
  const values = [...lines.flat(), ...(allowed === undefined ? [] : [allowed])].map(Number);
  return { days: Math.max(1, ...lines.map(({ length }) => length)), most: Math.max(1, ...values) };
}

/** A line from nothing before the first day through each day's sum, as the `points` of a polyline. */
export function points(sums: string[], ground: Ground): string {
  return ['0', ...sums].map((sum, day) => `${coordinate(day / ground.days)},${y(sum, ground)}`).join(' ');
}

/** How high a sum stands. More came back than went out: on the ground. */
export function y(sum: string, { most }: Ground): string {
  return coordinate(1 - Math.max(0, Number(sum)) / most);
}

/** How far to the right a number of days is. */
export function x(days: number, ground: Ground): string {
  return coordinate(days / ground.days);
}

/** Where the amount at the end of a line stands: its point, on which side of it, and which of its own sides is there. */
export interface EndLabel {
  x: number;
  y: number;
  side: 'above' | 'below';
  anchor: 'start' | 'end';
}

/** The width that an amount may take, on the narrowest phone. */
const LABEL = 22;

/**
 * Labels of both ends. That of now keeps off the line of before; where the ends are so near that the labels could meet, the higher
 * line's is above and the other one's below.
 */
export function endLabels(now: string[], before: string[] | undefined, ground: Ground): { now: EndLabel; before: EndLabel | undefined } {
  const [end, endBefore] = [endOf(now, ground), before && endOf(before, ground)];
  const near = endBefore !== undefined && end.x > endBefore.x - 2 * LABEL;
  const sameDay = near ? before?.at(-1) : before?.[now.length - 1];
  const side = sameDay === undefined || Number(now.at(-1) ?? 0) >= Number(sameDay) ? 'above' : 'below';
  const beforeSide = near && side === 'above' ? 'below' : 'above';
  // Lines rise to the right: there is room above to the left, and below to the right.
  const anchor = side === 'above' ? (end.x < LABEL ? 'start' : 'end') : end.x > 100 - LABEL ? 'end' : 'start';
  return { now: { ...end, side, anchor }, before: endBefore && { ...endBefore, side: beforeSide, anchor: 'end' } };
}

function endOf(sums: string[], ground: Ground): { x: number; y: number } {
  return { x: Number(x(sums.length, ground)), y: Number(y(sums.at(-1) ?? '0', ground)) };
}

function coordinate(share: number): string {
  return (share * 100).toFixed(2);
}
