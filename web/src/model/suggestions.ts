// Caps that fit what was spent so far: of each category the median of the last whole periods, rounded up to an amount to remember.

import type { BudgetReport, Category } from 'openpurse';
import { CAPPABLE } from './categories.ts';
import { decimalText, exactText } from './money.ts';

/** So many periods make a habit. */
export const ENOUGH = 3;

export interface Suggestion {
  category: Category;
  /** The suggested cap, in whole pounds. */
  amount: number;
  /** Typical spending in a period, as exact text. */
  typical: string;
  /** The spending that it is the median of, as exact text, the earliest period first. */
  figures: string[];
}

/** Of the categories without a cap that something was spent on, the most expensive first. Reports of whole periods, the earliest first. */
export function suggestionsOf(reports: BudgetReport[], capped: Category[]): Suggestion[] {
  const last = reports.slice(-ENOUGH);
  if (last.length === 0) return [];
  const { currency } = last[0]!;
  const found = CAPPABLE.filter((category) => !capped.includes(category)).flatMap((category): Suggestion[] => {
    const figures = last.map((report) => exactText(spentOn(report, category), currency));
    const { typical, amount } = typicalOf(figures);
    return amount > 0 ? [{ category, amount, typical, figures }] : [];
  });
  return found.sort((one, other) => other.amount - one.amount);
}

/** Why nothing is suggested: nothing was spent, or all of it on what has a cap, or what has none came up too seldom for a middle amount. */
export function whyNone(reports: BudgetReport[], capped: Category[]): 'unspent' | 'capped' | 'rare' {
  const spent = CAPPABLE.filter((category) => reports.slice(-ENOUGH).some((report) => spentOn(report, category) > 0));
  if (spent.length === 0) return 'unspent';
  return spent.every((category) => capped.includes(category)) ? 'capped' : 'rare';
}

/** Spending on a category in a period, with or without a cap. */
export function spentOn({ budgets, uncapped }: Pick<BudgetReport, 'budgets' | 'uncapped'>, category: Category): number {
  return [...budgets, ...uncapped].find((line) => line.category === category)?.spent ?? 0;
}

/** The median, of an even number of figures the mean of the two in the middle, in minor units throughout. */
function typicalOf(figures: string[]): { typical: string; amount: number } {
  const digits = Math.max(...figures.map((figure) => figure.split('.')[1]?.length ?? 0));
  const minor = figures.map((figure) => minorUnits(figure, digits)).sort((one, other) => (one < other ? -1 : one > other ? 1 : 0));
  const [low, high] = [minor[(minor.length - 1) >> 1]!, minor[minor.length >> 1]!];
  // Of half a penny, the whole.
  const median = (low + high + (low + high > 0n ? 1n : 0n)) / 2n;
  const text = decimalText(median, digits);
  return { typical: text, amount: friendly(median, 10n ** BigInt(digits)) };
}

/** Rounded up to 1, 5, 10, 50, … whole pounds: the largest step of at most a tenth of it. */
function friendly(minor: bigint, pound: bigint): number {
  if (minor <= 0n) return 0;
  let step = pound;
  for (let times = 5n; step * times * 10n <= minor; times = times === 5n ? 2n : 5n) step *= times;
  return Number(((minor + step - 1n) / step) * (step / pound));
}

function minorUnits(figure: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = figure.split('.');
  return BigInt(whole + fraction.padEnd(digits, '0'));
}
