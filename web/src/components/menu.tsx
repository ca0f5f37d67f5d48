// The menu of the connected page: more banks, leaving. Leaving asks once more.

import { useRef, useState } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import { CONNECT_LINK } from '../edge/api.ts';
import { setShortcuts, shortcutsOn } from '../model/shortcuts.ts';
import { ConfirmDialog, type Question } from './confirm-dialog.tsx';
import { ExchangeDialog } from './exchange-dialog.tsx';
import { PrivacyDialog } from './privacy-dialog.tsx';

export function Menu({ model, state }: ScreenProps) {
  const popover = useRef<HTMLDivElement>(null);
  const [question, setQuestion] = useState<Question>();
  const [privacy, setPrivacy] = useState(false);
  const [exchange, setExchange] = useState(false);

  const [keys, setKeys] = useState(shortcutsOn);

  function toggleKeys() {
    setShortcuts(!keys);
    setKeys(!keys);
  }

  function openPrivacy() {
    popover.current?.hidePopover();
    setPrivacy(true);
  }

  function openExchange() {
    popover.current?.hidePopover();
    setExchange(true);
  }

  function ask(next: Question) {
    popover.current?.hidePopover();
    setQuestion(next);
  }

  return (
    <>
      <button class="button button-quiet menu-button" data-testid="menu" popovertarget="menu" aria-label="Menu">
        <span aria-hidden="true">•••</span>
      </button>
      <div class="menu" id="menu" popover="auto" ref={popover}>
        <a href={CONNECT_LINK} data-testid="connect-another">Connect another bank</a>
        <button data-testid="open-exchange" onClick={openExchange}>Import and export</button>
        {state.connections.map(({ id, bank_name }) => (
          <button key={id} data-testid="disconnect-bank" data-connection={id} onClick={() => ask(disconnectOne(bank_name, state.connections.length === 1, () => model.disconnect(id)))}>
            Disconnect {bank_name}
          </button>
        ))}
        <button data-testid="disconnect" onClick={() => ask(disconnectAll(() => model.disconnect()))}>Disconnect everything</button>
        <button data-testid="log-out" onClick={() => ask(logOut(() => model.logOut(false)))}>Log out</button>
        <button data-testid="log-out-everywhere" onClick={() => ask(logOutEverywhere(() => model.logOut(true)))}>Log out everywhere</button>
        <button data-testid="shortcuts" onClick={toggleKeys}>{keys ? 'Turn off the key R for refresh' : 'Turn on the key R for refresh'}</button>
        <button data-testid="privacy" onClick={openPrivacy}>What this site keeps</button>
      </div>
      {question && <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />}
      {exchange && <ExchangeDialog model={model} state={state} onClose={() => setExchange(false)} />}
      {privacy && <PrivacyDialog model={model} onClose={() => setPrivacy(false)} />}
    </>
  );
}

function disconnectOne(bank: string, last: boolean, act: Question['act']): Question {
  const rest = last ? LEARNED_GOES : 'Your other banks and your caps stay.';
  const text = `openpurse gives back its permission to read ${bank} and erases it. ${rest}`;
  return { title: `Disconnect ${bank}?`, text, yes: 'Disconnect', act };
}

function disconnectAll(act: Question['act']): Question {
  const text = `openpurse gives back every permission to read your banks, and erases all that the server keeps about you, your caps included. ${LEARNED_GOES}`;
  return { title: 'Disconnect everything?', text, yes: 'Disconnect and erase', act };
}

function logOut(act: Question['act']): Question {
  return { title: 'Log out?', text: `${WITHOUT_A_BROWSER} ${LEARNED_GOES}`, yes: 'Log out', act };
}

function logOutEverywhere(act: Question['act']): Question {
  return { title: 'Log out everywhere?', text: `Every browser is signed out at once, this one too. ${WITHOUT_A_BROWSER} ${LEARNED_GOES}`, yes: 'Log out everywhere', act };
}

const LEARNED_GOES =
  'What openpurse learned from your corrections is erased from this browser; to have it again, save a copy first under Import and export.';

const WITHOUT_A_BROWSER =
  'What the server keeps opens only together with a browser that is signed in. When the last one logs out, it is erased, your caps included, and your banks are disconnected. Connecting again starts anew.';
