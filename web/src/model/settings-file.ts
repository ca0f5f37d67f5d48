// Settings as a file, and what a file would change of those in force.

import type { BudgetSettings, Cap, Period, Rule } from 'openpurse';
import { listed, locale, t } from '../text/index.ts';
import { digitsOf, formatMoney } from './money.ts';
import { KINDS, periodDraftOf, weekdayName } from './period-draft.ts';
import { dateFormat } from './formats.ts';

const FIELDS = ['timezone', 'currency', 'period', 'caps', 'rules', 'alert_thresholds', 'rates'] as const;

export function settingsText(settings: BudgetSettings): string {
  return `${JSON.stringify(settings, null, 2)}\n`;
}

/** The settings of a file, or undefined where it has none. Whether they are right, the server says. */
export function settingsOf(text: string): BudgetSettings | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read)) return undefined;
  return Object.keys(read).some((field) => (FIELDS as readonly string[]).includes(field)) ? read : undefined;
}

/** What would be different, one sentence each. What is no amount, day or period is told as it is written: the server has not looked at it. */
export function changesOf(before: BudgetSettings, after: BudgetSettings): string[] {
  const words = t.exchange.changes;
  const [was, will] = [withDefaults(before), withDefaults(after)];
  const changes = [
    ...changed(was.timezone, will.timezone, words.timezone),
    ...changed(was.currency, will.currency, words.currency),
    ...changed(periodText(was.period), periodText(will.period), words.period),
    ...changed(percentages(was.alert_thresholds), percentages(will.alert_thresholds), words.thresholds),
    ...capChanges(was, will),
    ...ruleChanges(was.rules, will.rules),
  ];
  if (JSON.stringify(was.rates) !== JSON.stringify(will.rates)) changes.push(words.rates);
  return changes;
}

/** A file may be of anything: a field of another kind is left to the server to refuse. */
function withDefaults({ timezone = 'Europe/London', currency = 'GBP', period = { kind: 'month' }, caps, rules, alert_thresholds, rates }: BudgetSettings) {
  const list = <T>(value: T[] | undefined, none: T[] = []) => (Array.isArray(value) ? value : none);
  return { timezone, currency, period, caps: list(caps), rules: list(rules), alert_thresholds: list(alert_thresholds, [80, 100]), rates: list(rates) };
}

function changed(was: string, will: string, sentence: (was: string, will: string) => string): string[] {
  return was === will ? [] : [sentence(was, will)];
}

type Caps = { caps: Cap[]; currency: string };

function capChanges(before: Caps, after: Caps): string[] {
  const words = t.exchange.changes;
  const [was, will] = [byCategory(before.caps), byCategory(after.caps)];
  const gone = [...was.keys()].filter((category) => !will.has(category)).map((category) => words.capGone(nameOf(category)));
  const other = [...will].flatMap(([category, cap]) => {
    const old = was.get(category);
    if (old === undefined) return [words.capNew(nameOf(category), amountText(cap.amount, after.currency))];
    if (Number(old.amount) !== Number(cap.amount)) {
      return [words.capOther(nameOf(category), amountText(old.amount, before.currency), amountText(cap.amount, after.currency))];
    }
    return JSON.stringify(rest(old)) === JSON.stringify(rest(cap)) ? [] : [words.capRest(nameOf(category))];
  });
  return [...other, ...gone];
}

function ruleChanges(before: Rule[], after: Rule[]): string[] {
  const words = t.exchange.changes;
  const [was, will] = [before, after].map((rules) => new Map(rules.map((rule) => [rule?.id, JSON.stringify(rule)] as const))) as [Map<string, string>, Map<string, string>];
  const added = [...will.keys()].filter((id) => !was.has(id)).length;
  const gone = [...was.keys()].filter((id) => !will.has(id)).length;
  const other = [...will].filter(([id, rule]) => was.has(id) && was.get(id) !== rule).length;
  const moved = added + gone + other === 0 && [...was.keys()].join('\n') !== [...will.keys()].join('\n');
  return [
    ...(added > 0 ? [words.rulesNew(added)] : []), ...(other > 0 ? [words.rulesOther(other)] : []),
    ...(gone > 0 ? [words.rulesGone(gone)] : []), ...(moved ? [words.rulesMoved] : []),
  ];
}

function byCategory(caps: Cap[]): Map<string, Cap> {
  return new Map(caps.map((cap) => [String(cap?.category), cap ?? {}]));
}

function rest({ rollover = 'none', changes = [] }: Cap): unknown {
  return { rollover, changes };
}

function nameOf(category: string): string {
  return (t.categories as Record<string, string>)[category] ?? category;
}

function amountText(amount: Cap['amount'], currency: string): string {
  const text = String(amount);
  const fraction = /^\d+(?:\.(\d+))?$/.exec(text);
  const isMoney = fraction !== null && /^[a-z]{3}$/i.test(currency) && (fraction[1]?.length ?? 0) <= digitsOf(currency);
  return isMoney ? formatMoney(text, currency) : text;
}

function periodText(period: Period): string {
  if (!KINDS.includes(period?.kind)) return JSON.stringify(period);
  const { periods } = t.exchange;
  const { dayOfMonth, lastWorkingDay, shifts } = t.budgets.period;
  const { kind, startDay, starts, anchor, day, shift } = periodDraftOf(period, '');
  switch (kind) {
    case 'month':
      return periods.month(startDay);
    case 'week':
      return periods.week(weekdayName(starts));
    case 'fortnight':
    case 'four_weeks':
      return periods[kind](dayText(anchor));
    case 'payday':
      return day === 'last_working_day' ? periods.payday(lastWorkingDay, undefined) : periods.payday(dayOfMonth(day), shifts[shift]);
  }
}

function dayText(date: string): string {
  const at = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(date) : NaN;
  return Number.isNaN(at) ? String(date) : dateFormat({ dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

function percentages(all: number[]): string {
  const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  return listed(all.map((one) => (typeof one === 'number' ? format.format(one / 100) : String(one))));
}
