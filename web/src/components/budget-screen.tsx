// The connected page: notices, the period, its totals, the budget, what is to come, the transactions.

import type { Category } from 'openpurse';
import { useState } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import type { View } from '../core/protocol.ts';
import { feedStart, previousStartsSince } from '../model/dates.ts';
import { connectErrorText, noticesOf } from '../model/notices.ts';
import { Alerts } from './alerts.tsx';
import { Budget } from './budget.tsx';
import { ComingUp } from './coming-up.tsx';
import { LearnedNotice, UndoBar } from './learned-notices.tsx';
import { Skeleton } from './loading.tsx';
import { Notices } from './notices.tsx';
import { PeriodNav } from './period-nav.tsx';
import { Recurring } from './recurring.tsx';
import { SpendingLine } from './spending-line.tsx';
import { Totals } from './totals.tsx';
import { Transactions } from './transactions.tsx';

export function BudgetScreen({ model, state, connectError }: ScreenProps & { connectError: string | undefined }) {
  const waitingFor = state.connections.filter(({ id }) => state.readings[id]?.state === 'reading').map(({ bank_name }) => bank_name);
  const reading = waitingFor.length > 0;
  const nothing = state.view === undefined && !reading;
  return (
    <main id="main" class="household" data-testid="household" data-state={reading ? 'reading' : 'ready'} aria-busy={reading}>
      {connectError !== undefined && (
        <p class="notice notice-alone" role="alert" data-testid="connect-error">{connectErrorText(connectError)}</p>
      )}
      <Notices notices={noticesOf(state)} onRetry={(id) => void model.read(id)} onRenew={(id) => void model.renew(id)} />
      <LearnedNotice learned={state.learned} corrections={model.corrections} />
      <p class={reading ? 'reading' : 'visually-hidden'} role="status">
        {reading ? `Reading ${waitingFor.join(', ')}…` : nothing ? '' : 'All figures are here.'}
      </p>
      {state.view !== undefined && <Period model={model} state={state} view={state.view} />}
      {state.view === undefined && reading && <Skeleton />}
      {nothing && (
        <section class="letter">
          <h1>No figures could be read</h1>
          <p class="letter-lead">None of your banks answered with anything to show. The reasons are above; nothing is filled in for them.</p>
          <button class="button" onClick={() => void model.refresh()}>Try all again</button>
        </section>
      )}
      <UndoBar learned={state.learned} corrections={model.corrections} />
    </main>
  );
}

function Period({ model, state, view }: ScreenProps & { view: View }) {
  const [category, setCategory] = useState<Category>();
  const files = view.files ?? [];
  const accounts = [...files, ...Object.values(state.readings).map(({ last }) => last)].flatMap((source) => source?.accounts ?? []);
  const accountNames = new Map(accounts.map(({ id, name }) => [id, name] as const));
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
            accountNames={accountNames}
            corrections={model.corrections}
            category={category}
            onClearCategory={() => setCategory(undefined)}
          />
        </div>
      </div>
    </>
  );
}
