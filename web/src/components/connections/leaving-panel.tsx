// The ways to leave, each with what it does.

import type { ScreenProps } from '../../app.tsx';
import { t } from '../../text/index.ts';
import type { Question } from '../page/confirm-dialog.tsx';
import { disconnectAll, eraseAll, logOut, logOutEverywhere } from './farewells.ts';

export function LeavingPanel({ model, state, onAsk }: ScreenProps & { onAsk: (question: Question) => void }) {
  const words = t.connections;
  const connected = state.connections.length > 0;
  const ways = [
    { testId: 'leave', ...words.logOut, question: () => logOut(model) },
    { testId: 'leave-everywhere', ...words.logOutEverywhere, question: () => logOutEverywhere(model) },
    { testId: 'disconnect-everything', ...words.disconnectAll, question: () => disconnectAll(model) },
  ];
  return (
    <section class="connections-section" aria-labelledby="leaving-title">
      <h2 id="leaving-title">{words.leaveTitle}</h2>
      <ul class="leaving">
        {connected && ways.map(({ testId, button, about, question }) => (
          <Way key={testId} testId={testId} about={about} button={button} onAsk={() => onAsk(question())} />
        ))}
        <Way testId="erase-everything" about={connected ? words.eraseAll.about : words.eraseAll.aboutHere} button={words.eraseAll.button} onAsk={() => onAsk(eraseAll(model, connected))} />
      </ul>
    </section>
  );
}

function Way({ testId, about, button, onAsk }: { testId: string; about: string; button: string; onAsk: () => void }) {
  return (
    <li>
      <p>{about}</p>
      <button class="button button-small button-quiet" data-testid={testId} onClick={onAsk}>{button}</button>
    </li>
  );
}
