// One transaction, which opens to say why it is what it is. What it is can be told without colour: signs for the direction, words for the rest.

import type { Category, Transaction } from 'openpurse';
import { useId } from 'preact/hooks';
import { categoryName } from '../../model/categories.ts';
import type { Corrections } from '../../model/corrections.ts';
import { shortDate } from '../../model/dates.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import type { Selection } from '../../model/selection.ts';
import { amountIn } from '../../model/splits.ts';
import { t } from '../../text/index.ts';
import { TransactionDetails } from './transaction-details.tsx';

/** Many are chosen, instead of one being opened. */
export interface Selecting {
  selection: Selection;
  /** `through`: and all up to the last one. */
  onToggle: (id: string, through: boolean) => void;
}

/** Where the row is in the list that draws it. */
export interface Place {
  index: number;
  /** The pixels left out above it. */
  gap: number;
  measure: (element: HTMLElement | null) => void;
  /** The element that says its day. */
  day: string;
  /** Which of how many it is, where not all are drawn. */
  number?: number;
  of?: number;
}

interface TransactionRowProps {
  transaction: Transaction;
  byId: ReadonlyMap<string, Transaction>;
  accountNames: ReadonlyMap<string, string>;
  corrections: Corrections;
  /** What is looked at: of a split only its part in it counts. */
  category: Category | undefined;
  open: boolean;
  onOpen: (open: boolean) => void;
  selecting?: Selecting | undefined;
  place: Place;
}

export function TransactionRow({ transaction, category: wanted, byId, accountNames, corrections, open, onOpen, selecting, place }: TransactionRowProps) {
  const { id, amount, currency, category, kind, status, date, merchant, description, account_id } = transaction;
  const own = useId();
  const [details, sum] = [`${own}-details`, `${own}-amount`];
  const counted = (wanted && amountIn(transaction, wanted)) ?? amount;
  const of = counted === amount ? undefined : t.transactions.ofWhole(formatMoney(amount, currency, true));
  const how = [formatMoney(counted, currency, true), of].filter(Boolean).join(' ');
  const account = accountNames.get(account_id);
  const name = merchant ?? description;
  const selected = selecting?.selection.has(id);
  return (
    <li
      class={`transaction transaction-${kind} transaction-${status}${selected ? ' transaction-selected' : ''}`}
      ref={place.measure}
      style={{ marginTop: `${place.gap}px` }}
      aria-setsize={place.of}
      aria-posinset={place.number}
      data-index={place.index}
      data-testid="transaction-row"
      data-id={id}
      data-amount={exactText(amount, currency)}
      data-currency={currency}
      data-category={category}
      data-kind={kind}
      data-status={status}
      data-date={date}
    >
      <div class="transaction-line" onClick={selecting && ((event) => selecting.onToggle(id, event.shiftKey))}>
        {selecting && (
          <input
            type="checkbox"
            class="transaction-check"
            data-testid="select-row"
            checked={selected}
            aria-label={t.transactions.selectRow(name, shortDate(date), how)}
          />
        )}
        <div class="transaction-what">
          {selecting ? (
            <p class="transaction-name">{name}</p>
          ) : (
            <button class="transaction-name" data-testid="open-row" aria-expanded={open} aria-controls={details} aria-describedby={`${sum} ${place.day}`} onClick={() => onOpen(!open)}>
              {name}
            </button>
          )}
          <p class="transaction-more">
            {status === 'pending' && <span class="tag tag-pending">{t.transactions.pending}</span>}
            {tagsOf(transaction, counterpart(transaction, byId, accountNames)).map((text) => <span class="tag" key={text}>{text}</span>)}
            {account && <span>{account}</span>}
            {name.toLowerCase() !== description.toLowerCase() && <span class="transaction-description">{description}</span>}
          </p>
        </div>
        <p class={amount > 0 ? 'transaction-amount money-in' : 'transaction-amount'} id={sum}>
          {formatMoney(counted, currency, true)}
          {of && <span class="transaction-whole" data-testid="row-whole"> {of}</span>}
        </p>
        {!selecting && <Arrow />}
      </div>
      <div id={details} hidden={!open || selecting !== undefined}>
        {open && !selecting && <TransactionDetails transaction={transaction} accountNames={accountNames} corrections={corrections} />}
      </div>
    </li>
  );
}

/** The account at the other side of a transfer, where that is known. */
function counterpart({ transfer_with }: Transaction, byId: ReadonlyMap<string, Transaction>, accountNames: ReadonlyMap<string, string>): string | undefined {
  const other = transfer_with === undefined ? undefined : byId.get(transfer_with);
  return other && accountNames.get(other.account_id);
}

function tagsOf({ kind, category, amount, currency, splits }: Transaction, counterpart: string | undefined): string[] {
  const words = t.transactions;
  if (splits) return splits.map((part) => words.part(categoryName(part.category), formatMoney(part.amount, currency, true)));
  switch (kind) {
    case 'transfer':
      if (!counterpart) return [words.ownTransfer];
      return [amount < 0 ? words.transferTo(counterpart) : words.transferFrom(counterpart)];
    case 'refund':
      return [words.refund(categoryName(category))];
    case 'excluded':
      return [words.leftOut];
    default:
      return [categoryName(category)];
  }
}

function Arrow() {
  return (
    <svg class="transaction-arrow" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path d="M6 9.5l6 6 6-6" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
