// The document's title: what a tab, a bookmark and a screen reader call the screen that is shown.

import { useEffect } from 'preact/hooks';
import type { RouteName } from '../../model/route.ts';
import type { Household } from '../../model/state.ts';
import { t } from '../../text/index.ts';
import { failedTitle } from './failed.tsx';

export function useTitle(state: Household, route: RouteName): void {
  const title = titleOf(state, route);
  useEffect(() => void (document.title = title), [title]);
}

function titleOf({ screen, failure }: Household, route: RouteName): string {
  switch (screen) {
    case 'starting':
      return 'openpurse';
    case 'failed':
      return failedTitle(failure);
    case 'welcome':
      return `${t.home.welcome.connect} · openpurse`;
    case 'budget':
      return `${t.navigation[route]} · openpurse`;
  }
}
