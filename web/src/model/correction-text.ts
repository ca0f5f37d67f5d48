// What a correction would do, and did, in words. What it changes is the core's answer; nothing is guessed here.

import type { Category, Transaction } from 'openpurse';
import type { AllCorrected, Named } from '../core/protocol.ts';
import { t } from '../text/index.ts';
import { categoryName } from './categories.ts';

/** What a correction of this row alone changes. */
export function onlyThisText(row: Transaction, chosen: Category, changed: Transaction[]): string {
  const others = changed.filter(({ id }) => id !== row.id).length;
  if (others === changed.length) return stays(row, others);
  return sentences(t.transactions.becomes(categoryName(chosen), others), row.decided_by === 'rule' && t.transactions.overRule);
}

/** What saying it of the merchant changes. */
export function alwaysText(row: Transaction, changed: Transaction[]): string {
  const others = changed.filter(({ id }) => id !== row.id).length;
  if (others === changed.length) return stays(row, others);
  return sentences(t.transactions.alwaysChanges(changed.length), row.decided_by === 'rule' && t.transactions.ruleStill);
}

function stays({ category, decided_by }: Transaction, others: number): string {
  return t.transactions.stays(categoryName(category), decided_by === 'rule', others);
}

/** What a correction did. */
export function correctedText(name: string, category: Category, always: boolean, changed: number): string {
  return sentences(t.transactions.corrected(name, categoryName(category), always), changed !== 1 && t.transactions.changed(changed));
}

/** What a correction of all these would change. */
export function manyText(category: Category, always: boolean, { changed, others, missing }: AllCorrected): string {
  const words = t.transactions;
  return sentences(
    words.manyBecome(changed, categoryName(category)), others > 0 && words.manyOthers(others),
    always && words.manyAlways, missing.length > 0 && words.missing(missing.length),
  );
}

/** What a correction of so many did. */
export function correctedManyText(count: number, category: Category, always: boolean, { changed, missing }: AllCorrected): string {
  const words = t.transactions;
  const done = count - missing.length;
  return sentences(
    words.correctedMany(done, categoryName(category), always), changed !== done && words.changed(changed),
    missing.length > 0 && words.missing(missing.length),
  );
}

/** Who is among the rows, the most frequent first. */
export function namesOf(rows: Transaction[]): Named[] {
  const counts = new Map<string, number>();
  for (const { merchant, description } of rows) counts.set(merchant ?? description, (counts.get(merchant ?? description) ?? 0) + 1);
  return [...counts].map(([name, count]) => ({ name, count })).sort((one, other) => other.count - one.count);
}

function sentences(...all: (string | false)[]): string {
  return all.filter(Boolean).join(' ');
}
