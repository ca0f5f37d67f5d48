// The screen of transactions: all that are loaded, narrowed by filters, corrected one at a time or many at once.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { accountsOf } from '../../model/accounts.ts';
import { categoryName } from '../../model/categories.ts';
import { categoryOf, fieldsOf, NO_FILTER } from '../../model/filter.ts';
import { formatMoney } from '../../model/money.ts';
import { sentence } from '../../model/problems.ts';
import type { Route } from '../../model/route.ts';
import { locale, t } from '../../text/index.ts';
import type { FiguresProps } from '../page/household-screen.tsx';
import { UndoBar } from './learned-notices.tsx';
import { SelectionBar } from './selection-bar.tsx';
import { FilterChips, TransactionFilters } from './transaction-filters.tsx';
import { TransactionList } from './transaction-list.tsx';
import { replaceAddress, useFilter } from './use-filter.ts';
import { useListing, type Listing } from './use-listing.ts';
import { useSelection } from './use-selection.ts';

export function TransactionsScreen({ model, state, view, route }: FiguresProps) {
  const [filter, setFilter] = useFilter(route);
  const accounts = accountsOf(state, view);
  const accountNames = new Map(accounts.map(({ id, name }) => [id, name]));
  const listing = useListing(model.rows, view, filter, accountNames);
  const [open, setOpen] = useState<string>();
  const shown = listing !== undefined && 'shown' in listing ? listing : undefined;
  const select = useSelection(shown);
  const words = t.transactions;

  // A link to one row: opened and brought here, once.
  const wanted = route.query.get('row') ?? undefined;
  const followed = useRef<Route>(undefined);
  useEffect(() => setOpen(wanted), [route]);
  useEffect(() => {
    // Such a link has no filter: what was shown before is still on its way out.
    if (wanted === undefined || followed.current === route || shown === undefined || fieldsOf(shown.filter).length > 0) return;
    if (!shown.all.byId.has(wanted)) return;
    followed.current = route;
    replaceAddress(NO_FILTER);
    bringHere(wanted);
  }, [route, shown]);

  return (
    <section class="transactions transactions-all" aria-labelledby="transactions-title" aria-busy={listing === undefined} onKeyDown={select.onKey}>
      <div class="transactions-head">
        <h1 id="transactions-title" tabIndex={-1}>{words.title}</h1>
        {shown && <Count {...shown} />}
        <label class="search">
          <span class="visually-hidden">{words.search}</span>
          <input
            class="input"
            type="search"
            placeholder={words.searchShort}
            data-testid="transaction-search"
            value={filter.text}
            onInput={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
          />
        </label>
      </div>
      <div class="transactions-tools">
        <TransactionFilters filter={filter} accounts={accounts} onChange={setFilter} />
        <button class="button button-small button-quiet" data-testid="select-mode" disabled={shown?.shown.length === 0 && !select.on} onClick={select.toggleMode}>
          {select.on ? words.done : words.select}
        </button>
      </div>
      <FilterChips filter={filter} accounts={accounts} onChange={setFilter} />
      {listing !== undefined && 'message' in listing && <p class="field-error" role="alert">{sentence(listing)}</p>}
      {shown?.shown.length === 0 && <p class="empty">{shown.all.transactions.length === 0 ? words.empty : words.noMatch}</p>}
      {listing === undefined && <Bones />}
      <h2 class="visually-hidden">{words.byDay}</h2>
      {shown && (
        <TransactionList
          transactions={shown.shown}
          byId={shown.all.byId}
          today={state.today}
          accountNames={accountNames}
          corrections={model.corrections}
          category={categoryOf(shown.filter)}
          open={open}
          onOpen={setOpen}
          totals
          selecting={select.selecting}
        />
      )}
      <div class="bottom-bars">
        <UndoBar learned={state.learned} corrections={model.corrections} />
        {select.on && shown && <SelectionBar select={select} listing={shown} corrections={model.corrections} />}
      </div>
    </section>
  );
}

/** How many there are, and what they come to. */
function Count({ all, filter, shown, sums }: Listing) {
  const format = useMemo(() => new Intl.NumberFormat(locale), [locale]);
  const total = all.transactions.length;
  const category = categoryOf(filter);
  return (
    <p class="quiet-text transactions-count" role="status" data-testid="transactions-count">
      <span data-testid="transaction-count" data-shown={shown.length} data-total={total}>
        {t.transactions.count(format.format(shown.length), format.format(total))}
      </span>
      {sums.length > 0 && <span> {category === undefined ? t.transactions.sum : t.transactions.sumIn(categoryName(category))}</span>}
      {sums.map(({ currency, amount }) => (
        <span class="shown-sum" key={currency} data-testid="shown-sum" data-currency={currency} data-amount={amount}> {formatMoney(amount, currency, true)}</span>
      ))}
    </p>
  );
}

/** Until the first rows are there. */
function Bones() {
  return (
    <div aria-hidden="true">
      {Array.from({ length: 8 }, (_, at) => (
        <div class="skeleton-row" key={at}>
          <div class="skeleton-line" />
          <div class="skeleton-line" />
        </div>
      ))}
    </div>
  );
}

function bringHere(id: string): void {
  requestAnimationFrame(() => {
    const row = document.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"]`);
    row?.scrollIntoView({ block: 'center', behavior: 'instant' });
    row?.querySelector<HTMLElement>('[data-testid=open-row]')?.focus({ preventScroll: true });
  });
}
