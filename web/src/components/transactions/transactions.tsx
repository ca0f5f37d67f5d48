// The period's transactions by day, with a search.

import type { Category } from 'openpurse';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { View } from '../../core/protocol.ts';
import { categoryName } from '../../model/categories.ts';
import type { Corrections } from '../../model/corrections.ts';
import { found } from '../../model/search.ts';
import { t } from '../../text/index.ts';
import { TransactionList } from './transaction-list.tsx';

interface TransactionsProps {
  view: View;
  /** How many rows may be drawn already. */
  most: number;
  today: string;
  accountNames: Map<string, string>;
  corrections: Corrections;
  category: Category | undefined;
  onClearCategory: () => void;
}

export function Transactions({ view, most, today, accountNames, corrections, category, onClearCategory }: TransactionsProps) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState<string>();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (category !== undefined) bringIntoSight(title.current);
  }, [category]);
  const total = view.transactions.length;
  const shown = useMemo(() => found(view.transactions, { text, category }, accountNames), [view, text, category, accountNames]);
  const drawn = useMemo(() => (shown.length > most ? shown.slice(0, most) : shown), [shown, most]);
  const byId = useMemo(() => new Map(view.transactions.map((row) => [row.id, row])), [view]);
  const words = t.transactions;

  /** The button goes, and the focus does not go with it. */
  function clearCategory() {
    title.current?.focus({ preventScroll: true });
    onClearCategory();
  }

  return (
    <section class="transactions" aria-labelledby="transactions-title">
      <div class="transactions-head">
        <h2 id="transactions-title" tabIndex={-1} ref={title}>{words.title}</h2>
        <p class="quiet-text" role="status" data-testid="transaction-count" data-shown={shown.length} data-total={total}>
          {words.count(String(shown.length), String(total))}
        </p>
        {category !== undefined && (
          <button class="filter" onClick={clearCategory} aria-label={words.onlyCategory(categoryName(category))}>
            {categoryName(category)} <span aria-hidden="true">×</span>
          </button>
        )}
        <label class="search">
          <span class="visually-hidden">{words.search}</span>
          <input class="input" type="search" placeholder={words.searchShort} data-testid="transaction-search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
      </div>
      {shown.length === 0 && <p class="empty">{total === 0 ? words.emptyPeriod : words.noMatch}</p>}
      <TransactionList transactions={drawn} byId={byId} today={today} accountNames={accountNames} corrections={corrections} category={category} open={open} onOpen={setOpen} />
    </section>
  );
}

/** On a phone the list is far below the category that was chosen. */
function bringIntoSight(element: HTMLElement | null): void {
  const top = element?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > innerHeight * 0.8) element?.scrollIntoView();
}
