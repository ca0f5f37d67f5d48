// What a rule looks for.

import { useId } from 'preact/hooks';
import type { RuleDraft, RuleProblems } from '../../model/rule-draft.ts';
import { t } from '../../text/index.ts';
import { Field } from './field.tsx';
import type { Surroundings } from './rule-form.tsx';

interface Props extends Surroundings {
  draft: RuleDraft;
  problems: RuleProblems;
  onChange: (part: Partial<RuleDraft>) => void;
}

export function RuleConditions({ draft, problems, accountNames, merchants, onChange }: Props) {
  const id = useId();
  const says = t.budgets.rules.form;
  const text = (field: 'text' | 'merchant' | 'min' | 'max', more: Record<string, unknown> = {}) => (
    // With nothing to look for at all, the first field is the one to fill in.
    <Field label={says[field]} name={field} problem={problems[field] ?? (field === 'text' ? problems.if : undefined)}>
      {(tied) => (
        <input {...tied} {...more} class="input" data-testid={`rule-${field}`} autoComplete="off" value={draft[field]} onInput={(event) => onChange({ [field]: event.currentTarget.value })} />
      )}
    </Field>
  );
  return (
    <fieldset class="rule-part">
      <legend>{says.if}</legend>
      <div class="form-grid">
        {text('text')}
        {text('merchant', { list: `${id}-merchants` })}
        <datalist id={`${id}-merchants`}>{merchants.map((name) => <option key={name} value={name} />)}</datalist>
        <Field label={says.account} name="account" problem={problems.account}>
          {(tied) => (
            <select {...tied} class="input" data-testid="rule-account" value={draft.account} onChange={(event) => onChange({ account: event.currentTarget.value })}>
              <option value="">{says.anyAccount}</option>
              {[...accountNames].map(([account, name]) => <option key={account} value={account}>{name}</option>)}
              {draft.account !== '' && !accountNames.has(draft.account) && <option value={draft.account}>{draft.account}</option>}
            </select>
          )}
        </Field>
        <Field label={says.direction} name="direction" problem={problems.direction}>
          {(tied) => (
            <select {...tied} class="input" data-testid="rule-direction" value={draft.direction} onChange={(event) => onChange({ direction: event.currentTarget.value as RuleDraft['direction'] })}>
              <option value="">{says.directions.any}</option>
              <option value="out">{says.directions.out}</option>
              <option value="in">{says.directions.in}</option>
            </select>
          )}
        </Field>
        {text('min', { inputMode: 'decimal' })}
        {text('max', { inputMode: 'decimal' })}
      </div>
    </fieldset>
  );
}
