// What the caps give to know, in plain words and without shouting.

import type { BudgetReport } from 'openpurse';
import { alertText } from '../model/home.ts';

export function Alerts({ report }: { report: BudgetReport }) {
  // Of a period that is over the caps' own rows say it all: nothing can be done any more.
  if (report.alerts.length === 0 || report.left_to_spend === null) return null;
  return (
    <section class="alerts" aria-labelledby="alerts-title">
      <h2 class="section-title" id="alerts-title">Worth knowing</h2>
      <ul>
        {report.alerts.map((alert) => (
          <li key={alert.id} data-testid="alert" data-id={alert.id} data-code={alert.code}>{alertText(alert, report)}</li>
        ))}
      </ul>
    </section>
  );
}
