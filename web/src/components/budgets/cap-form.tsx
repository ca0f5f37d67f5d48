// The form in which a cap is typed: checked as it is saved, errors beside it. Where `choices` are given, with all that a cap can be.

import type { Category } from 'openpurse';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { CapChoices } from '../../model/cap-choices.ts';
import type { CapTerms } from '../../model/caps.ts';
import { parseCap, typedAmount } from '../../model/money.ts';
import { linkTo } from '../../model/route.ts';
import { t } from '../../text/index.ts';
import { CapTermsFields } from './cap-terms-fields.tsx';

/** Saves a cap, or without an amount removes it. @returns why it could not be saved. */
export type SaveCap = (category: Category, amount: number | undefined, terms?: CapTerms) => Promise<string | undefined>;

interface CapFormProps {
  category: Category;
  name: string;
  currency: string;
  /** The cap there is. */
  current?: number;
  choices?: CapChoices | undefined;
  onSave: SaveCap;
  onClose: () => void;
}

export function CapForm({ category, name, currency, current, choices, onSave, onClose }: CapFormProps) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<{ text: string; ofTheAmount: boolean }>();
  const [busy, setBusy] = useState(false);
  const [picked, setTerms] = useState<CapTerms>();
  // The periods may be known only after the form was opened.
  const terms = picked ?? choices?.terms;

  useEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);

  async function save(amount: number | undefined) {
    setBusy(true);
    const failure = await onSave(category, amount, terms);
    setBusy(false);
    setProblem(failure === undefined ? undefined : { text: failure, ofTheAmount: false });
    if (failure === undefined) onClose();
    else input.current?.focus();
  }

  function submit(event: Event) {
    event.preventDefault();
    const cap = parseCap(input.current?.value ?? '', currency);
    if ('amount' in cap) {
      void save(cap.amount);
      return;
    }
    setProblem({ text: cap.problem, ofTheAmount: true });
    input.current?.focus();
  }

  return (
    <form class="cap-form" noValidate onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <label for={id}>{t.budgets.caps.amount(name, currency)}</label>
      <div class="cap-form-line">
        <input
          id={id}
          ref={input}
          class="input"
          data-testid="cap-input"
          inputMode="decimal"
          autoComplete="off"
          defaultValue={current === undefined ? '' : typedAmount(current, currency)}
          aria-invalid={problem?.ofTheAmount ?? false}
          aria-describedby={problem === undefined ? undefined : `${id}-error`}
        />
        <button class="button button-small" data-testid="save-cap" type="submit" disabled={busy}>{busy ? t.budgets.saving : t.budgets.save}</button>
        {current !== undefined && (
          <button class="button button-small button-quiet" data-testid="remove-cap" type="button" disabled={busy} onClick={() => void save(undefined)}>
            {t.budgets.remove}
          </button>
        )}
        <button class="text-button" type="button" onClick={onClose}>{t.budgets.cancel}</button>
      </div>
      {problem !== undefined && <p class="field-error" id={`${id}-error`} role="alert" data-testid="cap-error">{problem.text}</p>}
      {terms && choices && <CapTermsFields terms={terms} choices={choices} isNew={current === undefined} onChange={setTerms} />}
      {!choices && current !== undefined && (
        <p class="cap-hint">{t.budgets.caps.counts} <a href={linkTo('budgets')}>{t.navigation.budgets}</a>.</p>
      )}
    </form>
  );
}
