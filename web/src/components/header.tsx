// Who is connected, how fresh the figures are, and the menu.

import type { ScreenProps } from '../app.tsx';
import type { Household } from '../model/household.ts';
import { clockTime } from '../model/dates.ts';
import { Menu } from './menu.tsx';

export function Header({ model, state }: ScreenProps) {
  const reading = state.connections.some(({ id }) => state.readings[id]?.state === 'reading');
  return (
    <header class="header">
      <a class="wordmark" href="/" aria-label="openpurse, start page">
        <Purse />
        openpurse
      </a>
      {state.screen === 'budget' && (
        <>
          <p class="connection">
            <span class="connection-banks">{state.connections.map(({ bank_name }) => bank_name).join(', ')}</span>
            <span class="connection-time">{asOf(state)}</span>
          </p>
          <button class="button button-quiet" data-testid="refresh" disabled={reading} onClick={() => void model.refresh()}>
            Refresh
          </button>
          <Menu model={model} state={state} />
        </>
      )}
    </header>
  );
}

/** The time of the oldest figures on the screen. */
function asOf({ connections, readings }: Household): string {
  const times = connections.map(({ id }) => readings[id]?.last?.asOf).filter((time) => time != null);
  const oldest = times.sort()[0];
  return oldest === undefined ? '' : `as of ${clockTime(oldest)}`;
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
