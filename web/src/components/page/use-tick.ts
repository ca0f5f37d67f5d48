// Draws again every few seconds, and at once when the page is seen again: for ages of figures.

import { useEffect, useState } from 'preact/hooks';

/** Often enough that a minute is never said much later than it has passed. */
const TICK_MS = 10_000;

export function useTick(): void {
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
