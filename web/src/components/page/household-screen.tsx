// The connected page: what did not come, then the screen that the address names.

import type { ComponentType } from 'preact';
import type { ScreenProps } from '../../app.tsx';
import type { View } from '../../core/protocol.ts';
import { noticesOf } from '../../model/notices.ts';
import { connectErrorText } from '../../model/problems.ts';
import type { Route, RouteName } from '../../model/route.ts';
import { t } from '../../text/index.ts';
import { BudgetsScreen } from '../budgets/budgets-screen.tsx';
import { ConnectionsScreen } from '../connections/connections-screen.tsx';
import { FilesOnlyNotice } from '../exchange/files-only.tsx';
import { HomeScreen, STEPS } from '../home/home-screen.tsx';
import { RecurringScreen } from '../recurring/recurring-screen.tsx';
import { LearnedNotice, UndoBar } from '../transactions/learned-notices.tsx';
import { TransactionsScreen } from '../transactions/transactions-screen.tsx';
import { Skeleton } from './loading.tsx';
import { Navigation } from './navigation.tsx';
import { Notices } from './notices.tsx';
import { useSteps } from './use-steps.ts';

/** What a screen of figures is drawn from. */
export interface FiguresProps extends ScreenProps {
  view: View;
  route: Route;
  /** How much of it may be drawn already, where it is drawn in steps. */
  step: number;
}

const SCREENS: Record<Exclude<RouteName, 'connections'>, ComponentType<FiguresProps>> = {
  home: HomeScreen,
  transactions: TransactionsScreen,
  budgets: BudgetsScreen,
  recurring: RecurringScreen,
};

export function HouseholdScreen({ model, state, route, connectError }: ScreenProps & { route: Route; connectError: string | undefined }) {
  const waitingFor = state.connections.filter(({ id }) => state.readings[id]?.state === 'reading').map(({ bank_name }) => bank_name);
  const reading = waitingFor.length > 0;
  const nothing = state.view === undefined && !reading;
  const whole = Object.values(state.readings).every(({ state, last }) => state !== 'failed' && (last?.errors.length ?? 0) === 0);
  const inSteps = state.view !== undefined && route.name === 'home';
  const step = useSteps(inSteps, STEPS);
  const busy = reading || (inSteps && step < STEPS);
  return (
    <>
      <Navigation current={route.name} />
      <main id="main" tabIndex={-1} class="household" data-testid="household" data-state={busy ? 'reading' : 'ready'} aria-busy={busy}>
        {connectError !== undefined && (
          <p class="notice notice-alone" role="alert" data-testid="connect-error">{connectErrorText(connectError, location.protocol)}</p>
        )}
        <FilesOnlyNotice model={model} state={state} />
        <Notices notices={noticesOf(state)} onRetry={(id) => void model.read(id)} onRenew={(id) => void model.renew(id)} />
        <LearnedNotice learned={state.learned} corrections={model.corrections} />
        <p class={reading ? 'reading' : 'visually-hidden'} role="status">
          {reading ? t.home.reading(waitingFor.join(', ')) : nothing || !whole ? '' : t.home.allHere}
        </p>
        <Figures model={model} state={state} route={route} step={step} reading={reading} />
        {/* On that screen it stands above what is selected. */}
        {route.name !== 'transactions' && <UndoBar learned={state.learned} corrections={model.corrections} />}
      </main>
    </>
  );
}

function Figures({ model, state, route, step, reading }: ScreenProps & { route: Route; step: number; reading: boolean }) {
  // Banks can be looked after without a figure.
  if (route.name === 'connections') return <ConnectionsScreen model={model} state={state} />;
  const Screen = SCREENS[route.name];
  if (state.view !== undefined) return <Screen model={model} state={state} view={state.view} route={route} step={step} />;
  if (reading) return <Skeleton />;
  return (
    <section class="letter">
      <h1>{t.home.nothing.title}</h1>
      <p class="letter-lead">{t.home.nothing.lead}</p>
      <button class="button" onClick={() => void model.refresh()}>{t.home.nothing.again}</button>
    </section>
  );
}
