// Files in and out: those of banks that are not connected, copies of what is here, and what was learned.

import { useEffect, useRef } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import { ExportPanel } from './export-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import { LearnedPanel } from './learned-panel.tsx';

export function ExchangeDialog({ model, state, onClose }: ScreenProps & { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="dialog dialog-wide" ref={dialog} aria-labelledby="exchange-title" data-testid="exchange" onDragOver={miss} onDrop={miss} onClose={onClose}>
      <h2 id="exchange-title">Import and export</h2>
      <ImportPanel model={model} state={state} />
      <ExportPanel files={model.files} />
      <LearnedPanel corrections={model.corrections} files={model.files} />
      <div class="dialog-buttons">
        <button class="button" onClick={() => dialog.current?.close()}>Close</button>
      </div>
    </dialog>
  );
}

/** A file that is dropped beside its field would be opened by the browser in place of the page. */
function miss(event: DragEvent): void {
  if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
}
