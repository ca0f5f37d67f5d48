// The menu of the connected page: more banks, leaving. Leaving asks once more.

import { useRef, useState } from 'preact/hooks';
import type { ScreenProps } from '../app.tsx';
import { CONNECT_LINK } from '../edge/api.ts';
import { ConfirmDialog, type Question } from './confirm-dialog.tsx';

export function Menu({ model, state }: ScreenProps) {
  const popover = useRef<HTMLDivElement>(null);
  const [question, setQuestion] = useState<Question>();

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
        {state.connections.map(({ id, bank_name }) => (
          <button key={id} data-testid="disconnect-bank" data-connection={id} onClick={() => ask(disconnectOne(bank_name, () => model.disconnect(id)))}>
            Disconnect {bank_name}
          </button>
        ))}
        <button data-testid="disconnect" onClick={() => ask(disconnectAll(() => model.disconnect()))}>Disconnect everything</button>
        <button data-testid="log-out" onClick={() => ask(logOut(() => model.logOut()))}>Log out</button>
      </div>
      {question && <ConfirmDialog question={question} onClose={() => setQuestion(undefined)} />}
    </>
  );
}

function disconnectOne(bank: string, act: Question['act']): Question {
  const text = `openpurse gives back its permission to read ${bank} and erases it. Your other banks and your caps stay.`;
  return { title: `Disconnect ${bank}?`, text, yes: 'Disconnect', act };
}

function disconnectAll(act: Question['act']): Question {
  const text = 'openpurse gives back every permission to read your banks, and erases all that the server keeps about you, your caps included.';
  return { title: 'Disconnect everything?', text, yes: 'Disconnect and erase', act };
}

function logOut(act: Question['act']): Question {
  const text = 'What the server keeps, sealed, stays there, but this browser cannot reach it any more, not even by connecting again: that starts anew, without your caps. To erase everything, choose “Disconnect everything” instead.';
  return { title: 'Log out?', text, yes: 'Log out', act };
}
