// Home: the period, its totals, what is worth knowing, the budget, what is to come, the transactions.

import type { Category } from 'openpurse';
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import type { View } from '../../core/protocol.ts';
import { accountNames } from '../../model/accounts.ts';
import { feedStart, previousStartsSince } from '../../model/dates.ts';
import { Alerts } from './alerts.tsx';
import { Budget } from '../budgets/budget.tsx';
import { ComingUp } from './coming-up.tsx';
import { PeriodNav } from './period-nav.tsx';
import { Recurring } from '../recurring/recurring.tsx';
import { SpendingLine } from './spending-line.tsx';
import { Totals } from './totals.tsx';
import { Transactions } from '../transactions/transactions.tsx';

export function HomeScreen({ model, state, view }: ScreenProps & { view: View }) {
  const [category, setCategory] = useState<Category>();
  const files = view.files ?? [];
  const imported = files.flatMap(({ from }) => from ?? []).sort()[0];
  const fed = feedStart(state.today);
  const missing = state.connections.filter(({ id }) => state.readings[id]?.last === undefined).map(({ bank_name }) => bank_name);
  return (
    <>
      <PeriodNav period={view.report.period} today={state.today} imported={imported} onShow={(label) => void model.show(label)} />
      <Totals report={view.report} today={state.today} without={missing} />
      <Alerts report={view.report} />
      <div class="columns">
        <SpendingLine
          report={view.report}
          spending={view.spending}
          today={state.today}
          hasBefore={previousStartsSince(view.report.period, imported !== undefined && imported < fed ? imported : fed)}
        />
        <ComingUp report={view.report} recurring={view.recurring} today={state.today} />
      </div>
      <div class="columns">
        <Budget
          report={view.report}
          today={state.today}
          selected={category}
          onSelect={(next) => setCategory(next === category ? undefined : next)}
          onSave={state.settings && ((of, amount) => model.saveCap(of, amount))}
        />
        <div>
          <Recurring payments={view.recurring} today={state.today} />
          <Transactions
            view={view}
            today={state.today}
            accountNames={accountNames(state, view)}
            corrections={model.corrections}
            category={category}
            onClearCategory={() => setCategory(undefined)}
          />
        </div>
      </div>
    </>
  );
}
