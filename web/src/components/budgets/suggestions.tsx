// Caps that fit what was spent so far, with the figures that they come from: taken one by one, or all.

import type { BudgetReport } from 'openpurse';
import { useRef, useState } from 'preact/hooks';
import { wholeMoney } from '../../model/axis.ts';
import { categoryName } from '../../model/categories.ts';
import { withCap } from '../../model/caps.ts';
import { periodName } from '../../model/dates.ts';
import { formatMoney } from '../../model/money.ts';
import type { SettingsChanges } from '../../model/settings.ts';
import { ENOUGH, suggestionsOf, type Suggestion } from '../../model/suggestions.ts';
import { listed, t } from '../../text/index.ts';

interface Props {
  /** Of whole periods, the earliest first. */
  reports: BudgetReport[];
  current: BudgetReport;
  settings: SettingsChanges;
}

export function Suggestions({ reports, current, settings }: Props) {
  const { currency } = current;
  const says = t.budgets.suggestions;
  const [told, setTold] = useState<{ text: string; bad: boolean }>();
  const [busy, setBusy] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const found = suggestionsOf(reports, current.budgets.map(({ category }) => category));

  async function take(chosen: Suggestion[], text: string) {
    setBusy(true);
    const taken = (caps: NonNullable<Parameters<typeof withCap>[0]>) => chosen.reduce((all, { category, amount }) => withCap(all, category, amount), caps);
    const failure = await settings.change((before) => ({ ...before, caps: taken(before.caps ?? []) }));
    setBusy(false);
    setTold({ text: failure ?? text, bad: failure !== undefined });
    // The button that had the focus is gone.
    title.current?.focus();
  }

  return (
    <section class="plan" aria-labelledby="suggestions-title" data-testid="suggestions" data-periods={Math.min(reports.length, ENOUGH)}>
      <h2 id="suggestions-title" tabIndex={-1} ref={title}>{says.title}</h2>
      <p class="quiet-text" data-testid="suggestions-basis">{basisText(reports, found.length)}</p>
      <ul class="suggestions">
        {found.map((suggestion) => (
          <Row key={suggestion.category} suggestion={suggestion} currency={currency} busy={busy} onTake={(text) => void take([suggestion], text)} />
        ))}
      </ul>
      {found.length > 1 && (
        <button class="button button-small" data-testid="take-all" disabled={busy} onClick={() => void take(found, says.allTaken)}>
          {says.takeAll(found.length, wholeMoney(found.reduce((total, { amount }) => total + amount, 0), currency))}
        </button>
      )}
      <p class={told?.bad ? 'field-error' : 'quiet-text'} role="status" data-testid="suggestions-told">{told?.text}</p>
    </section>
  );
}

function Row({ suggestion, currency, busy, onTake }: { suggestion: Suggestion; currency: string; busy: boolean; onTake: (text: string) => void }) {
  const { category, amount, typical, figures } = suggestion;
  const name = categoryName(category);
  const money = wholeMoney(amount, currency);
  const says = t.budgets.suggestions;
  return (
    <li class="suggestion" data-testid="suggestion" data-category={category} data-amount={amount} data-typical={typical} data-figures={figures.join(' ')}>
      <div>
        <p class="suggestion-name">{name}</p>
        <p class="quiet-text">{says.figures(figures.map((figure) => formatMoney(figure, currency)).join(', '))}</p>
      </div>
      <button class="button button-small button-quiet" data-testid="take-suggestion" aria-label={says.takeOn(name, money)} disabled={busy} onClick={() => onTake(says.taken(name, money))}>
        {says.take(money)}
      </button>
    </li>
  );
}

function basisText(reports: BudgetReport[], found: number): string {
  const says = t.budgets.suggestions;
  const last = reports.slice(-ENOUGH).map(({ period }) => periodName(period));
  if (last.length === 0) return says.nothing;
  if (found === 0) return says.allCapped;
  const periods = listed(last);
  return last.length < ENOUGH ? says.few(last.length, periods) : says.basis(periods);
}
