// The menu of the connected page: more banks, files, leaving. Leaving asks once more.

import { useRef, useState } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import { CONNECT_LINK } from '../../edge/api.ts';
import { setShortcuts, shortcutsOn } from '../../model/shortcuts.ts';
import { t } from '../../text/index.ts';
import { ConfirmDialog, type Question } from './confirm-dialog.tsx';
import { ExchangeDialog } from '../exchange/exchange-dialog.tsx';
import { disconnectAll, disconnectOne, logOut, logOutEverywhere } from '../connections/farewells.ts';
import { PrivacyDialog } from '../connections/privacy-dialog.tsx';
import { useDroppedFiles } from '../exchange/use-dropped-files.ts';

export function Menu({ model, state }: ScreenProps) {
  const popover = useRef<HTMLDivElement>(null);
  const [question, setQuestion] = useState<Question>();
  const [privacy, setPrivacy] = useState(false);
  // Who looks at files alone has come for the import.
  const [dropped, setDropped] = useState(() => model.files.takeWaiting());
  const [exchange, setExchange] = useState(state.connections.length === 0);
  const [keys, setKeys] = useState(shortcutsOn);
  const words = t.connections;

  useDroppedFiles((files) => {
    // One that is open comes first: that for files takes them itself, wherever it was opened from.
    if (document.querySelector('dialog[open]') !== null) return;
    setDropped(files);
    setExchange(true);
  });

  function toggleKeys() {
    setShortcuts(!keys);
    setKeys(!keys);
  }

  /** Closes the menu first: a dialog would lie under it. */
  function then(open: () => void) {
    return () => {
      popover.current?.hidePopover();
      open();
    };
  }

  function closeExchange() {
    setExchange(false);
    setDropped([]);
  }

  return (
    <>
      <button class="button button-quiet menu-button" data-testid="menu" popovertarget="menu" aria-label={words.menu.title}>
        <span aria-hidden="true">•••</span>
      </button>
      <div class="menu" id="menu" popover="auto" ref={popover}>
        <a href={CONNECT_LINK} data-testid="connect-another">{state.connections.length > 0 ? words.connect : words.connectFirst}</a>
        <button data-testid="open-exchange" onClick={then(() => setExchange(true))}>{t.exchange.title}</button>
        {state.connections.length > 0 ? <Leave model={model} state={state} onAsk={(next) => then(() => setQuestion(next))} /> : (
          <button data-testid="leave-files" onClick={then(() => void model.leaveFiles())}>{words.menu.leaveFiles}</button>
        )}
        <button data-testid="shortcuts" onClick={toggleKeys}>{keys ? words.menu.keysOff : words.menu.keysOn}</button>
        <button data-testid="privacy" onClick={then(() => setPrivacy(true))}>{words.privacyTitle}</button>
      </div>
      {question && <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />}
      {exchange && <ExchangeDialog model={model} state={state} dropped={dropped} onClose={closeExchange} />}
      {privacy && <PrivacyDialog model={model} state={state} onClose={() => setPrivacy(false)} />}
    </>
  );
}

function Leave({ model, state: { connections }, onAsk }: ScreenProps & { onAsk: (question: Question) => () => void }) {
  const words = t.connections;
  return (
    <>
      {connections.map(({ id, bank_name }) => (
        <button key={id} data-testid="disconnect-bank" data-connection={id} onClick={onAsk(disconnectOne(bank_name, connections.length === 1, () => model.leaving.disconnect(connections.length === 1 ? undefined : id)))}>
          {words.disconnectOne.button(bank_name)}
        </button>
      ))}
      <button data-testid="disconnect" onClick={onAsk(disconnectAll(model))}>{words.disconnectAll.button}</button>
      <button data-testid="log-out" onClick={onAsk(logOut(model))}>{words.logOut.button}</button>
      <button data-testid="log-out-everywhere" onClick={onAsk(logOutEverywhere(model))}>{words.logOutEverywhere.button}</button>
    </>
  );
}
