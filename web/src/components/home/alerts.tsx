// What the caps give to know, in plain words and without shouting. Each can be put aside for the rest of the period.

import type { BudgetReport } from 'openpurse';
import { useEffect, useRef, useState } from 'preact/hooks';
import { dismissedIn, keepDismissed } from '../../model/dismissed.ts';
import { alertText } from '../../model/home.ts';
import { t } from '../../text/index.ts';
import { Sentences } from '../page/sentences.tsx';

export function Alerts({ report }: { report: BudgetReport }) {
  const { label } = report.period;
  const section = useRef<HTMLElement>(null);
  const [dismissed, setDismissed] = useState(() => dismissedIn(label));
  useEffect(() => setDismissed(dismissedIn(label)), [label]);
  // Of a period that is over the caps' own rows say it all: nothing can be done any more.
  if (report.alerts.length === 0 || report.left_to_spend === null) return null;
  const shown = report.alerts.filter(({ id }) => !dismissed.includes(id));
  const hidden = report.alerts.length - shown.length;

  /** The button that was pressed goes: its neighbour takes the focus. */
  function keep(ids: string[]) {
    keepDismissed(label, ids);
    setDismissed(ids);
    requestAnimationFrame(() => section.current?.querySelector('button')?.focus());
  }

  return (
    <section class={shown.length === 0 ? 'alerts alerts-none' : 'alerts'} aria-labelledby="alerts-title" ref={section}>
      <h2 class={shown.length === 0 ? 'visually-hidden' : 'section-title'} id="alerts-title">{t.home.alerts.title}</h2>
      <ul>
        {shown.map((alert) => {
          const said = alertText(alert, report);
          return (
            <li key={alert.id}>
              <p data-testid="alert" data-id={alert.id} data-code={alert.code}><Sentences said={[said]} /></p>
              <button
                class="dismiss"
                data-testid="dismiss-alert"
                title={t.home.alerts.dismiss}
                aria-label={t.home.alerts.dismissWhat(said.text)}
                onClick={() => keep([...dismissed, alert.id])}
              >
                <Cross />
              </button>
            </li>
          );
        })}
      </ul>
      {hidden > 0 && (
        <p class="quiet-text alerts-dismissed" role="status">
          {t.home.alerts.dismissed(hidden)},{' '}
          <button class="text-button" data-testid="show-alerts" onClick={() => keep([])}>{t.home.alerts.showAgain}</button>
        </p>
      )}
    </section>
  );
}

function Cross() {
  return (
    <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true" focusable="false">
      <path d="M7 7l10 10M17 7 7 17" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" />
    </svg>
  );
}
