// How much of a cap must be spent for it to be said.

import { useEffect, useState } from 'preact/hooks';
import type { SettingsChanges } from '../../model/settings.ts';
import { parseThresholds } from '../../model/thresholds.ts';
import { t } from '../../text/index.ts';
import { Field } from './field.tsx';

export function Thresholds({ stored, settings }: { stored: number[]; settings: SettingsChanges }) {
  const known = stored.join(', ');
  const [typed, setTyped] = useState(known);
  const [problem, setProblem] = useState<string>();
  const [saved, setSaved] = useState(false);
  const [busy, setBusy] = useState(false);
  const { alerts, save, saving, saved: done } = t.budgets;

  useEffect(() => setTyped(known), [known]);

  async function submit(event: Event) {
    event.preventDefault();
    const thresholds = parseThresholds(typed);
    if (thresholds === undefined) return setProblem(alerts.invalid);
    setBusy(true);
    const failure = await settings.change((before) => ({ ...before, alert_thresholds: thresholds }));
    setBusy(false);
    setProblem(failure);
    setSaved(failure === undefined);
  }

  function type(text: string) {
    setTyped(text);
    setProblem(undefined);
    setSaved(false);
  }

  return (
    <section class="plan" aria-labelledby="thresholds-title">
      <h2 id="thresholds-title">{alerts.title}</h2>
      <form class="plan-form" noValidate onSubmit={(event) => void submit(event)}>
        <Field label={alerts.label} hint={alerts.hint} problem={problem} name="alert_thresholds">
          {(tied) => <input {...tied} class="input" data-testid="thresholds" autoComplete="off" value={typed} onInput={(event) => type(event.currentTarget.value)} />}
        </Field>
        <div class="plan-buttons">
          <button class="button button-small" data-testid="save-thresholds" disabled={busy}>{busy ? saving : save}</button>
          <p class="quiet-text" role="status">{saved && done}</p>
        </div>
      </form>
    </section>
  );
}
