// How old each bank's figures are.

import { useEffect, useState } from 'preact/hooks';
import { ago, clockTime } from '../../model/dates.ts';
import type { Household } from '../../model/state.ts';
import { t } from '../../text/index.ts';

/** Often enough that a minute is never said much later than it has passed. */
const TICK_MS = 10_000;

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

/** Draws again every few seconds, and at once when the page is seen again. */
function useTick(): void {
  const [, setTick] = useState(0);
  useEffect(() => {
    const tick = () => setTick((count) => count + 1);
    const timer = setInterval(tick, TICK_MS);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
}
