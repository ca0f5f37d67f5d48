// What a correction would do, and did, in words. What it changes is the core's answer; nothing is guessed here.

import type { Category, Transaction } from 'openpurse';
import { categoryName } from './categories.ts';

/** What a correction of this row alone changes. */
export function onlyThisText(row: Transaction, chosen: Category, changed: Transaction[]): string {
  const others = changed.filter(({ id }) => id !== row.id).length;
  if (others === changed.length) return stays(row, others);
  const rule = row.decided_by === 'rule' ? ' It counts for more than your rule, which still decides the others.' : '';
  if (others === 0) return `This transaction becomes ${categoryName(chosen)}, no other.${rule}`;
  return `This transaction becomes ${categoryName(chosen)}, and so ${others === 1 ? 'does 1 other' : `do ${others} others`} that nothing surer is known about.${rule}`;
}

/** What saying it of the merchant changes. */
export function alwaysText(row: Transaction, changed: Transaction[]): string {
  const others = changed.filter(({ id }) => id !== row.id).length;
  if (others === changed.length) return stays(row, others);
  const rule = row.decided_by === 'rule' ? ' Where one of your rules decides, the rule still does.' : '';
  if (others === 0) return `Nothing else of what is loaded changes; new ones will be like it.${rule}`;
  return `${changed.length} transactions change, and new ones will be like them.${rule}`;
}

function stays({ category, decided_by }: Transaction, others: number): string {
  const why = decided_by === 'rule' ? ', because a rule of yours decides it' : '';
  return `This transaction stays ${categoryName(category)}${why}. ${others === 0 ? 'Nothing' : others} of what is loaded would change.`;
}

/** What a correction did. */
export function correctedText(name: string, category: Category, always: boolean, changed: number): string {
  const what = `${name} is ${categoryName(category)}${always ? ' from now on' : ''}.`;
  return changed === 1 ? what : `${what} ${changed === 0 ? 'No transaction' : `${changed} transactions`} changed.`;
}

/** Who is among the rows, the most frequent first. */
export function namesOf(rows: Transaction[]): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { merchant, description } of rows) counts.set(merchant ?? description, (counts.get(merchant ?? description) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((one, other) => other.count - one.count);
}
