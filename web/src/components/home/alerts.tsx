// What the caps give to know, in plain words and without shouting. Each can be put aside for the rest of the period.

import type { BudgetReport } from 'openpurse';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { dismissedIn, keepDismissed } from '../../model/dismissed.ts';
import { alertLines, alertText } from '../../model/home.ts';
import { t } from '../../text/index.ts';
import { Sentences } from '../page/sentences.tsx';

/** Another one for each period: what is dismissed is so for the rest of it. */
export function Alerts({ report }: { report: BudgetReport }) {
  const { label } = report.period;
  const section = useRef<HTMLElement>(null);
  /** The place of the line whose button was pressed, until another one has the focus. */
  const pressed = useRef<number | undefined>(undefined);
  const [dismissed, setDismissed] = useState(() => dismissedIn(label));
  useLayoutEffect(() => {
    if (pressed.current === undefined) return;
    // In its place stands the next one's now; behind the last one's is the button that shows them all again.
    section.current?.querySelectorAll('button')[pressed.current]?.focus();
    pressed.current = undefined;
  }, [dismissed]);
  // Of a period that is over the caps' own rows say it all: nothing can be done any more.
  if (report.alerts.length === 0 || report.left_to_spend === null) return null;
  const shown = alertLines(report.alerts, dismissed);
  const hidden = alertLines(report.alerts, []).length - shown.length;

  function keep(ids: string[], place: number) {
    keepDismissed(label, ids);
    pressed.current = place;
    setDismissed(ids);
  }

  return (
    <section class={shown.length === 0 ? 'alerts alerts-none' : 'alerts'} aria-labelledby="alerts-title" ref={section}>
      <h2 class={shown.length === 0 ? 'visually-hidden' : 'section-title'} id="alerts-title">{t.home.alerts.title}</h2>
      <ul>
        {shown.map(({ alert, ids }, place) => {
          const said = alertText(alert, report);
          return (
            <li key={alert.category}>
              <p data-testid="alert" data-id={alert.id} data-code={alert.code}><Sentences said={[said]} /></p>
              <button
                class="dismiss"
                data-testid="dismiss-alert"
                title={t.home.alerts.dismiss}
                aria-label={t.home.alerts.dismissWhat(said.text)}
                onClick={() => keep([...new Set([...dismissed, ...ids])], place)}
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
          <button class="text-button" data-testid="show-alerts" onClick={() => keep([], 0)}>{t.home.alerts.showAgain}</button>
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
