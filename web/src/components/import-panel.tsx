// Files of banks that are not connected: chosen or dropped, read on this device, listed with what came of them.

import { useRef, useState } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import type { ImportedFile } from '../core/protocol.ts';
import { shortDate } from '../model/dates.ts';
import { importedText } from '../model/files.ts';

/** More problems than these are only counted. */
const MOST_PROBLEMS = 20;

export function ImportPanel({ model, state }: ScreenProps) {
  const [account, setAccount] = useState('');
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<{ name: string; problem: string }[]>([]);
  const connected = state.connections.flatMap(({ id, bank_name }) =>
    (state.readings[id]?.last?.accounts ?? []).map((known) => ({ id: known.id, name: `${bank_name}, ${known.name}` })),
  );
  const files = state.view?.files ?? [];
  const chooser = useRef<HTMLInputElement>(null);

  async function remove(id: string) {
    chooser.current?.focus();
    await model.files.remove(id);
  }

  async function take(input: HTMLInputElement) {
    const chosen = [...(input.files ?? [])];
    if (chosen.length === 0) return;
    setBusy(true);
    const outcomes = await model.files.take(chosen, account === '' ? undefined : account);
    setFailed(outcomes.filter((outcome) => 'problem' in outcome));
    setBusy(false);
    // So that the same file can be chosen again.
    input.value = '';
  }

  return (
    <section class="panel" aria-labelledby="import-title">
      <h3 id="import-title">Import</h3>
      <p>
        For a bank that is not connected: download its statement as CSV, OFX, QIF or camt.053, and open it here. It is read on this
        device only, and forgotten when you reload or close the page.
      </p>
      {connected.length > 0 && (
        <label class="field">
          Whose statement is it?
          <select class="input" data-testid="import-account" value={account} onChange={(event) => setAccount(event.currentTarget.value)}>
            <option value="">An account that is not connected</option>
            {connected.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
          <span class="quiet-text">Name the account if it is one of yours here, or what both have would count twice.</span>
        </label>
      )}
      <label class="field">
        Files: choose them, or drop them here
        <input
          type="file"
          class="file-drop"
          ref={chooser}
          data-testid="import-files"
          multiple
          accept=".csv,.txt,.ofx,.qfx,.qif,.xml,.camt,.053,text/csv,application/xml"
          disabled={busy}
          onChange={(event) => void take(event.currentTarget)}
        />
      </label>
      <div role="alert">
        {failed.map(({ name, problem }) => (
          <p key={name} class="field-error" data-testid="import-error"><strong>{name}</strong> was not read. {problem}</p>
        ))}
        {failed.length > 0 && <p class="quiet-text">Where a bank’s CSV is not known, its OFX or QIF of the same statement can be read.</p>}
      </div>
      <ul class="files" aria-live="polite">
        {files.map((file) => <File key={file.id} file={file} onRemove={() => void remove(file.id)} />)}
      </ul>
    </section>
  );
}

function File({ file, onRemove }: { file: ImportedFile; onRemove: () => void }) {
  const { name, added, problems } = file;
  const more = problems.length - MOST_PROBLEMS;
  return (
    <li class="file" data-testid="imported-file" data-added={added} data-problems={problems.length}>
      <div class="file-line">
        <p><strong>{name}</strong> {importedText(file, shortDate)}</p>
        <button class="button button-small button-quiet" data-testid="remove-file" aria-label={`Remove ${name}`} onClick={onRemove}>Remove</button>
      </div>
      {problems.length > 0 && (
        <details class="file-problems">
          <summary>{problems.length === 1 ? '1 row could not be read as it should' : `${problems.length} rows could not be read as they should`}</summary>
          <ul>
            {problems.slice(0, MOST_PROBLEMS).map(({ message }, at) => <li key={at} data-testid="import-problem">{message}</li>)}
            {more > 0 && <li>and {more} more</li>}
          </ul>
        </details>
      )}
    </li>
  );
}
