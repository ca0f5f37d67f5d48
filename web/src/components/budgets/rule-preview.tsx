// The transactions that a rule would change, each with what it is and what it would be.

import type { Meaning } from 'openpurse';
import type { Preview } from '../../core/protocol.ts';
import { categoryName } from '../../model/categories.ts';
import { shortDate } from '../../model/dates.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';

export function RulePreview({ preview, currency }: { preview: Preview | undefined; currency: string }) {
  const says = t.budgets.rules.preview;
  const more = preview === undefined ? 0 : preview.count - preview.changes.length;
  return (
    <div class="rule-preview" data-testid="rule-preview" data-count={preview?.count}>
      <h4>{says.title}</h4>
      <p class="quiet-text" role="status">{preview === undefined ? says.asking : says.counted(preview.count)}</p>
      {preview && preview.count > 0 && (
        <ul class="rule-changes" tabIndex={0} aria-label={says.title}>
          {preview.changes.map(({ id, before, after, transaction }) => (
            <li key={id} data-testid="rule-change" data-id={id} data-before={meaning(before, currency)} data-after={meaning(after, currency)}>
              <div class="rule-change-line">
                <span>{transaction.merchant ?? transaction.description}</span>
                <span>{formatMoney(transaction.amount, transaction.currency, true)}</span>
              </div>
              <p class="quiet-text">{shortDate(transaction.date)}, {words(before, transaction.currency)} → {words(after, transaction.currency)}</p>
            </li>
          ))}
          {more > 0 && <li class="quiet-text">{says.more(more)}</li>}
        </ul>
      )}
    </div>
  );
}

function words({ kind, category, splits }: Meaning, currency: string): string {
  if (kind === 'excluded') return t.budgets.rules.leftOut;
  if (splits === undefined) return categoryName(category);
  return splits.map((part) => `${formatMoney(Math.abs(part.amount), currency)} ${categoryName(part.category)}`).join(', ');
}

/** The same for tests. */
function meaning({ kind, category, splits }: Meaning, currency: string): string {
  if (kind === 'excluded') return kind;
  return splits === undefined ? category : splits.map((part) => `${part.category} ${exactText(part.amount, currency)}`).join(', ');
}
