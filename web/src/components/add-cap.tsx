// Caps a category that had no spending in the period.

import type { Category } from 'openpurse';
import { useState } from 'preact/hooks';
import { categoryName } from '../model/categories.ts';
import { CapForm, type SaveCap } from './cap-form.tsx';

export function AddCap({ categories, currency, onSave }: { categories: Category[]; currency: string; onSave: SaveCap }) {
  const [category, setCategory] = useState<Category>();
  if (category === undefined) {
    return <button class="text-button" data-testid="add-cap" onClick={() => setCategory(categories[0])}>Cap another category</button>;
  }
  return (
    <div class="add-cap">
      <label>
        Category
        <select class="input" data-testid="cap-category" value={category} onChange={(event) => setCategory(event.currentTarget.value as Category)}>
          {categories.map((id) => <option key={id} value={id}>{categoryName(id)}</option>)}
        </select>
      </label>
      <CapForm category={category} name={categoryName(category)} currency={currency} onSave={onSave} onClose={() => setCategory(undefined)} />
    </div>
  );
}
