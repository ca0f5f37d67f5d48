// What a rule makes of a match: a category, nothing, or parts.

import type { Category } from 'openpurse';
import { CATEGORIES, categoryName } from '../../model/categories.ts';
import type { RuleDraft, RuleProblems } from '../../model/rule-draft.ts';
import { t } from '../../text/index.ts';
import { Field } from './field.tsx';
import { SplitFields } from './split-fields.tsx';

interface Props {
  draft: RuleDraft;
  problems: RuleProblems;
  onChange: (part: Partial<RuleDraft>) => void;
}

export function RuleOutcome({ draft, problems, onChange }: Props) {
  const says = t.budgets.rules.form;
  return (
    <fieldset class="rule-part">
      <legend>{says.then}</legend>
      <div class="form-grid">
        <Field label={says.outcome}>
          {(tied) => (
            <select {...tied} class="input" data-testid="rule-outcome" value={draft.outcome} onChange={(event) => onChange({ outcome: event.currentTarget.value as RuleDraft['outcome'] })}>
              {(['category', 'exclude', 'split'] as const).map((outcome) => <option key={outcome} value={outcome}>{says.outcomes[outcome]}</option>)}
            </select>
          )}
        </Field>
        {draft.outcome === 'category' && (
          <Field label={t.budgets.category} name="category" problem={problems.category}>
            {(tied) => (
              <select {...tied} class="input" data-testid="rule-category" value={draft.category} onChange={(event) => onChange({ category: event.currentTarget.value as Category })}>
                {CATEGORIES.map((id) => <option key={id} value={id}>{categoryName(id)}</option>)}
              </select>
            )}
          </Field>
        )}
      </div>
      {draft.outcome === 'split' && <SplitFields parts={draft.parts} problems={problems} onChange={(parts) => onChange({ parts })} />}
    </fieldset>
  );
}
