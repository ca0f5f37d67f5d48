// Transactions by day, with what each day comes to. A long list draws what is on the screen.

import type { Category, Transaction } from 'openpurse';
import { useId, useMemo, useRef, useState } from 'preact/hooks';
import type { Corrections } from '../../model/corrections.ts';
import { dayName } from '../../model/dates.ts';
import { linesOf, partsOf, totalsOf, type Day } from '../../model/listing.ts';
import { formatMoney } from '../../model/money.ts';
import { countedIn } from '../../model/splits.ts';
import { t } from '../../text/index.ts';
import { TransactionRow, type Selecting } from './transaction-row.tsx';
import { useVirtualLines } from './use-virtual-lines.ts';

interface TransactionListProps {
  transactions: Transaction[];
  /** Those that a row may belong to: a transfer's other side, a refund's purchase. */
  byId: ReadonlyMap<string, Transaction>;
  today: string;
  accountNames: ReadonlyMap<string, string>;
  corrections: Corrections;
  /** What is looked at: of a split only its part in it counts. */
  category?: Category | undefined;
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
  totals?: boolean;
  selecting?: Selecting | undefined;
}

export function TransactionList({ transactions, today, category, open, onOpen, totals, selecting, ...rest }: TransactionListProps) {
  const list = useRef<HTMLDivElement>(null);
  const days = useId();
  const [focused, setFocused] = useState<string>();
  const lines = useMemo(() => linesOf(transactions), [transactions]);
  const { placed, height, measure } = useVirtualLines(lines, list, [open, focused]);
  const long = height !== undefined;

  function follow({ target }: FocusEvent) {
    setFocused((target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset.id);
  }

  return (
    <div class="transaction-list" ref={list} style={{ height: long ? `${height}px` : '' }} onFocusIn={follow} data-testid="transaction-list" data-long={long}>
      {partsOf(lines, placed).map(({ day, heading, gap, rows }) => (
        <section class="day" key={day.date} style={{ marginTop: `${gap}px` }}>
          <h3 class="day-head" ref={measure} data-index={heading}>
            <time dateTime={day.date} id={`${days}-${day.date}`}>{dayName(day.date, today)}</time>
            {totals && day.transactions.length > 1 && <DayTotals day={day} category={category} />}
          </h3>
          <ul>
            {rows.map(({ index, row, at, gap }) => (
              <TransactionRow
                key={row.id}
                transaction={row}
                category={category}
                open={open === row.id}
                onOpen={(wanted) => onOpen(wanted ? row.id : undefined)}
                selecting={selecting}
                place={{ index, gap, measure, day: `${days}-${day.date}`, ...(long && { number: at + 1, of: transactions.length }) }}
                {...rest}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function DayTotals({ day, category }: { day: Day; category: Category | undefined }) {
  return (
    <span class="day-totals">
      {totalsOf(countedIn(day.transactions, category)).map(({ currency, amount }) => (
        <span key={currency} data-testid="day-total" data-date={day.date} data-currency={currency} data-amount={amount}>
          {formatMoney(amount, currency, true)} <span class="visually-hidden">{t.transactions.ofDay}</span>
        </span>
      ))}
    </span>
  );
}
