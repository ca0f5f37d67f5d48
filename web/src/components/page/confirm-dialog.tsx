// Asks before something that cannot be undone, and says when it did not work.

import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../text/index.ts';

export interface Question {
  title: string;
  text: string;
  yes: string;
  /** What has to be ticked first. */
  agree?: string;
  /** Does it; answers why it did not work. */
  act: () => Promise<string | undefined>;
}

export function ConfirmDialog({ question, onClose }: { question: Question; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [agreed, setAgreed] = useState(question.agree === undefined);
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
      {question.agree !== undefined && (
        <label class="choice">
          <input type="checkbox" data-testid="agree" checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
          <span>{question.agree}</span>
        </label>
      )}
      {problem !== undefined && <p class="field-error" role="alert">{problem}</p>}
      <div class="dialog-buttons">
        <button class="button button-quiet" onClick={() => dialog.current?.close()}>{t.connections.cancel}</button>
        <button class="button" data-testid="confirm-disconnect" disabled={busy || !agreed} onClick={() => void act()}>
          {busy ? t.connections.oneMoment : question.yes}
        </button>
      </div>
    </dialog>
  );
}
