// Caps a category that had no spending in the period.

import type { Category } from 'openpurse';
import { useRef, useState } from 'preact/hooks';
import type { CapChoices } from '../../model/cap-choices.ts';
import { categoryName } from '../../model/categories.ts';
import { t } from '../../text/index.ts';
import { CapForm, type SaveCap } from './cap-form.tsx';

export function AddCap({ categories, currency, choices, onSave }: { categories: Category[]; currency: string; choices?: CapChoices | undefined; onSave: SaveCap }) {
  const [category, setCategory] = useState<Category>();
  const open = useRef<HTMLButtonElement>(null);
  if (category === undefined) {
    return <button class="text-button" ref={open} data-testid="add-cap" onClick={() => setCategory(categories[0])}>{t.budgets.caps.add}</button>;
  }

  function close() {
    setCategory(undefined);
    requestAnimationFrame(() => open.current?.focus());
  }

  return (
    <div class="add-cap">
      <label>
        {t.budgets.category}
        <select class="input" data-testid="cap-category" value={category} onChange={(event) => setCategory(event.currentTarget.value as Category)}>
          {categories.map((id) => <option key={id} value={id}>{categoryName(id)}</option>)}
        </select>
      </label>
      <CapForm category={category} name={categoryName(category)} currency={currency} choices={choices} onSave={onSave} onClose={close} />
    </div>
  );
}
