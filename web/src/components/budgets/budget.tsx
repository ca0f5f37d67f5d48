// The budget: categories with a cap as bars, then those without one.

import type { BudgetReport, Category } from 'openpurse';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CapPlan } from '../../model/cap-choices.ts';
import { CAPPABLE } from '../../model/categories.ts';
import { elapsed } from '../../model/dates.ts';
import { t } from '../../text/index.ts';
import { AddCap } from './add-cap.tsx';
import { CappedRow, UncappedRow } from './budget-rows.tsx';
import type { SaveCap } from './cap-form.tsx';

interface BudgetProps {
  report: BudgetReport;
  today: string;
  /** The category that the transactions are narrowed to. */
  selected?: Category | undefined;
  onSelect?: (category: Category) => void;
  /** Undefined where caps cannot be changed. */
  onSave: SaveCap | undefined;
  title?: string;
  /** Where the category's transactions are, when they are not beside it. */
  linkOf?: (category: Category) => string;
  /** Where more than the amounts of caps is planned. */
  planOf?: ((category: Category) => CapPlan) | undefined;
}

export function Budget({ report, today, selected, onSelect, onSave, title = t.budgets.caps.home, linkOf, planOf }: BudgetProps) {
  const section = useRef<HTMLElement>(null);
  const [editing, setEditing] = useState<Category>();
  useEffect(() => watchOverhang(section.current), []);
  const { budgets, uncapped, currency, period } = report;
  const progress = elapsed(period, today);
  const most = Math.max(0, ...uncapped.map(({ spent }) => spent));
  const row = (category: Category) => ({
    currency,
    onSelect: () => onSelect?.(category),
    selected: selected === category,
    href: linkOf?.(category),
    plan: planOf?.(category),
    editing: editing === category,
    onEdit: (open: boolean) => (open ? setEditing(category) : close(category)),
    onDropped: () => focus(category),
    onSave,
  });

  function close(category: Category) {
    setEditing(undefined);
    focus(category);
  }

  /** What had the focus is gone: hand it to the category, in whichever list it is now. */
  function focus(category: Category) {
    requestAnimationFrame(() => section.current?.querySelector<HTMLElement>(`[data-category="${category}"] .row-name`)?.focus());
  }

  const unseen = CAPPABLE.filter((category) => ![...budgets, ...uncapped].some((line) => line.category === category));

  return (
    <section class="budget" ref={section} aria-labelledby="budget-title">
      <div class="budget-head">
        <h2 id="budget-title">{title}</h2>
        {budgets.length > 0 && progress !== undefined && <p class="legend">{t.budgets.caps.today}</p>}
      </div>
      {budgets.length === 0 && <p class="quiet-text">{t.budgets.caps.none}</p>}
      <ul class="rows">
        {budgets.map((line) => (
          <CappedRow key={line.category} line={line} elapsed={progress} {...row(line.category)} />
        ))}
      </ul>
      {uncapped.length > 0 && <h3 class="rows-title">{t.budgets.caps.uncapped}</h3>}
      <ul class="rows rows-uncapped">
        {uncapped.map((line) => (
          <UncappedRow key={line.category} line={line} share={most > 0 ? Math.max(0, line.spent / most) : 0} {...row(line.category)} />
        ))}
      </ul>
      {onSave && unseen.length > 0 && <AddCap categories={unseen} currency={currency} choices={planOf?.(unseen[0]!).choices} onSave={onSave} />}
      <BalanceCheck report={report} />
    </section>
  );
}

function BalanceCheck({ report }: { report: BudgetReport }) {
  const { input, accounted } = report.balance_check;
  if (input === accounted) return <p class="check">{t.budgets.caps.complete}</p>;
  return <p class="check check-bad" role="alert">{t.budgets.caps.incomplete}</p>;
}

/** Tells the style sheet by how much the element is taller than the window. @returns how to stop. */
function watchOverhang(element: HTMLElement | null): () => void {
  const measure = () => element?.style.setProperty('--overhang', `${Math.max(0, element.offsetHeight - innerHeight)}px`);
  const observer = new ResizeObserver(measure);
  if (element !== null) observer.observe(element);
  addEventListener('resize', measure);
  return () => {
    observer.disconnect();
    removeEventListener('resize', measure);
  };
}
