// What a cap is beside its amount: what becomes of the rest, and which periods the amount is for.

import { useId } from 'preact/hooks';
import { ROLLOVERS, type CapChoices } from '../../model/cap-choices.ts';
import type { CapTerms } from '../../model/caps.ts';
import { t } from '../../text/index.ts';

interface Props {
  terms: CapTerms;
  choices: CapChoices;
  /** A cap that there was not before is for all periods. */
  isNew: boolean;
  onChange: (terms: CapTerms) => void;
}

export function CapTermsFields({ terms, choices, isNew, onChange }: Props) {
  const id = useId();
  const { caps } = t.budgets;
  return (
    <>
      {!isNew && (
        <label class="cap-start">
          {caps.starts}
          <select class="input" data-testid="cap-from" value={terms.from ?? ''} onChange={(event) => onChange({ ...terms, from: event.currentTarget.value || undefined })}>
            {choices.starts.map(({ from, text }) => <option key={from} value={from}>{text}</option>)}
            <option value="">{caps.always}</option>
          </select>
        </label>
      )}
      <fieldset class="cap-rollover">
        <legend>{caps.rollover}</legend>
        {ROLLOVERS.map((rollover) => (
          <label key={rollover}>
            <input
              type="radio"
              name={id}
              data-testid={`cap-rollover-${rollover}`}
              checked={terms.rollover === rollover}
              onChange={() => onChange({ ...terms, rollover })}
            />
            {caps.rollovers[rollover]}
          </label>
        ))}
      </fieldset>
    </>
  );
}
