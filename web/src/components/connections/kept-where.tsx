// What is kept about the person and where, place by place, and the choices there are about it.

import { useEffect, useState } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import type { HouseholdModel } from '../../model/household.ts';
import { sentence } from '../../model/problems.ts';
import { askForPromise, dropsUnvisited, isPromised } from '../../store/device.ts';
import { t } from '../../text/index.ts';

export function KeptWhere({ model, state }: ScreenProps) {
  const words = t.connections;
  const connected = state.connections.length > 0;
  return (
    <>
      <dl class="kept">
        {Object.entries(words.kept).map(([place, { where, what }]) => (
          <div key={place}>
            <dt>{where}</dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <Persistence />
      {connected && <Unattended model={model} />}
    </>
  );
}

/** Whether the browser keeps what is stored in it. */
function Persistence() {
  const words = t.connections;
  const [promised, setPromised] = useState<boolean>();
  const [refused, setRefused] = useState(false);

  useEffect(() => void isPromised().then(setPromised), []);

  async function ask() {
    const given = await askForPromise();
    setPromised(given);
    setRefused(!given);
  }

  if (promised === undefined) return null;
  return (
    <div class="promise" data-testid="storage-promise" data-promised={promised}>
      <p role="status">
        {promised ? words.promised : words.notPromised}
        {!promised && dropsUnvisited() && ` ${words.safari}`}
        {refused && ` ${words.refused}`}
      </p>
      {!promised && <button class="button button-small button-quiet" data-testid="ask-promise" onClick={() => void ask()}>{words.askPromise}</button>}
    </div>
  );
}

/** Whether the server may open the record on its own. */
function Unattended({ model }: { model: HouseholdModel }) {
  const [unattended, setUnattended] = useState<boolean>();
  const [problem, setProblem] = useState<string>();

  async function ask(choice?: boolean) {
    const answer = await model.unattended(choice);
    if (typeof answer === 'boolean') setUnattended(answer);
    setProblem(typeof answer === 'boolean' ? undefined : sentence(answer));
  }

  useEffect(() => void ask(), []);

  return (
    <>
      <p class="kept-note">{t.connections.opensWith}</p>
      <label class="choice">
        <input type="checkbox" data-testid="unattended" checked={unattended === true} disabled={unattended === undefined} onChange={(event) => void ask(event.currentTarget.checked)} />
        <span>{t.connections.unattended}</span>
      </label>
      {problem !== undefined && <p class="field-error" role="alert">{problem}</p>}
    </>
  );
}
