// Which screen to show.

import { DeviceLines } from './components/device-lines.tsx';
import { Failed } from './components/failed.tsx';
import { Footer } from './components/footer.tsx';
import { Header } from './components/header.tsx';
import { HouseholdScreen } from './components/household-screen.tsx';
import { Loading } from './components/loading.tsx';
import { SimulatedBanner } from './components/simulated-banner.tsx';
import { useRoute } from './components/use-route.ts';
import { Welcome } from './components/welcome.tsx';
import type { Household, HouseholdModel } from './model/household.ts';
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
      {state.screen === 'budget' && <Footer onSpoken={onSpoken} />}
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
