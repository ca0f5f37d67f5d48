// The files that count, each with what came of it, the rows that could not be read, and the way to take it out.

import { useState } from 'preact/hooks';
import type { ImportedFile } from '../../core/protocol.ts';
import { shortDate } from '../../model/dates.ts';
import { importedText } from '../../model/files.ts';
import type { HouseholdModel } from '../../model/household.ts';
import { fileProblemText } from '../../model/reasons.ts';
import { t } from '../../text/index.ts';

/** More problems than these are only counted. */
const MOST_PROBLEMS = 20;

export function ImportedFiles({ files, model, onGone }: { files: ImportedFile[]; model: HouseholdModel; onGone: () => void }) {
  const [problem, setProblem] = useState<string>();

  /** The button goes with the file, so the focus does not stay on it. */
  async function change(work: Promise<string | void>) {
    onGone();
    setProblem((await work) ?? undefined);
  }

  return (
    <>
      {problem !== undefined && <p class="field-error" role="alert">{problem}</p>}
      <ul class="files" aria-live="polite">
        {files.map((file) => (
          <File
            key={file.id}
            file={file}
            order={model.files.openOrder(file.id)}
            onReorder={() => void change(model.files.reorder(file.id))}
            onRemove={() => void change(model.files.remove(file.id))}
          />
        ))}
      </ul>
    </>
  );
}

interface Props {
  file: ImportedFile;
  order: 'dmy' | 'mdy' | undefined;
  onReorder: () => void;
  onRemove: () => void;
}

function File({ file, order, onReorder, onRemove }: Props) {
  const words = t.exchange;
  const { name, added, problems } = file;
  const more = problems.length - MOST_PROBLEMS;
  return (
    <li class="file" data-testid="imported-file" data-added={added} data-problems={problems.length} data-from={file.from} data-to={file.to}>
      <div class="file-line">
        <p><strong>{name}</strong> {importedText(file, shortDate)}</p>
        <button class="button button-small button-quiet" data-testid="remove-file" aria-label={words.removeFile(name)} onClick={onRemove}>{words.remove}</button>
      </div>
      {order !== undefined && (
        <p class="file-order">
          {words.dates[order]} <button class="text-button" data-testid="reorder-dates" onClick={onReorder}>{words.reorder[order]}</button>
        </p>
      )}
      {problems.length > 0 && (
        <details class="file-problems">
          <summary>{words.problems(problems.length)}</summary>
          <ul>
            {problems.slice(0, MOST_PROBLEMS).map(fileProblemText).map(({ text, lang }, at) => (
              <li key={at} lang={lang} data-testid="import-problem">{text}</li>
            ))}
            {more > 0 && <li>{words.andMore(more)}</li>}
          </ul>
        </details>
      )}
    </li>
  );
}
