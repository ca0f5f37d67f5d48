// What can be chosen for a cap, and what there is to say of it beside this period's figures.

import type { Cap } from 'openpurse';
import type { History } from '../core/protocol.ts';
import { t } from '../text/index.ts';
import type { CapTerms, Rollover } from './caps.ts';
import { periodName, shortDate, type Period } from './dates.ts';
import { formatMoney } from './money.ts';

export const ROLLOVERS: readonly Rollover[] = ['none', 'surplus', 'surplus_and_deficit'];

export interface CapChoices {
  /** As they are, with the current period as the first one for another amount. */
  terms: CapTerms;
  /** The periods that another amount can begin with. */
  starts: { from: string; text: string }[];
}

/** What a category's row shows and offers where caps are planned. */
export interface CapPlan {
  cap: Cap | undefined;
  current: Period;
  choices: CapChoices;
  /** Takes back the amount that is to come on that day. @returns whether that was saved. */
  onDrop: (from: string) => Promise<boolean>;
}

export function capChoices(cap: Cap | undefined, { reports, next }: Pick<History, 'reports' | 'next'>): CapChoices {
  const { caps } = t.budgets;
  const loaded = reports.map(({ period }) => period);
  const [current, ...earlier] = loaded.toReversed() as [Period, ...Period[]];
  return {
    terms: { rollover: cap?.rollover ?? 'none', from: current.from },
    starts: [
      { from: current.from, text: caps.thisOn(periodName(current)) },
      { from: next.from, text: caps.nextOn(periodName(next)) },
      ...earlier.map((period) => ({ from: period.from, text: caps.earlierOn(periodName(period)) })),
    ],
  };
}

/** What becomes of the rest, in few words. */
export function rolloverText({ rollover = 'none' }: Cap): string | undefined {
  return rollover === 'none' ? undefined : t.budgets.caps.rolls[rollover];
}

/** The amounts to come after that day. */
export function comingAmounts({ changes = [] }: Cap, day: string, currency: string): { from: string; amount: string; day: string }[] {
  return changes.filter(({ from }) => from > day).map(({ from, amount }) => ({ from, amount: formatMoney(Number(amount), currency), day: shortDate(from) }));
}
