// One rule: what it looks for, what it makes of that, and its place.

import type { Rule } from 'openpurse';
import { conditionText, outcomeText } from '../../model/rules.ts';
import { t } from '../../text/index.ts';

interface Props {
  rule: Rule;
  /** From 1. */
  place: number;
  count: number;
  currency: string;
  accountNames: Map<string, string>;
  onEdit: () => void;
  onMove: (step: -1 | 1) => void;
  onDelete: () => void;
}

export function RuleRow({ rule, place, count, currency, accountNames, onEdit, onMove, onDelete }: Props) {
  const condition = conditionText(rule, currency, accountNames);
  const outcome = outcomeText(rule);
  const what = `${condition}, ${outcome}`;
  const says = t.budgets.rules;
  return (
    <li class="rule" data-testid="rule" data-id={rule.id} data-place={place}>
      <div class="rule-text">
        <p>{condition}</p>
        <p class="rule-outcome">→ {outcome}</p>
      </div>
      <div class="rule-buttons">
        <button class="icon-button" data-testid="rule-up" aria-label={says.upOf(what)} title={says.up} disabled={place === 1} onClick={() => onMove(-1)}><Arrow d="M6 14.5l6-6 6 6" /></button>
        <button class="icon-button" data-testid="rule-down" aria-label={says.downOf(what)} title={says.down} disabled={place === count} onClick={() => onMove(1)}><Arrow d="M6 9.5l6 6 6-6" /></button>
        <button class="text-button" data-testid="edit-rule" aria-label={says.editOf(what)} onClick={onEdit}>{says.edit}</button>
        <button class="text-button" data-testid="delete-rule" aria-label={says.deleteOf(what)} onClick={onDelete}>{says.delete}</button>
      </div>
    </li>
  );
}

function Arrow({ d }: { d: string }) {
  return (
    <svg viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={d} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
