// The period's transactions by day, with a search.

import type { Category } from 'openpurse';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../core/protocol.ts';
import { categoryName } from '../model/categories.ts';
import type { Corrections } from '../model/corrections.ts';
import { dayName } from '../model/dates.ts';
import { byDay, found } from '../model/search.ts';
import { TransactionRow } from './transaction-row.tsx';

interface TransactionsProps {
  view: View;
  today: string;
  accountNames: Map<string, string>;
  corrections: Corrections;
  category: Category | undefined;
  onClearCategory: () => void;
}

export function Transactions({ view, today, accountNames, corrections, category, onClearCategory }: TransactionsProps) {
  const [text, setText] = useState('');
  const [open, setOpen] = useState<string>();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (category !== undefined) bringIntoSight(title.current);
  }, [category]);
  const total = view.transactions.length;
  const shown = found(view.transactions, { text, category }, accountNames);
  return (
    <section class="transactions" aria-labelledby="transactions-title">
      <div class="transactions-head">
        <h2 id="transactions-title" ref={title}>Transactions</h2>
        <p class="quiet-text" role="status" data-testid="transaction-count" data-shown={shown.length} data-total={total}>
          {shown.length === total ? total : `${shown.length} of ${total}`}
        </p>
        {category !== undefined && (
          <button class="filter" onClick={onClearCategory} aria-label={`Only ${categoryName(category)}. Show all categories`}>
            {categoryName(category)} <span aria-hidden="true">×</span>
          </button>
        )}
        <label class="search">
          <span class="visually-hidden">Search the transactions</span>
          <input class="input" type="search" placeholder="Search" data-testid="transaction-search" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
      </div>
      {shown.length === 0 && <p class="empty">{total === 0 ? 'There is nothing in this period yet.' : 'Nothing matches.'}</p>}
      {byDay(shown).map(({ date, transactions }) => (
        <section class="day" key={date}>
          <h3><time dateTime={date}>{dayName(date, today)}</time></h3>
          <ul>
            {transactions.map((transaction) => (
              <TransactionRow
                key={transaction.id}
                transaction={transaction}
                accountNames={accountNames}
                corrections={corrections}
                open={open === transaction.id}
                onOpen={(wanted) => setOpen(wanted ? transaction.id : undefined)}
              />
            ))}
          </ul>
        </section>
      ))}
    </section>
  );
}

/** On a phone the list is far below the category that was chosen. */
function bringIntoSight(element: HTMLElement | null): void {
  const top = element?.getBoundingClientRect().top ?? 0;
  if (top < 0 || top > innerHeight * 0.8) element?.scrollIntoView();
}
