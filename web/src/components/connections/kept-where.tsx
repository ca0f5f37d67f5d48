// What is kept about the person and where, place by place, and the choices there are about it.

import { useEffect, useId, useState } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import { sentence } from '../../model/problems.ts';
import { askForPromise, dropsUnvisited, isPromised } from '../../store/device.ts';
import { t } from '../../text/index.ts';

const GROUPS = {
  browser: ['page', 'session', 'database', 'local', 'cache', 'cookie'],
  server: ['server', 'clear', 'passing'],
  elsewhere: ['bank'],
} as const;

type Place = (typeof GROUPS)[keyof typeof GROUPS][number];

export function KeptWhere({ model, state }: ScreenProps) {
  const words = t.connections;
  return (
    <>
      <h3 class="kept-title">{words.keptGroups.browser}</h3>
      <Places places={GROUPS.browser} />
      <Persistence />
      <h3 class="kept-title">{words.keptGroups.server}</h3>
      <Places places={GROUPS.server} />
      {state.connections.length > 0 && <Unattended model={model} state={state} />}
      <h3 class="kept-title">{words.keptGroups.elsewhere}</h3>
      <Places places={GROUPS.elsewhere} />
    </>
  );
}

/** What there is most to know of each place, and the rest behind it. */
function Places({ places }: { places: readonly Place[] }) {
  return (
    <dl class="kept">
      {places.map((place) => {
        const { where, what, more } = t.connections.kept[place];
        return (
          <div key={place}>
            <dt>{where}</dt>
            <dd>{more === undefined ? what : <details><summary>{what}</summary><p>{more}</p></details>}</dd>
          </div>
        );
      })}
    </dl>
  );
}

/** The page's own event. */
const ASKED = 'openpurse-promise-asked';

/** Whether the browser keeps what is stored in it. */
function Persistence() {
  const words = t.connections;
  const [promised, setPromised] = useState<boolean>();
  const [refused, setRefused] = useState(false);

  // The screen and the dialog over it may both show it.
  useEffect(() => {
    const look = () => void isPromised().then(setPromised);
    look();
    addEventListener(ASKED, look);
    return () => removeEventListener(ASKED, look);
  }, []);

  async function ask() {
    const given = await askForPromise();
    setPromised(given);
    setRefused(!given);
    dispatchEvent(new Event(ASKED));
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
function Unattended({ model, state: { unattended } }: ScreenProps) {
  const [problem, setProblem] = useState<string>();
  // The screen and the dialog over it may both show it.
  const hint = useId();
  const words = t.connections;

  async function ask(choice?: boolean) {
    setProblem(undefined);
    const answer = await model.unattended(choice);
    setProblem(typeof answer === 'boolean' ? undefined : sentence(answer));
  }

  useEffect(() => void ask(), []);

  return (
    <div class="kept-choice">
      <label class="choice">
        <input
          type="checkbox"
          data-testid="unattended"
          aria-describedby={hint}
          checked={unattended === true}
          disabled={unattended === undefined}
          onChange={(event) => void ask(event.currentTarget.checked)}
        />
        <span>{words.unattended}</span>
      </label>
      <p id={hint} class="quiet-text">{words.unattendedHint}</p>
      {problem !== undefined && <p class="field-error" role="alert">{problem}</p>}
    </div>
  );
}
