// Everything that is loaded, as a file for another program.

import { useState } from 'preact/hooks';
import type { ExportFormat } from '../core/protocol.ts';
import { EXPORTS, type BankFiles } from '../model/files.ts';
import { save } from './save.ts';

const FORMATS: { format: ExportFormat; label: string }[] = [
  { format: 'csv', label: 'Spreadsheet (CSV)' },
  { format: 'ofx', label: 'OFX' },
  { format: 'hledger', label: 'hledger journal' },
  { format: 'beancount', label: 'beancount journal' },
];

export function ExportPanel({ files }: { files: BankFiles }) {
  const [problem, setProblem] = useState<string>();

  async function give(format: ExportFormat) {
    const made = await files.exported(format);
    if ('text' in made) save(EXPORTS[format], made.text);
    setProblem('text' in made ? undefined : made.message);
  }

  return (
    <section class="panel" aria-labelledby="export-title">
      <h3 id="export-title">Export</h3>
      <p>All transactions that are loaded, of every period and bank. The file is made on this device and is not protected: whoever has it can read it.</p>
      <div class="panel-buttons">
        {FORMATS.map(({ format, label }) => (
          <button key={format} class="button button-small button-quiet" data-testid={`export-${format}`} onClick={() => void give(format)}>{label}</button>
        ))}
      </div>
      {problem !== undefined && <p class="field-error" role="alert">{problem}</p>}
    </section>
  );
}
