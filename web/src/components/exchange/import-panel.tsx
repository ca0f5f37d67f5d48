// Files of banks that are not connected: chosen or dropped, read on this device, listed with what came of them.

import type { ImportOptions } from 'openpurse';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import type { ChosenFile, Refused } from '../../model/files.ts';
import { t } from '../../text/index.ts';
import { FileDetails, optionsOf, UNTOLD } from './file-details.tsx';
import { ImportedFiles } from './imported-files.tsx';
import { MappingForm } from './mapping-form.tsx';
import { useDroppedFiles } from './use-dropped-files.ts';

export function ImportPanel({ model, state, dropped }: ScreenProps & { dropped: ChosenFile[] }) {
  const [account, setAccount] = useState('');
  const [details, setDetails] = useState(UNTOLD);
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Refused[]>([]);
  const chooser = useRef<HTMLInputElement>(null);
  const words = t.exchange;
  const options: ImportOptions = { ...optionsOf(details), ...(account !== '' && { account }) };

  useEffect(() => void (dropped.length > 0 && take(dropped)), [dropped]);
  useDroppedFiles((files) => void take(files));

  async function take(chosen: ChosenFile[], more: ImportOptions = {}) {
    setBusy(true);
    const outcomes = await model.files.take(chosen, { ...options, ...more });
    setRefused(outcomes.filter((outcome) => 'problem' in outcome));
    setBusy(false);
  }

  async function takeOf(input: HTMLInputElement) {
    const chosen = [...(input.files ?? [])];
    if (chosen.length > 0) await take(chosen);
    // So that the same file can be chosen again.
    input.value = '';
  }

  /** The form or the line goes, so the focus does not stay in it. */
  function settle(one: Refused) {
    chooser.current?.focus();
    setRefused((before) => before.filter((other) => other !== one));
  }

  return (
    <section class="panel" aria-labelledby="import-title">
      <h3 id="import-title">{words.importTitle}</h3>
      <p>{words.importLead}</p>
      <Whose state={state} account={account} onChange={setAccount} />
      <FileDetails details={details} onChange={setDetails} />
      <label class="field">
        {words.choose}
        <input
          type="file"
          class="file-drop"
          ref={chooser}
          data-testid="import-files"
          multiple
          accept=".csv,.tsv,.txt,.ofx,.qfx,.qif,.xml,.camt,.053,text/csv,application/xml"
          disabled={busy}
          onChange={(event) => void takeOf(event.currentTarget)}
        />
      </label>
      <div role="alert">
        {refused.map(({ name, problem }) => (
          <p key={name} class="field-error" data-testid="import-error"><strong>{name}</strong> {words.notRead} {problem}</p>
        ))}
        {refused.length > 0 && <p class="quiet-text">{words.otherFormats}</p>}
      </div>
      {refused.map((one) => one.table && (
        <MappingForm
          key={one.name}
          name={one.name}
          table={one.table.table}
          tried={(mapping) => model.files.tried(one.table!.bytes, { ...options, mapping })}
          onTake={async (mapping) => {
            const [outcome] = await model.files.take([one.chosen], { ...options, mapping });
            if (outcome && 'problem' in outcome) return outcome.problem;
            settle(one);
            return undefined;
          }}
          onCancel={() => settle(one)}
        />
      ))}
      <ImportedFiles files={state.view?.files ?? []} model={model} onGone={() => chooser.current?.focus()} />
    </section>
  );
}

/** The account that files are of: one that is connected, or another. */
function Whose({ state, account, onChange }: { state: ScreenProps['state']; account: string; onChange: (id: string) => void }) {
  const words = t.exchange;
  const connected = state.connections.flatMap(({ id, bank_name }) =>
    (state.readings[id]?.last?.accounts ?? []).map((known) => ({ id: known.id, name: `${bank_name}, ${known.name}` })),
  );
  if (connected.length === 0) return null;
  return (
    <label class="field">
      {words.whose}
      <select class="input" data-testid="import-account" value={account} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{words.notConnected}</option>
        {connected.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
      </select>
      <span class="quiet-text">{words.whoseHint}</span>
    </label>
  );
}
