// A month of recurring payments: a table of its days. On a phone the days have marks, and a list below says what they stand for.

import { useState } from 'preact/hooks';
import { monthSpan, weekdayNames, weeksOf } from '../../model/calendar.ts';
import { monthName, monthShifted } from '../../model/dates.ts';
import { formatMoney, sum } from '../../model/money.ts';
import type { Regular } from '../../model/recurring.ts';
import { paidIn, turnsIn } from '../../model/turns.ts';
import { t } from '../../text/index.ts';
import { Agenda } from './agenda.tsx';
import { CalendarDay, type Turns } from './calendar-day.tsx';
import { Chevron } from '../home/period-nav.tsx';

/** How many months can be looked at, this one included. */
const MONTHS = 12;

export function Calendar({ payments, today }: { payments: Regular[]; today: string }) {
  const [ahead, setAhead] = useState(() => firstMonth(payments, today));
  const month = monthShifted(today.slice(0, 7), ahead);
  const { from, to } = monthSpan(month);
  const paid = paidIn(payments, month);
  const toCome = turnsIn(payments, from, to, today);
  const turns = [...paid, ...toCome];
  const words = t.recurring.calendar;
  const nothing = paid.length > 0 ? words.nothingMore : words.nothing;
  return (
    <section class="calendar" aria-labelledby="calendar-title" data-testid="calendar" data-month={month}>
      <div class="period">
        <div class="period-text">
          <h2 id="calendar-title" aria-live="polite">{monthName(month)}</h2>
          {paid.length > 0 && <p class="quiet-text" data-testid="calendar-paid-sums">{words.soFar(sumsOf(paid) || words.ownOnly)}</p>}
          <p class="quiet-text" data-testid="calendar-sums">
            {toCome.length > 0 ? words.toCome(sumsOf(toCome) || words.ownOnly) : nothing(monthName(month))}
          </p>
        </div>
        <button
          class="round-button"
          data-testid="calendar-previous"
          aria-label={words.previous}
          disabled={ahead === 0}
          onClick={() => setAhead(ahead - 1)}
        >
          <Chevron d="M14 6l-6 6 6 6" />
        </button>
        <button
          class="round-button"
          data-testid="calendar-next"
          aria-label={words.next}
          disabled={ahead === MONTHS - 1}
          onClick={() => setAhead(ahead + 1)}
        >
          <Chevron d="M10 6l6 6-6 6" />
        </button>
      </div>
      <table class="calendar-table">
        <caption class="visually-hidden">{words.caption(monthName(month))}</caption>
        <thead>
          <tr>
            {weekdayNames().map(({ short, long }) => (
              <th key={short} scope="col"><span aria-hidden="true">{short}</span><span class="visually-hidden">{long}</span></th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((days, week) => (
            <tr key={week}>
              {days.map((day, at) => (
                day === undefined
                  ? <td key={at} class="calendar-gap" />
                  : <CalendarDay key={at} date={day} today={today} turns={turns.filter(({ date }) => date === day)} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Agenda paid={paid} toCome={toCome} today={today} />
      <p class="calendar-note">{words.note}</p>
    </section>
  );
}

/** How far ahead the first month is that has something to come: on a month's last days it may be the next one. */
function firstMonth(payments: Regular[], today: string): number {
  const first = payments.map(({ next_date }) => next_date.slice(0, 7)).sort()[0];
  const months = Array.from({ length: MONTHS }, (_, ahead) => monthShifted(today.slice(0, 7), ahead));
  return Math.max(0, months.findIndex((month) => month === first));
}

/** `£320.00 out, £2,100.00 in`, each currency on its own. Own transfers are neither. */
function sumsOf(turns: Turns): string {
  const words = t.recurring.calendar;
  const counted = turns.filter(({ payment }) => !payment.transfer);
  const currencies = [...new Set(counted.map(({ payment }) => payment.currency))].sort();
  return currencies.flatMap((currency) => {
    const amounts = counted.filter(({ payment }) => payment.currency === currency).map(({ amount }) => amount);
    const [out, into] = [amounts.filter((amount) => amount < 0).map((amount) => -amount), amounts.filter((amount) => amount > 0)];
    return [
      ...(out.length > 0 ? [words.out(formatMoney(sum(out, currency), currency))] : []),
      ...(into.length > 0 ? [words.in(formatMoney(sum(into, currency), currency))] : []),
    ];
  }).join(', ');
}
