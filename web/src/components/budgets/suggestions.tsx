// Caps that fit what was spent so far, with the figures that they come from: taken one by one, or all.

import type { BudgetReport, Cap, Category } from 'openpurse';
import { useRef, useState } from 'preact/hooks';
import { wholeMoney } from '../../model/axis.ts';
import { categoryName } from '../../model/categories.ts';
import { withCap } from '../../model/caps.ts';
import { periodName } from '../../model/dates.ts';
import { formatMoney } from '../../model/money.ts';
import type { SettingsChanges } from '../../model/settings.ts';
import { ENOUGH, suggestionsOf, whyNone, type Suggestion } from '../../model/suggestions.ts';
import { listed, t } from '../../text/index.ts';

/** More than these, the most expensive, are shown when they are asked for. */
const FEW = 5;

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
  const capped = current.budgets.map(({ category }) => category);
  const found = suggestionsOf(reports, capped);
  // One more takes no more room than the button that would show it.
  const few = found.length > FEW + 1 ? FEW : found.length;

  async function take(chosen: Suggestion[], text: string) {
    setBusy(true);
    const taken = (caps: Cap[]) => chosen.reduce((all, { category, amount }) => withCap(all, category, amount), caps);
    const failure = await settings.change((before) => ({ ...before, caps: taken(before.caps ?? []) }));
    setBusy(false);
    setTold({ text: failure ?? text, bad: failure !== undefined });
    // The button that had the focus is gone.
    title.current?.focus();
  }

  const list = (some: Suggestion[]) => (
    <ul class="suggestions">
      {some.map((suggestion) => (
        <Row key={suggestion.category} suggestion={suggestion} currency={currency} busy={busy} onTake={(text) => void take([suggestion], text)} />
      ))}
    </ul>
  );

  return (
    <section class="plan" aria-labelledby="suggestions-title" data-testid="suggestions" data-periods={Math.min(reports.length, ENOUGH)}>
      <h2 id="suggestions-title" tabIndex={-1} ref={title}>{says.title}</h2>
      <p class="quiet-text" data-testid="suggestions-basis">{found.length > 0 ? basisText(reports) : noneText(reports, capped)}</p>
      {found.length > 0 && list(found.slice(0, few))}
      {found.length > few && (
        <details class="fold suggestions-more" data-testid="more-suggestions">
          <summary>{says.more(found.length - few)}</summary>
          {list(found.slice(few))}
        </details>
      )}
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

function basisText(reports: BudgetReport[]): string {
  const says = t.budgets.suggestions;
  const count = Math.min(reports.length, ENOUGH);
  return count < ENOUGH ? says.few(count, namesOf(reports)) : says.basis(namesOf(reports));
}

function noneText(reports: BudgetReport[], capped: Category[]): string {
  const says = t.budgets.suggestions;
  return reports.length === 0 ? says.nothing : says.none[whyNone(reports, capped)](namesOf(reports));
}

function namesOf(reports: BudgetReport[]): string {
  return listed(reports.slice(-ENOUGH).map(({ period }) => periodName(period)));
}
