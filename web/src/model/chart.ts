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

function coordinate(share: number): string {
  return (share * 100).toFixed(2);
}
