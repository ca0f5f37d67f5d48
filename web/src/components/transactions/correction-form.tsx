// Another category for a row: chosen, then looked at with the rows that it would change, then said of this one or of the merchant.

import type { Category, Transaction } from 'openpurse';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CATEGORIES, categoryName } from '../../model/categories.ts';
import { alwaysText, namesOf, onlyThisText } from '../../model/correction-text.ts';
import type { Choices, Corrections } from '../../model/corrections.ts';
import { sentence } from '../../model/problems.ts';
import { t } from '../../text/index.ts';
import { MerchantNames } from './merchant-names.tsx';

export function CorrectionForm({ transaction, corrections }: { transaction: Transaction; corrections: Corrections }) {
  const { id, category, merchant, description } = transaction;
  const select = useRef<HTMLSelectElement>(null);
  const [chosen, setChosen] = useState<Category>(category);
  const [choices, setChoices] = useState<Choices>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const words = t.transactions;

  useEffect(() => {
    setChosen(category);
    setChoices(undefined);
  }, [category]);

  useEffect(() => {
    let wanted = true;
    setChoices(undefined);
    setProblem(undefined);
    if (chosen !== category) void look().then((found) => wanted && found());
    return () => void (wanted = false);
  }, [chosen, transaction]);

  async function look(): Promise<() => void> {
    const found = await corrections.preview(id, chosen);
    return () => ('one' in found ? setChoices(found) : setProblem(sentence(found)));
  }

  async function correct(always: boolean) {
    setBusy(true);
    const failure = await corrections.correct(transaction, chosen, always);
    setBusy(false);
    setProblem(failure);
    // The buttons are gone, and with a filter the whole row may be.
    requestAnimationFrame(() => (select.current?.isConnected ? select.current : document.querySelector<HTMLElement>('[data-testid=undo]'))?.focus());
  }

  function cancel() {
    setChosen(category);
    select.current?.focus();
  }

  return (
    <div class="correction" onKeyDown={(event) => event.key === 'Escape' && chosen !== category && cancel()}>
      <label>
        {words.category}
        <select class="input" ref={select} data-testid="correct-category" value={chosen} disabled={busy} onChange={(event) => setChosen(event.currentTarget.value as Category)}>
          {CATEGORIES.map((id) => <option key={id} value={id}>{categoryName(id)}</option>)}
        </select>
      </label>
      <div aria-live="polite">
        {problem !== undefined && <p class="field-error" data-testid="correction-error">{problem}</p>}
        {choices && (
          <>
            <div class="correction-choice">
              <p data-testid="preview-one" data-changed={choices.one.length}>{onlyThisText(transaction, chosen, choices.one)}</p>
              <button class="button button-small" data-testid="correct-one" disabled={busy} onClick={() => void correct(false)}>{words.onlyThis}</button>
            </div>
            <div class="correction-choice">
              <div>
                <p data-testid="preview-always" data-changed={choices.always.length}>
                  <strong>{words.alwaysFor(merchant ?? description)}</strong> {alwaysText(transaction, choices.always)}
                </p>
                {choices.always.length > 1 && <MerchantNames names={namesOf(choices.always)} />}
              </div>
              <button class="button button-small button-quiet" data-testid="correct-always" disabled={busy} onClick={() => void correct(true)}>{words.always}</button>
            </div>
          </>
        )}
      </div>
      {chosen !== category && <button class="text-button" data-testid="correct-cancel" disabled={busy} onClick={cancel}>{words.cancel}</button>}
    </div>
  );
}
