// What is selected comes to, and its new category: chosen, looked at with all that it changes, then applied to all at once.

import type { Category } from 'openpurse';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { AllCorrected } from '../../core/protocol.ts';
import { CATEGORIES, categoryName } from '../../model/categories.ts';
import { manyText } from '../../model/correction-text.ts';
import type { Corrections } from '../../model/corrections.ts';
import { totalsOf } from '../../model/listing.ts';
import { formatMoney } from '../../model/money.ts';
import { sentence } from '../../model/problems.ts';
import { selectedOf } from '../../model/selection.ts';
import { locale, t } from '../../text/index.ts';
import { MerchantNames } from './merchant-names.tsx';
import type { Listing } from './use-listing.ts';
import type { Select } from './use-selection.ts';

/** Who goes on selecting is not answered for every row. */
const PAUSE_MS = 200;

export function SelectionBar({ select, listing, corrections }: { select: Select; listing: Listing; corrections: Corrections }) {
  const { selection } = select;
  const [category, setCategory] = useState<Category>();
  const [always, setAlways] = useState(false);
  const [look, setLook] = useState<AllCorrected>();
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const all = useRef<HTMLButtonElement>(null);
  const words = t.transactions;
  const rows = useMemo(() => selectedOf(listing.all.transactions, selection), [listing.all, selection]);
  const sums = useMemo(() => totalsOf(rows), [rows]);
  const hidden = useMemo(() => selection.size - selectedOf(listing.shown, selection).length, [listing.shown, selection]);
  const count = (number: number) => new Intl.NumberFormat(locale).format(number);

  useEffect(() => {
    let wanted = true;
    setLook(undefined);
    setProblem(undefined);
    if (category === undefined || selection.size === 0) return;
    const pause = setTimeout(async () => {
      const found = await corrections.previewAll([...selection], category, always);
      if (!wanted) return;
      if ('changed' in found) setLook(found);
      else setProblem(sentence(found));
    }, PAUSE_MS);
    return () => {
      wanted = false;
      clearTimeout(pause);
    };
  }, [selection, category, always, listing.all]);

  async function apply() {
    if (category === undefined) return;
    setBusy(true);
    const failure = await corrections.correctAll([...selection], category, always);
    setBusy(false);
    setProblem(failure);
    if (failure !== undefined) return;
    select.toggleMode();
    requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-testid=undo]')?.focus());
  }

  /** The button goes, so the focus does not stay on it. */
  function selectNone() {
    all.current?.focus();
    select.none();
  }

  return (
    <section class="selection-bar" aria-label={words.selectionTitle} data-testid="selection-bar">
      <div class="selection-line">
        <p role="status" data-testid="selection-count" data-count={selection.size}>
          <strong>{words.selected(count(selection.size), hidden)}</strong>{' '}
          {sums.map(({ currency, amount }) => (
            <span key={currency} class="selection-sum" data-testid="selection-sum" data-currency={currency} data-amount={amount}>{formatMoney(amount, currency, true)}</span>
          ))}
        </p>
        <button class="text-button" data-testid="select-all" ref={all} onClick={select.all}>{words.selectAll(count(listing.shown.length))}</button>
        {selection.size > 0 && <button class="text-button" data-testid="select-none" onClick={selectNone}>{words.selectNone}</button>}
      </div>
      {selection.size === 0 ? (
        <p class="quiet-text selection-how">{words.selectHow}</p>
      ) : (
        <div class="selection-line">
          <select
            class="input"
            aria-label={words.newCategory}
            data-testid="many-category"
            value={category ?? ''}
            disabled={busy}
            onChange={(event) => setCategory((event.currentTarget.value || undefined) as Category | undefined)}
          >
            <option value="">{words.choose}</option>
            {CATEGORIES.map((id) => <option key={id} value={id}>{categoryName(id)}</option>)}
          </select>
          <label class="selection-always">
            <input type="checkbox" data-testid="many-always" checked={always} disabled={busy} onChange={(event) => setAlways(event.currentTarget.checked)} />
            {words.alwaysForThese}
          </label>
          <button class="button button-small" data-testid="many-apply" disabled={busy || look === undefined} onClick={() => void apply()}>{words.apply}</button>
        </div>
      )}
      <div aria-live="polite">
        {category && !look && problem === undefined && selection.size > 0 && <p class="quiet-text">{words.moment}</p>}
        {problem !== undefined && <p class="field-error" data-testid="many-problem">{problem}</p>}
        {look && category && (
          <>
            <p data-testid="many-preview" data-changed={look.changed}>{manyText(category, always, look)}</p>
            {look.changed > 0 && <MerchantNames names={look.names} />}
          </>
        )}
      </div>
    </section>
  );
}
