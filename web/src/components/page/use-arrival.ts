// One page in place of another, as when the person has logged out: what had the focus is gone, so the new page takes it, at its top.

import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Household } from '../../model/state.ts';

/** Before the effects of what is drawn: a dialog that the new page opens gives the focus back to it. */
export function useArrival(screen: Household['screen']): void {
  const first = useRef(true);
  useLayoutEffect(() => {
    // Only on the way to another one.
    if (screen === 'starting') return;
    // The first one is left as the browser opens it.
    if (!first.current) focusOn(screen);
    first.current = false;
  }, [screen]);
}

function focusOn(screen: Household['screen']): void {
  const main = document.getElementById('main');
  // The heading of figures that are still being read gives way to another one.
  const target = screen === 'budget' ? main : main?.querySelector('h1') ?? main;
  if (target === null) return;
  target.tabIndex = -1;
  scrollTo(0, 0);
  target.focus({ preventScroll: true });
}
