// What the screen of budgets shows: caps with all that they can be, suggestions, the past of each category, rules, and how the year is divided.

import { useEffect, useState } from 'preact/hooks';
import type { Category } from 'openpurse';
import type { History } from '../../core/protocol.ts';
import type { Failure } from '../../edge/http.ts';
import { capChoices, type CapPlan } from '../../model/cap-choices.ts';
import { withoutChange } from '../../model/caps.ts';
import { feedStart, periodName } from '../../model/dates.ts';
import { loadedSince, wholePeriods } from '../../model/history.ts';
import { sentence } from '../../model/problems.ts';
import { linkTo } from '../../model/route.ts';
import { listed, t } from '../../text/index.ts';
import { Budget } from './budget.tsx';
import { CategoryHistories } from './category-histories.tsx';
import type { FiguresProps } from '../page/household-screen.tsx';
import { PeriodForm } from './period-form.tsx';
import { Rules } from './rules.tsx';
import { Suggestions } from './suggestions.tsx';
import { Thresholds } from './thresholds.tsx';

export function BudgetPlans({ model, state, view, route }: FiguresProps) {
  const connected = state.connections.length > 0;
  const since = loadedSince(state.today, connected, view.files);
  const history = useHistory(model, view, since, feedStart(state.today));
  const loaded = history !== undefined && 'reports' in history ? history : undefined;
  const report = loaded?.reports.at(-1) ?? view.report;
  const stored = state.settings?.value;
  const [problem, setProblem] = useState<string>();
  const missing = state.connections.filter(({ id }) => state.readings[id]?.last === undefined).map(({ bank_name }) => bank_name);
  const banks = state.connections.flatMap(({ id }) => state.readings[id]?.last ?? []);

  function planOf(category: Category): CapPlan {
    const cap = stored?.caps?.find((known) => known.category === category);
    return {
      cap,
      current: report.period,
      choices: capChoices(cap, loaded!),
      onDrop: (from) => drop(category, from),
    };
  }

  async function drop(category: Category, from: string): Promise<boolean> {
    const failure = await model.settings.change((before) => ({ ...before, caps: withoutChange(before.caps ?? [], category, from) }));
    setProblem(failure);
    return failure === undefined;
  }

  return (
    <div class="budgets" data-testid="budgets" data-state={loaded === undefined ? 'reading' : 'ready'}>
      <h1>{t.navigation.budgets}</h1>
      <p class="quiet-text">{missing.length === 0 ? periodName(report.period) : t.home.without(periodName(report.period), listed(missing))}</p>
      {history !== undefined && 'message' in history && <p class="field-error" role="alert">{sentence(history)}</p>}
      {problem !== undefined && <p class="field-error" role="alert" data-testid="budgets-problem">{problem}</p>}
      <div class="columns">
        <Budget
          report={report}
          today={state.today}
          onSave={stored && ((category, amount, terms = { from: report.period.from }) => model.settings.saveCap(category, amount, terms))}
          title={t.budgets.caps.title}
          linkOf={(category) => linkTo('transactions', { category })}
          planOf={loaded && stored && planOf}
        />
        <div class="plans">
          {loaded && stored && missing.length === 0 && <Suggestions reports={wholePeriods(loaded, banks, state.today)} current={report} settings={model.settings} />}
          {stored && <Thresholds stored={stored.alert_thresholds ?? [80, 100]} settings={model.settings} />}
        </div>
      </div>
      <div class="plans">
        {loaded && <CategoryHistories reports={loaded.reports} fed={connected ? feedStart(state.today) : undefined} />}
        {stored && (
          <>
            <Rules
              stored={stored}
              settings={model.settings}
              drafts={model.drafts}
              query={route.query}
              accountNames={accountNamesOf({ state, view })}
              merchants={[...new Set(view.transactions.flatMap(({ merchant }) => merchant ?? []))].sort()}
            />
            <PeriodForm stored={stored} today={state.today} settings={model.settings} />
          </>
        )}
      </div>
    </div>
  );
}

function accountNamesOf({ state, view }: Pick<FiguresProps, 'state' | 'view'>): Map<string, string> {
  const connected = state.connections.flatMap(({ id, bank_name }) => (state.readings[id]?.last?.accounts ?? []).map((account) => [account.id, `${bank_name}, ${account.name}`] as const));
  const imported = (view.files ?? []).flatMap(({ accounts }) => accounts.map(({ id, name }) => [id, name] as const));
  return new Map([...connected, ...imported]);
}

/** Asked anew whenever the figures changed; until the answer is there, the last one stays. */
function useHistory(model: FiguresProps['model'], view: FiguresProps['view'], since: string, fed: string): History | Failure | undefined {
  const [history, setHistory] = useState<History | Failure>();
  useEffect(() => {
    let wanted = true;
    void model.settings.history(since, fed).then((found) => wanted && setHistory(found));
    return () => void (wanted = false);
  }, [view, since, fed]);
  return history;
}
