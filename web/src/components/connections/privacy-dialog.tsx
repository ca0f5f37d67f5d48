// What is kept about the person and where, from the menu.

import { useEffect, useRef } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import { t } from '../../text/index.ts';
import { KeptWhere } from './kept-where.tsx';

export function PrivacyDialog({ model, state, onClose }: ScreenProps & { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog class="dialog dialog-wide" ref={dialog} aria-labelledby="privacy-title" onClose={onClose}>
      <h2 id="privacy-title">{t.connections.privacyTitle}</h2>
      <KeptWhere model={model} state={state} />
      <div class="dialog-buttons">
        <button class="button" onClick={() => dialog.current?.close()}>{t.connections.close}</button>
      </div>
    </dialog>
  );
}
