// Settings as a file, and what a file would change of those in force.

import type { BudgetSettings, Cap, Period, Rule } from 'openpurse';
import { locale, t } from '../text/index.ts';

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

/** What would be different, one sentence each. Amounts as they are written: they may be wrong yet. */
export function changesOf(before: BudgetSettings, after: BudgetSettings): string[] {
  const words = t.exchange.changes;
  const [was, will] = [withDefaults(before), withDefaults(after)];
  const changes = [
    ...changed(was.timezone, will.timezone, words.timezone),
    ...changed(was.currency, will.currency, words.currency),
    ...changed(periodText(was.period), periodText(will.period), words.period),
    ...changed(listed(was.alert_thresholds), listed(will.alert_thresholds), words.thresholds),
    ...capChanges(was.caps, will.caps),
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

function capChanges(before: Cap[], after: Cap[]): string[] {
  const words = t.exchange.changes;
  const [was, will] = [byCategory(before), byCategory(after)];
  const gone = [...was.keys()].filter((category) => !will.has(category)).map((category) => words.capGone(nameOf(category)));
  const other = [...will].flatMap(([category, cap]) => {
    const old = was.get(category);
    if (old === undefined) return [words.capNew(nameOf(category), String(cap.amount))];
    if (Number(old.amount) !== Number(cap.amount)) return [words.capOther(nameOf(category), String(old.amount), String(cap.amount))];
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

function periodText(period: Period): string {
  const { kind, ...more } = period ?? {};
  const name = (t.exchange.periods as Record<string, string>)[kind] ?? String(kind);
  const details = Object.values(more).map(String).join(', ');
  return details === '' ? name : `${name} (${details})`;
}

function listed(percentages: number[]): string {
  return new Intl.ListFormat(locale, { type: 'conjunction' }).format(percentages.map((percentage) => `${percentage}\u00a0%`));
}
