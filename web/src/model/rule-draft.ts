// A rule as it is written: all fields as text, until the core says whether it is one.

import type { Category, Rule } from 'openpurse';
import { parseCap, typedAmount } from './money.ts';

export interface RuleDraft {
  /** Of the rule that is changed; undefined: it is a new one. */
  id?: string;
  text: string;
  merchant: string;
  account: string;
  direction: '' | 'in' | 'out';
  min: string;
  max: string;
  outcome: 'category' | 'exclude' | 'split';
  category: Category;
  parts: PartDraft[];
}

export interface PartDraft {
  category: Category;
  percent: string;
}

/** A field of the form that a complaint belongs to; `if` and `split` are their whole groups. */
export type RuleField = 'if' | 'text' | 'merchant' | 'account' | 'direction' | 'min' | 'max' | 'category' | 'split' | `split.${number}`;

/** What is wrong, by field, in words. */
export type RuleProblems = Partial<Record<RuleField, string>>;

export const BLANK: RuleDraft = {
  text: '', merchant: '', account: '', direction: '', min: '', max: '',
  outcome: 'category', category: 'groceries', parts: [{ category: 'groceries', percent: '50' }, { category: 'home', percent: '50' }],
};

export function draftOf({ id, if: condition, then }: Rule, currency: string): RuleDraft {
  const { text = '', merchant = '', account = '', direction = '', min, max } = condition;
  const typed = (amount: number | string | undefined) => (amount === undefined ? '' : typedAmount(Number(amount), currency));
  const draft: RuleDraft = { ...BLANK, id, text, merchant, account, direction, min: typed(min), max: typed(max) };
  if ('category' in then) return { ...draft, category: then.category };
  if ('exclude' in then) return { ...draft, outcome: 'exclude' };
  return { ...draft, outcome: 'split', parts: then.split.map(({ category, percent }) => ({ category, percent: String(percent) })) };
}

/** The rule, or the fields that are no amounts. Whatever else may be wrong is for the core to say. */
export function ruleOf(draft: RuleDraft, id: string, currency: string): { rule: Rule } | { problems: RuleProblems } {
  const condition: Rule['if'] = {};
  const problems: RuleProblems = {};
  for (const field of ['text', 'merchant', 'account'] as const) if (draft[field].trim() !== '') condition[field] = draft[field].trim();
  if (draft.direction !== '') condition.direction = draft.direction;
  for (const field of ['min', 'max'] as const) {
    if (draft[field].trim() === '') continue;
    const amount = parseCap(draft[field], currency);
    if ('problem' in amount) problems[field] = amount.problem;
    else condition[field] = amount.amount;
  }
  return Object.keys(problems).length > 0 ? { problems } : { rule: { id, if: condition, then: outcomeOf(draft) } };
}

function outcomeOf({ outcome, category, parts }: RuleDraft): Rule['then'] {
  switch (outcome) {
    case 'category':
      return { category };
    case 'exclude':
      return { exclude: true };
    case 'split':
      return { split: parts.map(({ category, percent }) => ({ category, percent: decimal(percent) })) };
  }
}

/** What the parts lack to 100 percent, exactly: `-5`, `0`, `33.4`; undefined while one of them is no number. */
export function remainder(parts: PartDraft[]): string | undefined {
  const typed = parts.map(({ percent }) => decimal(percent));
  if (!typed.every((text) => /^\d{1,4}(\.\d{1,8})?$/.test(text))) return undefined;
  const rest = typed.reduce((left, text) => left - units(text), units('100'));
  const digits = (rest < 0n ? -rest : rest).toString().padStart(9, '0');
  const text = `${digits.slice(0, -8)}.${digits.slice(-8)}`.replace(/\.?0+$/, '');
  return `${rest < 0n ? '-' : ''}${text}`;
}

/** Of the core's smallest share, eight digits after the point. */
function units(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(8, '0'));
}

function decimal(typed: string): string {
  return typed.replace(/[%\s]/g, '').replace(',', '.');
}

/** The core's complaint about a rule, `rules[0].if.min: expected zero or more`, by the field of the form. */
export function complaint(message: string): { field: RuleField; message: string } {
  const [, path = '', text = message] = /^(?:settings\.)?rules\[\d+\]\.?([\w.[\]]*): (.*)$/s.exec(message) ?? [];
  const [, field] = /^if\.(text|merchant|account|direction|min|max)$/.exec(path) ?? [];
  const [, part] = /^then\.split\[(\d+)\]/.exec(path) ?? [];
  if (field !== undefined) return { field: field as RuleField, message: text };
  if (part !== undefined) return { field: `split.${Number(part)}`, message: text };
  if (path.startsWith('then')) return { field: path.startsWith('then.split') ? 'split' : 'category', message: text };
  return { field: 'if', message: text };
}
