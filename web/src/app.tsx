// Which screen to show.

import { BudgetScreen } from './components/budget-screen.tsx';
import { Failed } from './components/failed.tsx';
import { Footer } from './components/footer.tsx';
import { Header } from './components/header.tsx';
import { Loading } from './components/loading.tsx';
import { SimulatedBanner } from './components/simulated-banner.tsx';
import { Welcome } from './components/welcome.tsx';
import type { Household, HouseholdModel } from './model/household.ts';

export interface ScreenProps {
  model: HouseholdModel;
  state: Household;
}

export function App({ model, state, connectError }: ScreenProps & { connectError: string | undefined }) {
  return (
    <>
      <a class="skip-link" href="#main">Skip to the budget</a>
      {state.environment === 'simulated' && <SimulatedBanner />}
      <Header model={model} state={state} />
      <Screen model={model} state={state} connectError={connectError} />
      {state.screen === 'budget' && <Footer />}
    </>
  );
}

function Screen({ model, state, connectError }: ScreenProps & { connectError: string | undefined }) {
  switch (state.screen) {
    case 'starting':
      return <Loading what="Looking for your banks…" />;
    case 'failed':
      return <Failed model={model} state={state} />;
    case 'welcome':
      return <Welcome model={model} state={state} connectError={connectError} />;
    case 'budget':
      return <BudgetScreen model={model} state={state} connectError={connectError} />;
  }
}
