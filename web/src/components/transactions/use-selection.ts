// Many transactions are chosen: the mode, what is chosen in it, and its keys.

import { useRef, useState } from 'preact/hooks';
import { NOTHING, toggled, toggledTo, type Selection } from '../../model/selection.ts';
import type { Selecting } from './transaction-row.tsx';
import type { Listing } from './use-listing.ts';

export interface Select {
  on: boolean;
  selection: Selection;
  /** For the rows; undefined where none is to be chosen. */
  selecting: Selecting | undefined;
  toggleMode: () => void;
  all: () => void;
  none: () => void;
  onKey: (event: KeyboardEvent) => void;
}

export function useSelection(listing: Listing | undefined): Select {
  const [on, setOn] = useState(false);
  const [selection, setSelection] = useState(NOTHING);
  const last = useRef<string | undefined>(undefined);
  const shown = listing?.shown ?? [];

  function onToggle(id: string, through: boolean) {
    setSelection(through ? toggledTo(selection, shown, last.current, id) : toggled(selection, id));
    last.current = id;
  }

  function toggleMode() {
    setOn(!on);
    setSelection(NOTHING);
    last.current = undefined;
  }

  const all = () => setSelection(new Set([...selection, ...shown.map(({ id }) => id)]));

  /** Also with the other hand on the shift key: the arrows go from row to row and take the rows along. */
  function onKey(event: KeyboardEvent) {
    if (!on) return;
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-testid=transaction-row]');
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    // In the search it empties the field.
    if (event.key === 'Escape' && !(event.target as HTMLElement).matches('[type=search]')) leave();
    else if (row !== null && step !== undefined) go(row.dataset.id!, step, event.shiftKey);
    else if (row !== null && event.key === 'a' && (event.ctrlKey || event.metaKey)) all();
    else return;
    event.preventDefault();
  }

  function leave() {
    toggleMode();
    document.querySelector<HTMLElement>('[data-testid=select-mode]')?.focus();
  }

  function go(from: string, step: number, taking: boolean) {
    const next = shown[shown.findIndex(({ id }) => id === from) + step];
    if (next === undefined) return;
    if (taking) setSelection(new Set([...selection, from, next.id]));
    last.current = next.id;
    document.querySelector<HTMLElement>(`[data-id="${CSS.escape(next.id)}"] [data-testid=select-row]`)?.focus();
  }

  return { on, selection, selecting: on ? { selection, onToggle } : undefined, toggleMode, all, none: () => setSelection(NOTHING), onKey };
}
