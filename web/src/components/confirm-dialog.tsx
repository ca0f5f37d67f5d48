// Asks before something that cannot be undone, and says when it did not work.

import { useEffect, useRef, useState } from 'preact/hooks';

export interface Question {
  title: string;
  text: string;
  yes: string;
  /** Does it; answers why it did not work. */
  act: () => Promise<string | undefined>;
}

export function ConfirmDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  useEffect(() => dialog.current?.showModal(), []);

  async function act() {
    setBusy(true);
    const failure = await question.act();
    setBusy(false);
    setProblem(failure);
    if (failure === undefined) dialog.current?.close();
  }

  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="dialog-title" onClose={onClose}>
      <h2 id="dialog-title">{question.title}</h2>
      <p>{question.text}</p>
      {problem !== undefined && <p class="field-error" role="alert">{problem}</p>}
      <div class="dialog-buttons">
        <button class="button button-quiet" onClick={() => dialog.current?.close()}>Cancel</button>
        <button class="button" data-testid="confirm-disconnect" disabled={busy} onClick={() => void act()}>
          {busy ? 'One moment…' : question.yes}
        </button>
      </div>
    </dialog>
  );
}
