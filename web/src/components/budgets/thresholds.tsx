// How much of a cap must be spent for it to be said.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { SettingsChanges } from '../../model/settings.ts';
import { parseThresholds } from '../../model/thresholds.ts';
import { t } from '../../text/index.ts';
import { Field } from './field.tsx';

export function Thresholds({ stored, settings }: { stored: number[]; settings: SettingsChanges }) {
  const known = stored.join(', ');
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(known);
  const [invalid, setInvalid] = useState(false);
  const [told, setTold] = useState<{ text: string; bad: boolean }>();
  const [busy, setBusy] = useState(false);
  const { alerts, save, saving, saved } = t.budgets;

  useEffect(() => setTyped(known), [known]);

  async function submit(event: Event) {
    event.preventDefault();
    const thresholds = parseThresholds(typed);
    setInvalid(thresholds === undefined);
    if (thresholds === undefined) {
      input.current?.focus();
      return;
    }
    setBusy(true);
    const failure = await settings.change((before) => ({ ...before, alert_thresholds: thresholds }));
    setBusy(false);
    setTold({ text: failure ?? saved, bad: failure !== undefined });
  }

  function type(text: string) {
    setTyped(text);
    setInvalid(false);
    setTold(undefined);
  }

  return (
    <section class="plan" aria-labelledby="thresholds-title">
      <h2 id="thresholds-title">{alerts.title}</h2>
      <form class="plan-form" noValidate onSubmit={(event) => void submit(event)}>
        <Field label={alerts.label} hint={alerts.hint} problem={invalid ? alerts.invalid : undefined} alert name="alert_thresholds">
          {(tied) => <input {...tied} ref={input} class="input" data-testid="thresholds" autoComplete="off" value={typed} onInput={(event) => type(event.currentTarget.value)} />}
        </Field>
        <div class="plan-buttons">
          <button class="button button-small" data-testid="save-thresholds" disabled={busy}>{busy ? saving : save}</button>
          <p class={told?.bad ? 'field-error' : 'quiet-text'} role="status" data-testid="thresholds-told">{told?.text}</p>
        </div>
      </form>
    </section>
  );
}
