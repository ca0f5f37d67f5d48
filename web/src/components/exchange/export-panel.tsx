// Everything that is loaded, as a file for another program.

import { useState } from 'preact/hooks';
import { EXPORTS, type BankFiles } from '../../model/files.ts';
import { sentence } from '../../model/problems.ts';
import { t } from '../../text/index.ts';
import { save } from './save.ts';

const FORMATS = ['csv', 'ofx', 'hledger', 'beancount'] as const;

export function ExportPanel({ files }: { files: BankFiles }) {
  const [problem, setProblem] = useState<string>();
  const words = t.exchange;

  async function give(format: (typeof FORMATS)[number]) {
    const made = await files.exported(format);
    if ('text' in made) save(EXPORTS[format], made.text);
    setProblem('text' in made ? undefined : sentence(made));
  }

  return (
    <section class="panel" aria-labelledby="export-title">
      <h3 id="export-title">{words.exportTitle}</h3>
      <p>{words.exportLead}</p>
      <div class="panel-buttons">
        {FORMATS.map((format) => (
          <button key={format} class="button button-small button-quiet" data-testid={`export-${format}`} onClick={() => void give(format)}>{words.formats[format]}</button>
        ))}
      </div>
      {problem !== undefined && <p class="field-error" role="alert">{problem}</p>}
    </section>
  );
}
