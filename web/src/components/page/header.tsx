// Who is connected, how fresh the figures are, and the menu.

import type { ScreenProps } from '../../app.tsx';
import { t } from '../../text/index.ts';
import { Freshness } from './freshness.tsx';
import { Menu } from './menu.tsx';
import { RefreshButton } from './refresh-button.tsx';

export function Header({ model, state }: ScreenProps) {
  const reading = state.connections.some(({ id }) => state.readings[id]?.state === 'reading');
  return (
    <header class="header">
      <a class="wordmark" href="/" aria-label={t.home.startPage}>
        <Purse />
        openpurse
      </a>
      {state.screen === 'budget' && (
        <>
          {state.connections.length > 0 && <Freshness state={state} />}
          {state.connections.length > 0 && <RefreshButton reading={reading} onRefresh={() => void model.refresh()} />}
          <Menu model={model} state={state} />
        </>
      )}
    </header>
  );
}

function Purse() {
  return (
    <svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d="M4.5 10h15l1.3 8.2a2 2 0 0 1-2 2.3H5.2a2 2 0 0 1-2-2.3z" fill="currentColor" />
      <path d="M7 10c0-4.2 2.1-6.5 5-6.5s5 2.3 5 6.5" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
      <circle cx="12" cy="10" r="1.8" class="purse-clasp" />
    </svg>
  );
}
