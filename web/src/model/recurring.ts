// Recurring payments in words, and what they cost in a year.

import type { Category, RecurringPayment } from 'openpurse';
import { shortDate } from './dates.ts';
import { formatMoney, sum } from './money.ts';

type Every = RecurringPayment['every'];

/** Each rhythm's words, and how many there are in a year, as a fraction. */
const RHYTHMS: Record<string, { words: string; yearly: [number, number] }> = {
  day: { words: 'every day', yearly: [365, 1] },
  working_day: { words: 'every working day', yearly: [261, 1] },
  week: { words: 'every week', yearly: [52, 1] },
  fortnight: { words: 'every two weeks', yearly: [26, 1] },
  four_weeks: { words: 'every four weeks', yearly: [13, 1] },
  month: { words: 'every month', yearly: [12, 1] },
  quarter: { words: 'every quarter', yearly: [4, 1] },
  year: { words: 'every year', yearly: [1, 1] },
};
const IN_A_YEAR: Record<string, number> = { days: 365, weeks: 52, months: 12 };

function rhythm(every: Every): { words: string; yearly: [number, number] } | undefined {
  const known = RHYTHMS[every];
  if (known !== undefined) return known;
  const [, count = '', unit = ''] = /^([1-9]\d*)_(days|weeks|months)$/.exec(every) ?? [];
  const inYear = IN_A_YEAR[unit];
  return inYear === undefined ? undefined : { words: `every ${count} ${unit}`, yearly: [inYear, Number(count)] };
}

/** `every month`; of one without a known rhythm nothing is said. */
export function rhythmText(every: Every): string | undefined {
  return rhythm(every)?.words;
}

/** What has to be known of a payment beside its next turn: a new amount, or that it did not come. */
export function remarksOn({ amount, currency, changed, missed }: RecurringPayment): string[] {
  const remarks: string[] = [];
  if (changed !== undefined) {
    const way = Math.abs(changed.to) > Math.abs(changed.from) ? 'Up' : 'Down';
    const from = formatMoney(Math.abs(changed.from), currency);
    remarks.push(`${way} from ${from} to ${formatMoney(Math.abs(changed.to), currency)}`);
  }
  if (missed !== undefined) remarks.push(`${amount > 0 ? 'Did not come' : 'Was not taken'} on ${shortDate(missed)}`);
  return remarks;
}

/** What the payments of a category cost in a year, positive, as exact text. */
export interface YearlyCost {
  category: Category;
  currency: string;
  amount: string;
}

/** Of subscriptions and of bills, in each currency. Payments without a known rhythm are not in it. */
export function yearlyCosts(payments: RecurringPayment[]): YearlyCost[] {
  const costs = new Map<string, { category: Category; currency: string; amounts: number[] }>();
  for (const { category, currency, amount, every, transfer } of payments) {
    const yearly = rhythm(every)?.yearly;
    if (transfer || amount >= 0 || yearly === undefined || (category !== 'subscriptions' && category !== 'bills')) continue;
    const cost = costs.get(`${category} ${currency}`) ?? { category, currency, amounts: [] };
    cost.amounts.push(inAYear(-amount, yearly, currency));
    costs.set(`${category} ${currency}`, cost);
  }
  const all = [...costs.values()].sort((a, b) => b.category.localeCompare(a.category) || a.currency.localeCompare(b.currency));
  return all.map(({ category, currency, amounts }) => ({ category, currency, amount: sum(amounts, currency) }));
}

/** Times so many, in whole minor units: rounded half up. */
function inAYear(amount: number, [times, per]: [number, number], currency: string): number {
  const text = sum([amount], currency);
  const minor = BigInt(text.replace('.', ''));
  const rounded = (minor * BigInt(times) * 2n + BigInt(per)) / (2n * BigInt(per));
  const digits = text.split('.')[1]?.length ?? 0;
  return Number(`${rounded}e-${digits}`);
}
