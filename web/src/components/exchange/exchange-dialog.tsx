// Files in and out: those of banks that are not connected, copies of what is here, what was learned, and settings.

import { useEffect, useRef } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import type { ChosenFile } from '../../model/files.ts';
import { t } from '../../text/index.ts';
import { ExportPanel } from './export-panel.tsx';
import { ImportPanel } from './import-panel.tsx';
import { LearnedPanel } from './learned-panel.tsx';
import { SettingsPanel } from './settings-panel.tsx';

/** `dropped`: files that are to be taken at once. */
export function ExchangeDialog({ model, state, dropped = [], onClose }: ScreenProps & { dropped?: ChosenFile[]; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="dialog dialog-wide" ref={dialog} aria-labelledby="exchange-title" data-testid="exchange" onClose={onClose}>
      <h2 id="exchange-title">{t.exchange.title}</h2>
      <ImportPanel model={model} state={state} dropped={dropped} />
      <ExportPanel files={model.files} />
      <SettingsPanel model={model} state={state} />
      <LearnedPanel corrections={model.corrections} files={model.files} />
      <div class="dialog-buttons">
        <button class="button" onClick={() => dialog.current?.close()}>{t.connections.close}</button>
      </div>
    </dialog>
  );
}
