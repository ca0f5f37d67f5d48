// The fields of the form for columns, and the first rows that they are chosen by.

import { columnName, type Choice, type Table } from '../../model/columns.ts';
import { t } from '../../text/index.ts';

export function FirstRows({ table, noHeader }: { table: Table; noHeader: boolean }) {
  const [first = [], ...rest] = table.rows;
  const columns = numbers(table);
  return (
    <div class="first-rows" tabIndex={0} role="group" aria-label={t.exchange.mapping.lead}>
      <table>
        <thead>
          <tr>{columns.map((at) => <th key={at} scope="col">{noHeader || !first[at - 1] ? t.exchange.mapping.column(at) : first[at - 1]}</th>)}</tr>
        </thead>
        <tbody>
          {(noHeader ? table.rows : rest).map((row, line) => (
            <tr key={line}>{columns.map((at) => <td key={at}>{row[at - 1]}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ColumnProps {
  field: 'date' | 'description' | 'amount' | 'moneyOut' | 'moneyIn' | 'currency';
  table: Table;
  choice: Choice;
  onChange: (column: number) => void;
}

export function ColumnSelect({ field, table, choice, onChange }: ColumnProps) {
  const words = t.exchange.mapping;
  return (
    <label class="field">
      {words[field]}
      <select class="input" data-testid={`map-${field}`} value={choice[field]} onChange={(event) => onChange(Number(event.currentTarget.value))}>
        <option value={0}>{words.none}</option>
        {numbers(table).map((at) => <option key={at} value={at}>{columnName(table, at, choice.noHeader) || words.column(at)}</option>)}
      </select>
    </label>
  );
}

export function SwitchField({ label, testId, checked, onChange }: { label: string; testId: string; checked: boolean; onChange: (checked: boolean) => void }) {
  return (
    <label class="choice">
      <input type="checkbox" data-testid={testId} checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

function numbers({ columns }: Table): number[] {
  return Array.from({ length: columns }, (_, at) => at + 1);
}
