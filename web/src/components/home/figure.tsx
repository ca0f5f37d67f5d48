// A large amount: the pence stand back behind the pounds.

import { decimalMark } from '../../model/money.ts';

export function Figure({ text }: { text: string }) {
  const point = text.lastIndexOf(decimalMark());
  if (point < 0) return <>{text}</>;
  return <>{text.slice(0, point)}<span class="minor">{text.slice(point)}</span></>;
}
