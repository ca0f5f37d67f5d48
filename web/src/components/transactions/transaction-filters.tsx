// What the list is narrowed to: the fields, and each that is set as a button that takes it off.

import type { ComponentChildren } from 'preact';
import { useId, useRef } from 'preact/hooks';
import type { Account } from '../../core/protocol.ts';
import { CATEGORIES, categoryName } from '../../model/categories.ts';
import { shortDate } from '../../model/dates.ts';
import { amountOf, fieldsOf, KINDS, NO_FILTER, type Filter } from '../../model/filter.ts';
import { t } from '../../text/index.ts';

interface Props {
  filter: Filter;
  accounts: Account[];
  onChange: (filter: Filter) => void;
}

export function TransactionFilters({ filter, accounts, onChange }: Props) {
  const words = t.transactions;
  const set = (field: Partial<Filter>) => onChange({ ...filter, ...field });
  const on = fieldsOf(filter).filter((name) => name !== 'text').length;
  return (
    <details class="filters">
      <summary class="button button-small button-quiet" data-testid="filters">{on === 0 ? words.filters : words.filtersOn(on)}</summary>
      <div class="filter-fields">
        <Choice label={words.category} name="category" value={filter.category} onChoose={(category) => set({ category: category as Filter['category'] })}>
          <option value="to_sort">{words.toSort}</option>
          {CATEGORIES.map((id) => <option key={id} value={id}>{categoryName(id)}</option>)}
        </Choice>
        <Choice label={words.account} name="account" value={filter.account} onChoose={(account) => set({ account })}>
          {accounts.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
        </Choice>
        <Choice label={words.kind} name="kind" value={filter.kind} onChoose={(kind) => set({ kind: kind as Filter['kind'] })}>
          {KINDS.map((kind) => <option key={kind} value={kind}>{words.kinds[kind]}</option>)}
        </Choice>
        <Amount label={words.amountFrom} name="min" value={filter.min} onType={(min) => set({ min })} />
        <Amount label={words.amountTo} name="max" value={filter.max} onType={(max) => set({ max })} />
        <Day label={words.dateFrom} name="from" value={filter.from} onChoose={(from) => set({ from })} />
        <Day label={words.dateTo} name="to" value={filter.to} onChoose={(to) => set({ to })} />
      </div>
    </details>
  );
}

/** Nothing where nothing is set. */
export function FilterChips({ filter, accounts, onChange }: Props) {
  const chips = useRef<HTMLDivElement>(null);
  const fields = fieldsOf(filter);
  if (fields.length === 0) return null;

  /** The button goes: the focus comes to the one in its place, or else to the list. */
  function change(next: Filter, place = 0) {
    onChange(next);
    requestAnimationFrame(() => {
      const left = chips.current?.querySelectorAll<HTMLElement>('.filter') ?? [];
      (left[Math.min(place, left.length - 1)] ?? document.getElementById('transactions-title'))?.focus();
    });
  }

  return (
    <div class="filter-chips" ref={chips}>
      {fields.map((name, place) => {
        const said = saidOf(filter, name, accounts);
        return (
          <button key={name} class="filter" data-testid="filter-chip" data-field={name} aria-label={t.transactions.without(said)} onClick={() => change({ ...filter, [name]: '' }, place)}>
            {said} <span aria-hidden="true">×</span>
          </button>
        );
      })}
      <button class="text-button" data-testid="clear-filters" onClick={() => change(NO_FILTER)}>{t.transactions.clear}</button>
    </div>
  );
}

function saidOf({ text, category, account, kind, ...rest }: Filter, name: keyof Filter, accounts: Account[]): string {
  const words = t.transactions;
  switch (name) {
    case 'text':
      return words.textIs(text);
    case 'category':
      return category === 'to_sort' || category === '' ? words.toSort : categoryName(category);
    case 'account':
      return accounts.find(({ id }) => id === account)?.name ?? words.account;
    case 'kind':
      return kind === '' ? words.kind : words.kinds[kind];
    case 'min':
      return words.is(words.amountFrom, rest.min);
    case 'max':
      return words.is(words.amountTo, rest.max);
    case 'from':
      return words.is(words.dateFrom, shortDate(rest.from));
    case 'to':
      return words.is(words.dateTo, shortDate(rest.to));
  }
}

interface FieldProps {
  label: string;
  name: keyof Filter;
  value: string;
}

function Choice({ label, name, value, onChoose, children }: FieldProps & { onChoose: (value: string) => void; children: ComponentChildren }) {
  return (
    <label class="field">
      {label}
      <select class="input" data-testid={`filter-${name}`} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{t.transactions.any}</option>
        {children}
      </select>
    </label>
  );
}

function Amount({ label, name, value, onType }: FieldProps & { onType: (value: string) => void }) {
  const problem = useId();
  const wrong = value.trim() !== '' && amountOf(value) === undefined;
  return (
    <label class="field">
      {label}
      <input
        class="input"
        inputMode="decimal"
        autocomplete="off"
        data-testid={`filter-${name}`}
        value={value}
        aria-invalid={wrong}
        aria-describedby={wrong ? problem : undefined}
        onInput={(event) => onType(event.currentTarget.value)}
      />
      {wrong && <span class="field-error" id={problem}>{t.transactions.noAmount}</span>}
    </label>
  );
}

function Day({ label, name, value, onChoose }: FieldProps & { onChoose: (value: string) => void }) {
  return (
    <label class="field">
      {label}
      <input class="input" type="date" data-testid={`filter-${name}`} value={value} onChange={(event) => onChoose(event.currentTarget.value)} />
    </label>
  );
}
