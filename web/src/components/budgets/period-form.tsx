// How the year is divided: chosen with its days in sight before it is saved.

import type { BudgetSettings } from 'openpurse';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Failure } from '../../edge/http.ts';
import { shortDate, type Period } from '../../model/dates.ts';
import { latest } from '../../model/latest.ts';
import { KINDS, periodDraftOf, periodOf, timeZones, type PeriodDraft, type PeriodKind, type SettingsPeriod } from '../../model/period-draft.ts';
import { sentence } from '../../model/problems.ts';
import type { SettingsChanges } from '../../model/settings.ts';
import { t } from '../../text/index.ts';
import { Field } from './field.tsx';
import { PeriodFields } from './period-fields.tsx';

interface Wish {
  period: SettingsPeriod | undefined;
  timezone: string;
}

export function PeriodForm({ stored, today, settings }: { stored: BudgetSettings; today: string; settings: SettingsChanges }) {
  const { timezone: zone = 'Europe/London', currency = 'GBP', caps = [] } = stored;
  const known = JSON.stringify([stored.period, zone]);
  const [draft, setDraft] = useState<PeriodDraft>(() => periodDraftOf(stored.period, today));
  const [timezone, setTimezone] = useState(zone);
  const [told, setTold] = useState<{ text: string; bad: boolean }>();
  const [busy, setBusy] = useState(false);
  const period = periodOf(draft);
  const periods = usePeriods(settings, { period, timezone }, known);
  const says = t.budgets.period;

  // Also when they were changed somewhere else.
  useEffect(() => {
    setDraft(periodDraftOf(stored.period, today));
    setTimezone(zone);
  }, [known]);

  function change(part: Partial<PeriodDraft>) {
    setDraft({ ...draft, ...part });
    setTold(undefined);
  }

  function chooseZone(name: string) {
    setTimezone(name);
    setTold(undefined);
  }

  async function submit(event: Event) {
    event.preventDefault();
    if (period === undefined) return;
    setBusy(true);
    const failure = await settings.change((before) => ({ ...before, period, timezone }));
    setBusy(false);
    setTold({ text: failure ?? t.budgets.saved, bad: failure !== undefined });
  }

  return (
    <section class="plan" aria-labelledby="period-title">
      <h2 id="period-title">{says.title}</h2>
      <form class="plan-form" noValidate onSubmit={(event) => void submit(event)}>
        <div class="form-grid">
          <Field label={says.kind}>
            {(tied) => (
              <select {...tied} class="input" data-testid="period-kind" value={draft.kind} onChange={(event) => change({ kind: event.currentTarget.value as PeriodKind })}>
                {KINDS.map((kind) => <option key={kind} value={kind}>{says.kinds[kind]}</option>)}
              </select>
            )}
          </Field>
          <PeriodFields draft={draft} onChange={change} />
          <Field label={says.timezone}>
            {(tied) => (
              <select {...tied} class="input" data-testid="period-timezone" value={timezone} onChange={(event) => chooseZone(event.currentTarget.value)}>
                {timeZones(zone).map((name) => <option key={name} value={name}>{name.replaceAll('_', ' ')}</option>)}
              </select>
            )}
          </Field>
        </div>
        <PeriodPreview periods={periods} inForce={JSON.stringify([period, timezone]) === known} />
        {caps.length > 0 && draft.kind !== (stored.period?.kind ?? 'month') && <p class="quiet-text" data-testid="caps-stay">{says.capsStay}</p>}
        <div class="plan-buttons">
          <button class="button button-small" data-testid="save-period" disabled={busy || period === undefined}>{busy ? t.budgets.saving : t.budgets.save}</button>
          <p class={told?.bad ? 'field-error' : 'quiet-text'} role="status" data-testid="period-told">{told?.text}</p>
        </div>
      </form>
      <p class="form-hint">{says.currency}: <strong>{currency}</strong>. {says.currencyHint}</p>
    </section>
  );
}

function PeriodPreview({ periods, inForce }: { periods: Periods; inForce: boolean }) {
  const says = t.budgets.period;
  if (periods === undefined) return <p class="quiet-text" role="status" />;
  if ('message' in periods) return <p class="field-error" role="alert">{sentence(periods)}</p>;
  const [now, next] = periods.map(({ from, to }) => `${shortDate(from)} \u2013 ${shortDate(to)}`) as [string, string];
  return (
    <p class="period-preview" role="status" data-testid="period-preview" data-from={periods[0].from} data-to={periods[0].to}>
      {inForce ? says.inForce(now, next) : says.preview(now, next)}
    </p>
  );
}

type Periods = [Period, Period] | Failure | undefined;

/** The current period and the next one by the wish, asked anew as it or the settings change. */
function usePeriods(settings: SettingsChanges, { period, timezone }: Wish, known: string): Periods {
  const [periods, setPeriods] = useState<Periods>();
  const ask = useMemo(
    () => latest(async (wish: Wish): Promise<Periods> => wish.period && settings.periods(wish.period, wish.timezone), setPeriods),
    [settings],
  );
  useEffect(() => void ask({ period, timezone }), [JSON.stringify(period), timezone, known]);
  return periods;
}
