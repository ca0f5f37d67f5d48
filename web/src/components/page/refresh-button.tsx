// Reads every bank again: a button, and the key `r` where nothing is typed.

import { useEffect } from 'preact/hooks';
import { asksForRefresh, shortcutsOn } from '../../model/shortcuts.ts';
import { t } from '../../text/index.ts';

export function RefreshButton({ reading, onRefresh }: { reading: boolean; onRefresh: () => void }) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (!reading && asksForRefresh(event, isElsewhere(event.target)) && shortcutsOn()) onRefresh();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  });
  return (
    <button class="button button-quiet" data-testid="refresh" title={t.home.refreshHint} disabled={reading} onClick={onRefresh}>
      {t.home.refresh}
    </button>
  );
}

/** Whether the key is meant for a field, or for a dialog or menu that is open. */
function isElsewhere(target: EventTarget | null): boolean {
  const field = target instanceof Element && target.closest('input, textarea, select, [contenteditable], [popover]') !== null;
  return field || document.querySelector('dialog[open], [popover]:popover-open') !== null;
}
