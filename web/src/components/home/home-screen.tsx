// Home: the period, its totals, what is worth knowing, the budget, what is to come, the transactions.

import type { Category } from 'openpurse';
import { useMemo, useState } from 'preact/hooks';
import { accountNames } from '../../model/accounts.ts';
import { feedStart, previousStartsSince } from '../../model/dates.ts';
import { Budget } from '../budgets/budget.tsx';
import type { FiguresProps } from '../page/household-screen.tsx';
import { Recurring } from '../recurring/recurring.tsx';
import { Transactions } from '../transactions/transactions.tsx';
import { Alerts } from './alerts.tsx';
import { ComingUp } from './coming-up.tsx';
import { PeriodNav } from './period-nav.tsx';
import { SpendingLine } from './spending-line.tsx';
import { Totals } from './totals.tsx';

/** In which it is drawn: the totals, what is to come, the budget, and then the rows, so many a step. */
export const STEPS = 7;
const ROWS_A_STEP = 40;

export function HomeScreen({ model, state, view, step }: FiguresProps) {
  const [category, setCategory] = useState<Category>();
  const names = useMemo(() => accountNames(state, view), [state.readings, view]);
  const { report, recurring, spending, files = [] } = view;
  const { today } = state;
  const imported = files.flatMap(({ from }) => from ?? []).sort()[0];
  const fed = feedStart(today);
  const missing = state.connections.filter(({ id }) => state.readings[id]?.last === undefined).map(({ bank_name }) => bank_name);
  const hasBefore = previousStartsSince(report.period, imported !== undefined && imported < fed ? imported : fed);
  return (
    <>
      <PeriodNav period={report.period} today={today} imported={imported} onShow={(label) => void model.show(label)} />
      <Totals report={report} today={today} without={missing} />
      <Alerts key={report.period.label} report={report} />
      {step >= 1 && (
        <div class="columns">
          <SpendingLine report={report} spending={spending} today={today} hasBefore={hasBefore} />
          <ComingUp report={report} recurring={recurring} today={today} />
        </div>
      )}
      {step >= 2 && (
        <div class="columns">
          <Budget
            report={report}
            today={today}
            selected={category}
            onSelect={(next) => setCategory(next === category ? undefined : next)}
            onSave={state.settings && ((of, amount) => model.saveCap(of, amount))}
          />
          <div>
            {step >= 3 && <Recurring payments={recurring} today={today} />}
            {step >= 4 && (
              <Transactions
                view={view}
                most={step < STEPS ? (step - 3) * ROWS_A_STEP : Infinity}
                today={today}
                accountNames={names}
                corrections={model.corrections}
                category={category}
                onClearCategory={() => setCategory(undefined)}
              />
            )}
          </div>
        </div>
      )}
    </>
  );
}
