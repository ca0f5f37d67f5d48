// The fields that a kind of period has.

import { DAYS, periodOf, WEEKDAYS, weekdayName, type PeriodDraft, type Weekday } from '../../model/period-draft.ts';
import { t } from '../../text/index.ts';
import { Field } from './field.tsx';

export function PeriodFields({ draft, onChange }: { draft: PeriodDraft; onChange: (part: Partial<PeriodDraft>) => void }) {
  const says = t.budgets.period;
  switch (draft.kind) {
    case 'month':
      return (
        <Field label={says.startDay} hint={draft.startDay > 28 ? says.startDayHint : undefined}>
          {(tied) => (
            <select {...tied} class="input" data-testid="period-start-day" value={draft.startDay} onChange={(event) => onChange({ startDay: Number(event.currentTarget.value) })}>
              {DAYS.map((day) => <option key={day} value={day}>{day}</option>)}
            </select>
          )}
        </Field>
      );
    case 'week':
      return (
        <Field label={says.starts}>
          {(tied) => (
            <select {...tied} class="input" data-testid="period-starts" value={draft.starts} onChange={(event) => onChange({ starts: event.currentTarget.value as Weekday })}>
              {WEEKDAYS.map((day) => <option key={day} value={day}>{weekdayName(day)}</option>)}
            </select>
          )}
        </Field>
      );
    case 'fortnight':
    case 'four_weeks':
      return (
        <Field label={says.anchor} problem={periodOf(draft) === undefined ? says.anchorMissing : undefined} name="anchor">
          {(tied) => <input {...tied} type="date" class="input" data-testid="period-anchor" value={draft.anchor} onInput={(event) => onChange({ anchor: event.currentTarget.value })} />}
        </Field>
      );
    case 'payday':
      return <PaydayFields draft={draft} onChange={onChange} />;
  }
}

function PaydayFields({ draft, onChange }: { draft: PeriodDraft; onChange: (part: Partial<PeriodDraft>) => void }) {
  const says = t.budgets.period;
  const choose = (value: string) => onChange({ day: value === 'last_working_day' ? value : Number(value) });
  return (
    <>
      <Field label={says.day} hint={draft.day === 'last_working_day' ? says.shiftHint : undefined}>
        {(tied) => (
          <select {...tied} class="input" data-testid="period-day" value={draft.day} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="last_working_day">{says.lastWorkingDay}</option>
            {DAYS.map((day) => <option key={day} value={day}>{says.dayOfMonth(day)}</option>)}
          </select>
        )}
      </Field>
      {draft.day !== 'last_working_day' && (
        <Field label={says.shift} hint={says.shiftHint}>
          {(tied) => (
            <select {...tied} class="input" data-testid="period-shift" value={draft.shift} onChange={(event) => onChange({ shift: event.currentTarget.value as PeriodDraft['shift'] })}>
              {(['previous', 'next'] as const).map((shift) => <option key={shift} value={shift}>{says.shifts[shift]}</option>)}
            </select>
          )}
        </Field>
      )}
    </>
  );
}
