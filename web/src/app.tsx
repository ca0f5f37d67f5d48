// Which screen to show.

import { DeviceLines } from './components/page/device-lines.tsx';
import { Failed } from './components/page/failed.tsx';
import { Footer } from './components/page/footer.tsx';
import { Header } from './components/page/header.tsx';
import { HouseholdScreen } from './components/page/household-screen.tsx';
import { Loading } from './components/page/loading.tsx';
import { SimulatedBanner } from './components/page/simulated-banner.tsx';
import { useArrival } from './components/page/use-arrival.ts';
import { useRoute } from './components/page/use-route.ts';
import { useTitle } from './components/page/use-title.ts';
import { Welcome } from './components/page/welcome.tsx';
import type { HouseholdModel } from './model/household.ts';
import type { Household } from './model/state.ts';
import { t } from './text/index.ts';

export interface ScreenProps {
  model: HouseholdModel;
  state: Household;
}

interface AppProps extends ScreenProps {
  connectError: string | undefined;
  /** The page speaks another language now. */
  onSpoken: () => void;
}

export function App({ model, state, connectError, onSpoken }: AppProps) {
  return (
    <>
      <a class="skip-link" href="#main" onClick={skip}>{t.navigation.skip}</a>
      {state.environment === 'simulated' && <SimulatedBanner />}
      <Header model={model} state={state} />
      <DeviceLines model={model} state={state} />
      <Screen model={model} state={state} connectError={connectError} onSpoken={onSpoken} />
      {state.screen === 'budget' && <Footer connected={state.connections.length > 0} onSpoken={onSpoken} />}
    </>
  );
}

/** The address names a screen, so it is not left to the browser to go there. */
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}

function Screen({ model, state, connectError, onSpoken }: AppProps) {
  const route = useRoute();
  useTitle(state, route.name);
  useArrival(state.screen);
  switch (state.screen) {
    case 'starting':
      return <Loading what={t.home.looking} />;
    case 'failed':
      return <Failed model={model} state={state} />;
    case 'welcome':
      return <Welcome model={model} state={state} connectError={connectError} onSpoken={onSpoken} />;
    case 'budget':
      return <HouseholdScreen model={model} state={state} route={route} connectError={connectError} />;
  }
}
