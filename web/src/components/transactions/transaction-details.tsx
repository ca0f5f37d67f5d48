// An opened transaction: its text in full, why it is what it is, the row it belongs to, and the way to correct it.

import type { Transaction } from 'openpurse';
import { useEffect, useState } from 'preact/hooks';
import type { Reason } from '../../core/protocol.ts';
import type { Failure } from '../../edge/http.ts';
import { categoryName } from '../../model/categories.ts';
import type { Corrections } from '../../model/corrections.ts';
import { shortDate } from '../../model/dates.ts';
import { formatMoney } from '../../model/money.ts';
import { sentence } from '../../model/problems.ts';
import { reasonText } from '../../model/reasons.ts';
import { linkTo } from '../../model/route.ts';
import { t } from '../../text/index.ts';
import { CorrectionForm } from './correction-form.tsx';

interface TransactionDetailsProps {
  transaction: Transaction;
  accountNames: ReadonlyMap<string, string>;
  corrections: Corrections;
}

export function TransactionDetails({ transaction, accountNames, corrections }: TransactionDetailsProps) {
  const [reason, setReason] = useState<Reason | Failure>();
  // Asked again after each change of the figures: a correction elsewhere may decide this one too.
  useEffect(() => {
    let wanted = true;
    void corrections.explain(transaction).then((answer) => wanted && setReason(answer));
    return () => void (wanted = false);
  }, [transaction]);
  const { description, splits, currency } = transaction;
  const words = t.transactions;
  return (
    <div class="details" data-testid="row-details">
      <p class="details-text">{description}</p>
      <h4>{words.why(splits ? words.aSplit : whatItIs(transaction))}</h4>
      {reason === undefined && <p class="quiet-text">{words.moment}</p>}
      {reason !== undefined && 'message' in reason && <p class="field-error" role="alert">{sentence(reason)}</p>}
      {reason !== undefined && 'explanation' in reason && (
        <>
          <ul class="because" data-testid="because" data-decided-by={reason.explanation.decided_by}>
            {reason.explanation.reasons.map((one) => <li key={one.code}>{reasonText(one)}</li>)}
          </ul>
          {reason.other && <Other row={reason.other} of={transaction} account={accountNames.get(reason.other.account_id)} />}
        </>
      )}
      {splits && (
        <ul class="because" data-testid="parts">
          {splits.map(({ category, amount }) => <li key={category}>{words.splitPart(categoryName(category), formatMoney(amount, currency, true))}</li>)}
        </ul>
      )}
      <CorrectionForm transaction={transaction} corrections={corrections} />
      <a class="text-button" data-testid="make-rule" href={ruleLink(transaction)}>{words.makeRule}</a>
    </div>
  );
}

/** The row that this one belongs to. */
function Other({ row, of, account }: { row: Transaction; of: Transaction; account: string | undefined }) {
  const title = of.kind === 'transfer' ? t.transactions.otherSide : t.transactions.purchase;
  return (
    <p class="other-row" data-testid="other-row" data-id={row.id}>
      <span class="quiet-text">{title}</span>
      <a class="other-name" data-testid="go-other" href={linkTo('transactions', { row: row.id })}>{row.merchant ?? row.description}</a>
      <span class="quiet-text">{[account, shortDate(row.date)].filter(Boolean).join(', ')}</span>
      <span>{formatMoney(row.amount, row.currency, true)}</span>
    </p>
  );
}

/** The form of a new rule that begins with this transaction. */
function ruleLink({ merchant, description }: Transaction): string {
  return linkTo('budgets', merchant === null ? { rule_text: description.slice(0, 200) } : { rule_merchant: merchant });
}

function whatItIs({ kind, category }: Transaction): string {
  const words = t.transactions;
  if (kind === 'transfer') return words.aTransfer;
  if (kind === 'excluded') return words.isLeftOut;
  return kind === 'refund' ? words.aRefund(categoryName(category)) : categoryName(category);
}
