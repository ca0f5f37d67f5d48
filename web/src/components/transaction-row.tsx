// One transaction. What it is can be told without colour: signs for the direction, words for the rest.

import type { Transaction } from 'openpurse';
import { CATEGORY_NAMES } from '../model/categories.ts';
import { exactText, formatMoney } from '../model/money.ts';

export function TransactionRow({ transaction, account }: { transaction: Transaction; account: string | undefined }) {
  const { id, amount, currency, category, kind, status, date, merchant, description } = transaction;
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
      <div class="transaction-what">
        <p class="transaction-name">{name}</p>
        <p class="transaction-more">
          {status === 'pending' && <span class="tag tag-pending">Pending</span>}
          <span class="tag">{kindText(transaction)}</span>
          {account && <span>{account}</span>}
          {name !== description && <span class="transaction-description">{description}</span>}
        </p>
      </div>
      <p class={amount > 0 ? 'transaction-amount money-in' : 'transaction-amount'}>{formatMoney(amount, currency, true)}</p>
    </li>
  );
}

function kindText({ kind, category }: Transaction): string {
  switch (kind) {
    case 'transfer':
      return '⇄ Own transfer';
    case 'refund':
      return `↩ Refund, ${CATEGORY_NAMES[category]}`;
    case 'excluded':
      return 'Left out';
    default:
      return CATEGORY_NAMES[category];
  }
}
