// How old each bank's figures are.

import { ago, clockTime } from '../../model/dates.ts';
import type { Household } from '../../model/state.ts';
import { t } from '../../text/index.ts';
import { useTick } from './use-tick.ts';

export function Freshness({ state: { connections, readings } }: { state: Household }) {
  useTick();
  const now = Date.now();
  return (
    <ul class="connection" aria-label={t.home.banks}>
      {connections.map(({ id, bank_name }) => {
        const asOf = readings[id]?.last?.asOf;
        return (
          <li key={id} data-testid="freshness" data-connection={id}>
            {bank_name}
            {asOf != null && <>, <time class="connection-time" dateTime={asOf} title={t.home.asOf(clockTime(asOf))}>{ago(asOf, now)}</time></>}
          </li>
        );
      })}
    </ul>
  );
}
