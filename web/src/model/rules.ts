// The list of a person's rules, in the order in which they are tried, and each of them in words.

import type { Rule } from 'openpurse';
import { locale, t } from '../text/index.ts';
import { categoryName } from './categories.ts';
import { formatMoney } from './money.ts';

/** With this one in the place of the rule of its id, or at the end. */
export function withRule(rules: Rule[], rule: Rule): Rule[] {
  return rules.some(({ id }) => id === rule.id) ? rules.map((other) => (other.id === rule.id ? rule : other)) : [...rules, rule];
}

export function withoutRule(rules: Rule[], id: string): Rule[] {
  return rules.filter((rule) => rule.id !== id);
}

/** With one that was removed back in its place. */
export function restored(rules: Rule[], rule: Rule, at: number): Rule[] {
  return rules.some(({ id }) => id === rule.id) ? rules : rules.toSpliced(at, 0, rule);
}

/** With this one earlier or later by one place. */
export function moved(rules: Rule[], id: string, step: -1 | 1): Rule[] {
  const at = rules.findIndex((rule) => rule.id === id);
  const other = rules[at + step];
  if (at < 0 || other === undefined) return rules;
  return rules.with(at, other).with(at + step, rules[at]!);
}

/** An id that no rule has. */
export function newId(rules: Rule[]): string {
  let number = rules.length + 1;
  while (rules.some(({ id }) => id === `rule-${number}`)) number += 1;
  return `rule-${number}`;
}

/** What it looks for, in words. */
export function conditionText({ if: condition }: Rule, currency: string, accountNames: Map<string, string>): string {
  const { text, merchant, account, direction, min, max } = condition;
  const says = t.budgets.rules.condition;
  const money = (amount: number | string) => formatMoney(Number(amount), currency);
  const parts = [
    text !== undefined && says.text(text),
    merchant !== undefined && says.merchant(merchant),
    account !== undefined && says.account(accountNames.get(account) ?? account),
    direction !== undefined && says[direction],
    min !== undefined && max !== undefined ? says.between(money(min), money(max)) : min !== undefined ? says.min(money(min)) : max !== undefined && says.max(money(max)),
  ];
  return parts.filter((part) => part !== false).join(', ');
}

/** What it makes of a match, in words. */
export function outcomeText({ then }: Pick<Rule, 'then'>): string {
  if ('category' in then) return categoryName(then.category);
  if ('exclude' in then) return t.budgets.rules.leftOut;
  return then.split.map(({ category, percent }) => `${percentText(percent)} ${categoryName(category)}`).join(', ');
}

/** `33.4%`, with all of its digits. */
export function percentText(percent: number | string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 8 }).format(`${percent}e-2` as Intl.StringNumericLiteral);
}
