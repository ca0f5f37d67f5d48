// One category of the budget: with a cap, or without one.

import type { BudgetLine, SpendingLine } from 'openpurse';
import { available, capRemarks } from '../model/home.ts';
import { exactText, formatMoney } from '../model/money.ts';
import { Bar } from './bar.tsx';
import { CapForm, type SaveCap } from './cap-form.tsx';

export interface RowProps {
  currency: string;
  /** The transactions are narrowed to this category. */
  selected: boolean;
  onSelect: () => void;
  editing: boolean;
  onEdit: (open: boolean) => void;
  onSave: SaveCap | undefined;
}

export function CappedRow({ line, elapsed, ...row }: RowProps & { line: BudgetLine; elapsed: number | undefined }) {
  const { category, name, amount, spent, left, carried, projected } = line;
  const { currency } = row;
  const over = left < 0;
  const whole = available(line, currency);
  return (
    <li
      class={over ? 'row row-over' : 'row'}
      data-testid="budget-row"
      data-category={category}
      data-spent={exactText(spent, currency)}
      data-cap={exactText(amount, currency)}
      data-left={exactText(left, currency)}
      data-carried={exactText(carried, currency)}
      data-projected={exactText(projected, currency)}
    >
      <div class="row-line">
        <NameButton name={name} {...row} />
        <span class="row-money">
          <strong>{formatMoney(spent, currency)}</strong> <span class="quiet-text">of {formatMoney(whole, currency)}</span>
        </span>
      </div>
      <Bar share={shareOf(spent, Number(whole))} today={elapsed} label={`${name}, part of the cap that is spent`} />
      <div class="row-line row-foot">
        <span>
          <span class="row-left">{over ? `▲ ${formatMoney(-left, currency)} over` : `${formatMoney(left, currency)} left`}</span>
          {capRemarks(line, currency).map((remark) => <span key={remark} data-testid="cap-remark">, {remark}</span>)}
        </span>
        {row.onSave && !row.editing && (
          <button class="text-button" data-testid="edit-cap" aria-label={`Edit cap on ${name}`} onClick={() => row.onEdit(true)}>Edit cap</button>
        )}
      </div>
      {row.editing && row.onSave && (
        <CapForm category={category} name={name} currency={currency} current={amount} onSave={row.onSave} onClose={() => row.onEdit(false)} />
      )}
    </li>
  );
}

export function UncappedRow({ line, share, ...row }: RowProps & { line: SpendingLine; share: number }) {
  const { category, name, spent } = line;
  const { currency } = row;
  return (
    <li class="row row-uncapped" data-testid="uncapped-row" data-category={category} data-spent={exactText(spent, currency)}>
      <div class="row-line">
        <NameButton name={name} {...row} />
        {row.onSave && !row.editing && (
          <button class="text-button" data-testid="set-cap" aria-label={`Set a cap on ${name}`} onClick={() => row.onEdit(true)}>Set a cap</button>
        )}
        <strong class="row-money">{formatMoney(spent, currency)}</strong>
      </div>
      <Bar share={share} />
      {row.editing && row.onSave && (
        <CapForm category={category} name={name} currency={currency} onSave={row.onSave} onClose={() => row.onEdit(false)} />
      )}
    </li>
  );
}

/** Of a cap of which nothing is left to begin with, any spending is beyond it. */
function shareOf(spent: number, whole: number): number {
  if (whole > 0) return spent / whole;
  return spent > 0 || whole < 0 ? Infinity : 0;
}

function NameButton({ name, selected, onSelect }: RowProps & { name: string }) {
  return (
    <button class="row-name" aria-pressed={selected} title={`Show only ${name} among the transactions`} onClick={onSelect}>
      {name}
    </button>
  );
}
