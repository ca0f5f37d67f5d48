// What is kept about the person and where, in plain words, and the one choice there is about it.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { HouseholdModel } from '../model/household.ts';

export function PrivacyDialog({ model, onClose }: { model: HouseholdModel; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [unattended, setUnattended] = useState<boolean>();
  const [problem, setProblem] = useState<string>();

  async function ask(choice?: boolean) {
    const answer = await model.unattended(choice);
    if (typeof answer === 'boolean') setUnattended(answer);
    setProblem(typeof answer === 'boolean' ? undefined : answer.message);
  }

  useEffect(() => {
    dialog.current?.showModal();
    void ask();
  }, []);

  return (
    <dialog class="dialog" ref={dialog} aria-labelledby="privacy-title" onClose={onClose}>
      <h2 id="privacy-title">What this site keeps</h2>
      <p>
        <strong>Your transactions: nowhere.</strong> They come from your bank each time you look, pass through the server’s memory, and
        stay in this page until you close it. So do files that you import; they never reach the server.
      </p>
      <p>
        <strong>In this browser:</strong> what openpurse learned from your corrections, that is the categories you chose, for which
        merchants and transactions, so that it still knows them tomorrow. It never reaches the server. Log out or disconnect everything here, and it
        is erased. When a session only runs out, it stays for the next time; the start page then says so and can erase it.
      </p>
      <p>
        <strong>On the server, sealed:</strong> the permissions to read your banks, your caps, and which browsers are signed in. While
        the box below is empty, this opens only together with this browser’s cookie: a copy of everything on the server, its keys
        included, opens nothing.
      </p>
      <p>
        <strong>In this browser:</strong> the cookie that signs you in and, if you turn the key R off, that choice.
      </p>
      <label class="choice">
        <input type="checkbox" data-testid="unattended" checked={unattended === true} disabled={unattended === undefined} onChange={(event) => void ask(event.currentTarget.checked)} />
        <span>
          Let the server open it while I am away. Notifications will need this; nothing uses it yet. While it is ticked, whoever has both
          the server’s data and its keys could read your banks.
        </span>
      </label>
      {problem !== undefined && <p class="field-error" role="alert">{problem}</p>}
      <div class="dialog-buttons">
        <button class="button" onClick={() => dialog.current?.close()}>Close</button>
      </div>
    </dialog>
  );
}
