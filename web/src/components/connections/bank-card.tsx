// One bank: how it stands, its accounts, what may be read of it and until when, and what can be done.

import type { ComponentChildren } from 'preact';
import type { ScreenProps } from '../../app.tsx';
import type { Connection } from '../../edge/api.ts';
import { ago, clockTime } from '../../model/dates.ts';
import { sentence } from '../../model/problems.ts';
import type { Reading } from '../../model/state.ts';
import { locale, t } from '../../text/index.ts';
import type { Question } from '../page/confirm-dialog.tsx';
import { disconnectOne } from './farewells.ts';
import { Remind } from './remind.tsx';
import { useTick } from '../page/use-tick.ts';

interface Props extends ScreenProps {
  connection: Connection;
  onAsk: (question: Question) => void;
}

export function BankCard({ connection, model, state, onAsk }: Props) {
  const words = t.connections;
  const { id, bank_name: bank, consent_expires_at: expires, consent_days_left: days } = connection;
  const reading = state.readings[id];
  const last = state.connections.length === 1;
  const ask = () => onAsk(disconnectOne(bank, last, () => model.leaving.disconnect(last ? undefined : id)));
  return (
    <li class="bank-card" data-testid="connection" data-id={id} data-state={connection.state} data-expires={expires ?? ''} data-days-left={days ?? ''}>
      <div class="bank-card-head">
        <h2>{bank}</h2>
        <span class={`bank-state bank-state-${connection.state}`}>{words.states[connection.state]}</span>
      </div>
      <ReadingLine reading={reading} />
      <dl class="bank-facts">
        <Fact name={words.accounts}><Accounts reading={reading} /></Fact>
        {connection.scopes !== undefined && connection.scopes.length > 0 && <Fact name={words.mayRead}>{scopesText(connection.scopes)}</Fact>}
        <Fact name={words.since}><Day instant={connection.created_at} /></Fact>
        <Fact name={words.ends}>
          {expires === null ? words.endsUnknown : <><Day instant={expires} />{days !== null && <>, <span class="bank-days">{words.daysLeft(days)}</span></>}</>}
        </Fact>
      </dl>
      <div class="panel-buttons">
        <Act name={words.refresh} bank={bank} testId="refresh-bank" disabled={reading?.state === 'reading'} onAct={() => void model.read(id)} />
        <Act
          name={connection.state === 'reconnect' ? words.reconnect : words.renew}
          bank={bank}
          testId="renew-bank"
          pressing={connection.state !== 'active'}
          onAct={() => void model.renew(id)}
        />
        <Remind connection={connection} />
        <Act name={words.disconnect} bank={bank} testId="disconnect-bank" connection={id} onAct={ask} />
      </div>
    </li>
  );
}

/** The same word on every card: a screen reader is told of which bank. */
function Act({ name, bank, testId, connection, disabled = false, pressing = false, onAct }: {
  name: string; bank: string; testId: string; connection?: string; disabled?: boolean; pressing?: boolean; onAct: () => void;
}) {
  return (
    <button
      class={`button button-small ${pressing ? '' : 'button-quiet'}`}
      data-testid={testId}
      data-connection={connection}
      aria-label={`${name}: ${bank}`}
      disabled={disabled}
      onClick={onAct}
    >
      {name}
    </button>
  );
}

function ReadingLine({ reading }: { reading: Reading | undefined }) {
  useTick();
  const words = t.connections;
  const asOf = reading?.last?.asOf ?? undefined;
  const age = asOf === undefined ? undefined : <time dateTime={asOf} title={clockTime(asOf)}>{ago(asOf, Date.now())}</time>;
  if (reading?.state === 'failed') {
    return (
      <p class="bank-reading">
        <span class="field-error" role="status">{words.failed(reading.failure ? sentence(reading.failure) : '')}</span>
        {age && <> {words.read} {age}.</>}
      </p>
    );
  }
  // No live region: the age is another one every minute.
  return <p class="bank-reading quiet-text">{reading?.state === 'reading' ? words.reading : age ? <>{words.read} {age}</> : words.notYetRead}</p>;
}

function Accounts({ reading }: { reading: Reading | undefined }) {
  // A feed has them in the order in which the bank answered: another one each time.
  const accounts = [...(reading?.last?.accounts ?? [])].sort((one, other) => one.name.localeCompare(other.name, locale));
  if (accounts.length === 0) return <span class="quiet-text">{t.connections.noAccounts}</span>;
  return <ul class="bank-accounts">{accounts.map(({ id, name }) => <li key={id}>{name || id}</li>)}</ul>;
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Day({ instant }: { instant: string }) {
  return <time dateTime={instant}>{new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(instant))}</time>;
}

/** In the order in which openpurse asks; a name that is not known is told as it is. */
function scopesText(scopes: string[]): string {
  const words = t.connections;
  const what = scopes.filter((scope) => scope !== 'offline_access').map((scope) => words.scopes[scope] ?? scope);
  const list = new Intl.ListFormat(locale, { type: 'conjunction' }).format(what);
  const offline = scopes.includes('offline_access') ? `, ${words.offline}` : '';
  return `${list}${offline}. ${words.readOnly}`;
}
