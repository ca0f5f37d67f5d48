// One transaction, which opens to say why it is what it is. What it is can be told without colour: signs for the direction, words for the rest.

import type { Transaction } from 'openpurse';
import { useId } from 'preact/hooks';
import { categoryName } from '../model/categories.ts';
import type { Corrections } from '../model/corrections.ts';
import { exactText, formatMoney } from '../model/money.ts';
import { TransactionDetails } from './transaction-details.tsx';

interface TransactionRowProps {
  transaction: Transaction;
  accountNames: Map<string, string>;
  corrections: Corrections;
  open: boolean;
  onOpen: (open: boolean) => void;
}

export function TransactionRow({ transaction, accountNames, corrections, open, onOpen }: TransactionRowProps) {
  const { id, amount, currency, category, kind, status, date, merchant, description, account_id } = transaction;
  const details = useId();
  const account = accountNames.get(account_id);
  const name = merchant ?? description;
  return (
    <li
      class={`transaction transaction-${kind} transaction-${status}`}
      data-testid="transaction-row"
      data-id={id}
      data-amount={exactText(amount, currency)}
      data-currency={currency}
      data-category={category}
      data-kind={kind}
      data-status={status}
      data-date={date}
    >
      <div class="transaction-line">
        <div class="transaction-what">
          <button class="transaction-name" data-testid="open-row" aria-expanded={open} aria-controls={details} onClick={() => onOpen(!open)}>
            {name}
          </button>
          <p class="transaction-more">
            {status === 'pending' && <span class="tag tag-pending">Pending</span>}
            <span class="tag">{kindText(transaction)}</span>
            {account && <span>{account}</span>}
            {name !== description && <span class="transaction-description">{description}</span>}
          </p>
        </div>
        <p class={amount > 0 ? 'transaction-amount money-in' : 'transaction-amount'}>{formatMoney(amount, currency, true)}</p>
        <Arrow />
      </div>
      <div id={details} hidden={!open}>
        {open && <TransactionDetails transaction={transaction} accountNames={accountNames} corrections={corrections} />}
      </div>
    </li>
  );
}

export function kindText({ kind, category }: Transaction): string {
  switch (kind) {
    case 'transfer':
      return '⇄ Own transfer';
    case 'refund':
      return `↩ Refund, ${categoryName(category)}`;
    case 'excluded':
      return 'Left out';
    default:
      return categoryName(category);
  }
}

function Arrow() {
  return (
    <svg class="transaction-arrow" viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path d="M6 9.5l6 6 6-6" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}
