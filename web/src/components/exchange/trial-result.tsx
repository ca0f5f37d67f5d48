// What comes of a file as its columns are chosen now: how many rows, and the newest as they are understood.

import type { Trial } from '../../core/protocol.ts';
import type { Failure } from '../../edge/http.ts';
import { shortDate } from '../../model/dates.ts';
import { formatMoney } from '../../model/money.ts';
import { fileProblemText } from '../../model/reasons.ts';
import { t } from '../../text/index.ts';

export function TrialResult({ trial }: { trial: Trial | Failure | undefined }) {
  const words = t.exchange.mapping;
  const good = trial !== undefined && 'transactions' in trial ? trial : undefined;
  const first = good?.problems[0] && fileProblemText(good.problems[0]);
  return (
    <div class="trial" role="status" data-testid="trial" data-transactions={good?.transactions ?? 0} data-problems={good?.problems.length ?? 0}>
      {trial === undefined && <p class="quiet-text">{words.missing}</p>}
      {trial !== undefined && good === undefined && <p class="field-error">{words.nothing} {(trial as Failure).message}</p>}
      {good && <p>{good.transactions > 0 ? words.result(t.exchange.rows(good.transactions)) : words.nothing}</p>}
      {good && (
        <ul class="trial-rows">
          {good.first.map(({ id, date, description, amount, currency }) => (
            <li key={id} data-testid="trial-row" data-date={date} data-amount={amount} data-currency={currency}>
              <time dateTime={date}>{shortDate(date)} {date.slice(0, 4)}</time>
              <span>{description}</span>
              <span class={amount > 0 ? 'money-in' : ''}>{formatMoney(amount, currency, true)}</span>
            </li>
          ))}
        </ul>
      )}
      {good && first && <p class="field-error">{words.problems(good.problems.length)}: <span lang={first.lang}>{first.text}</span></p>}
    </div>
  );
}
