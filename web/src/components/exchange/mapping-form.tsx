// The columns of a CSV file that no layout is known for: its first rows, what each column is, and at once what comes of it.

import type { ImportMapping } from 'openpurse';
import { useEffect, useState } from 'preact/hooks';
import type { Trial } from '../../core/protocol.ts';
import type { Failure } from '../../edge/http.ts';
import { guess, mappingOf, type Choice, type DateOrder, type Table } from '../../model/columns.ts';
import { t } from '../../text/index.ts';
import { ColumnSelect, FirstRows, SwitchField } from './mapping-fields.tsx';
import { TrialResult } from './trial-result.tsx';

interface Props {
  name: string;
  table: Table;
  tried: (mapping: ImportMapping) => Promise<Trial | Failure>;
  /** Answers why it did not work. */
  onTake: (mapping: ImportMapping) => Promise<string | undefined>;
  onCancel: () => void;
}

export function MappingForm({ name, table, tried, onTake, onCancel }: Props) {
  const [choice, setChoice] = useState(() => guess(table));
  // Also while the first column of two is being chosen.
  const [two, setTwo] = useState(choice.moneyOut > 0);
  const [trial, setTrial] = useState<Trial | Failure>();
  const [problem, setProblem] = useState<string>();
  const mapping = mappingOf(table, choice);
  const words = t.exchange.mapping;

  useEffect(() => {
    let late = false;
    if (mapping === undefined) setTrial(undefined);
    else void tried(mapping).then((next) => late || setTrial(next));
    return () => void (late = true);
  }, [JSON.stringify(mapping)]);

  const set = (change: Partial<Choice>) => setChoice({ ...choice, ...change });
  const column = (field: 'date' | 'description' | 'amount' | 'moneyOut' | 'moneyIn' | 'currency') => (
    <ColumnSelect field={field} table={table} choice={choice} onChange={(at) => set({ [field]: at })} />
  );
  const readable = trial !== undefined && 'transactions' in trial && trial.transactions > 0;

  function setColumns(isTwo: boolean) {
    setTwo(isTwo);
    set(isTwo ? { amount: 0, flipSign: false } : { moneyOut: 0, moneyIn: 0 });
  }

  return (
    <section class="mapping" aria-label={words.title(name)} data-testid="mapping">
      <h4>{words.title(name)}</h4>
      <p>{words.lead}</p>
      <FirstRows table={table} noHeader={choice.noHeader} />
      <div class="field-grid">
        {column('date')}
        <label class="field">
          {words.dateOrder}
          <select class="input" data-testid="map-order" value={choice.dateOrder} onChange={(event) => set({ dateOrder: event.currentTarget.value as DateOrder })}>
            {(['dmy', 'mdy', 'ymd'] as const).map((order) => <option key={order} value={order}>{words.orders[order]}</option>)}
          </select>
        </label>
        {column('description')}
        <label class="field">
          {words.amounts}
          <select class="input" data-testid="map-amounts" value={two ? 'two' : 'one'} onChange={(event) => setColumns(event.currentTarget.value === 'two')}>
            <option value="one">{words.oneColumn}</option>
            <option value="two">{words.twoColumns}</option>
          </select>
        </label>
        {two ? <>{column('moneyOut')}{column('moneyIn')}</> : column('amount')}
        {column('currency')}
      </div>
      <SwitchField label={words.decimalComma} testId="map-comma" checked={choice.decimalComma} onChange={(decimalComma) => set({ decimalComma })} />
      {!two && <SwitchField label={words.flipSign} testId="map-flip" checked={choice.flipSign} onChange={(flipSign) => set({ flipSign })} />}
      <SwitchField label={words.noHeader} testId="map-no-header" checked={choice.noHeader} onChange={(noHeader) => set({ noHeader })} />
      <TrialResult trial={trial} />
      {problem !== undefined && <p class="field-error" role="alert">{problem}</p>}
      <div class="panel-buttons">
        <button class="button button-small" data-testid="map-take" disabled={!readable} onClick={() => mapping && void onTake(mapping).then(setProblem)}>{words.take}</button>
        <button class="button button-small button-quiet" data-testid="map-cancel" onClick={onCancel}>{words.cancel}</button>
      </div>
    </section>
  );
}
