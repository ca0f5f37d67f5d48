// The screen of connections: each bank with what may be read of it and until when, what is kept where, and the ways to leave.

import { useState } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import { CONNECT_LINK } from '../../edge/api.ts';
import { t } from '../../text/index.ts';
import { BankCard } from './bank-card.tsx';
import { ConfirmDialog, type Question } from '../page/confirm-dialog.tsx';
import { ExchangeDialog } from '../exchange/exchange-dialog.tsx';
import { KeptWhere } from './kept-where.tsx';
import { LeavingPanel } from './leaving-panel.tsx';
import { RemindAll } from './remind.tsx';

export function ConnectionsScreen({ model, state }: ScreenProps) {
  const [question, setQuestion] = useState<Question>();
  const [exchange, setExchange] = useState(false);
  const { connections } = state;
  const words = t.connections;

  /** With a bank its button goes, too: the focus is not left on nothing. */
  function closeQuestion() {
    setQuestion(undefined);
    requestAnimationFrame(() => document.activeElement === document.body && document.getElementById('main')?.focus());
  }

  return (
    <div class="connections">
      <div class="connections-head">
        <h1>{words.title}</h1>
        <div class="panel-buttons">
          <RemindAll connections={connections} />
          <button class="button button-quiet" data-testid="open-exchange-here" onClick={() => setExchange(true)}>{t.exchange.open}</button>
          <a class="button" href={CONNECT_LINK} data-testid="connect-here">{connections.length > 0 ? words.connect : words.connectFirst}</a>
        </div>
      </div>
      {connections.length === 0 && <p>{words.none}</p>}
      <ul class="bank-cards">
        {connections.map((connection) => (
          <BankCard key={connection.id} connection={connection} model={model} state={state} onAsk={setQuestion} />
        ))}
      </ul>
      <section class="connections-section" aria-labelledby="kept-title">
        <h2 id="kept-title">{words.keptTitle}</h2>
        <KeptWhere model={model} state={state} />
      </section>
      <LeavingPanel model={model} state={state} onAsk={setQuestion} />
      {question && <ConfirmDialog question={question} onClose={closeQuestion} />}
      {exchange && <ExchangeDialog model={model} state={state} onClose={() => setExchange(false)} />}
    </div>
  );
}
