// One category of the budget: with a cap, or without one.

import type { BudgetLine, SpendingLine } from 'openpurse';
import type { CapPlan } from '../../model/cap-choices.ts';
import { categoryName } from '../../model/categories.ts';
import { available, capRemarks } from '../../model/home.ts';
import { exactText, formatMoney } from '../../model/money.ts';
import { t } from '../../text/index.ts';
import { Bar } from './bar.tsx';
import { CapForm, type SaveCap } from './cap-form.tsx';
import { CapNotes } from './cap-notes.tsx';

interface RowProps {
  currency: string;
  /** The transactions are narrowed to this category. */
  selected: boolean;
  onSelect: () => void;
  /** Where the category's transactions are, when they are not beside it. */
  href?: string | undefined;
  editing: boolean;
  onEdit: (open: boolean) => void;
  /** An amount to come was taken back. */
  onDropped: () => void;
  onSave: SaveCap | undefined;
  /** Where more than a cap's amount is planned. */
  plan?: CapPlan | undefined;
}

export function CappedRow({ line, elapsed, ...row }: RowProps & { line: BudgetLine; elapsed: number | undefined }) {
  const { category, amount, spent, left, carried, projected } = line;
  const { currency, plan } = row;
  const name = categoryName(category);
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
          <strong>{formatMoney(spent, currency)}</strong> <span class="quiet-text">{t.budgets.caps.of(formatMoney(whole, currency))}</span>
        </span>
      </div>
      <Bar share={shareOf(spent, Number(whole))} today={elapsed} label={t.budgets.caps.meter(name)} />
      <div class="row-line row-foot">
        <span>
          <span class="row-left">{over ? t.budgets.caps.over(formatMoney(-left, currency)) : t.budgets.caps.left(formatMoney(left, currency))}</span>
          {capRemarks(line, currency).map((remark) => <span key={remark} data-testid="cap-remark">, {remark}</span>)}
        </span>
        {row.onSave && !row.editing && (
          <button class="text-button" data-testid="edit-cap" aria-label={t.budgets.caps.editOn(name)} onClick={() => row.onEdit(true)}>{t.budgets.caps.edit}</button>
        )}
      </div>
      {plan && <CapNotes plan={plan} currency={currency} onDropped={row.onDropped} />}
      {row.editing && row.onSave && (
        <CapForm category={category} name={name} currency={currency} current={amount} choices={plan?.choices} onSave={row.onSave} onClose={() => row.onEdit(false)} />
      )}
    </li>
  );
}

export function UncappedRow({ line, share, ...row }: RowProps & { line: SpendingLine; share: number }) {
  const { category, spent } = line;
  const { currency } = row;
  const name = categoryName(category);
  return (
    <li class="row row-uncapped" data-testid="uncapped-row" data-category={category} data-spent={exactText(spent, currency)}>
      <div class="row-line">
        <NameButton name={name} {...row} />
        {row.onSave && !row.editing && (
          <button class="text-button" data-testid="set-cap" aria-label={t.budgets.caps.setOn(name)} onClick={() => row.onEdit(true)}>{t.budgets.caps.set}</button>
        )}
        <strong class="row-money">{formatMoney(spent, currency)}</strong>
      </div>
      <Bar share={share} />
      {row.editing && row.onSave && (
        <CapForm category={category} name={name} currency={currency} choices={row.plan?.choices} onSave={row.onSave} onClose={() => row.onEdit(false)} />
      )}
    </li>
  );
}

/** Of a cap of which nothing is left to begin with, any spending is beyond it. */
function shareOf(spent: number, whole: number): number {
  if (whole > 0) return spent / whole;
  return spent > 0 || whole < 0 ? Infinity : 0;
}

function NameButton({ name, selected, onSelect, href }: RowProps & { name: string }) {
  if (href !== undefined) return <a class="row-name" href={href}>{name}</a>;
  return (
    <button class="row-name" aria-pressed={selected} title={t.budgets.caps.narrow(name)} onClick={onSelect}>
      {name}
    </button>
  );
}
