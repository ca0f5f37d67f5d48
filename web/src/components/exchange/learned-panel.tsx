// What was learned from corrections: where it is, a copy of it, and a copy from elsewhere.

import { useEffect, useState } from 'preact/hooks';
import type { Corrections } from '../../model/corrections.ts';
import { EXPORTS, type BankFiles } from '../../model/files.ts';
import { sentence } from '../../model/problems.ts';
import { t } from '../../text/index.ts';
import { save } from './save.ts';

export function LearnedPanel({ corrections, files }: { corrections: Corrections; files: BankFiles }) {
  const [safe, setSafe] = useState(true);
  const [told, setTold] = useState<{ text: string; bad: boolean }>();
  const words = t.transactions;

  useEffect(() => void corrections.isSafe().then(setSafe), []);

  async function give() {
    const made = await files.exported('learned');
    if ('text' in made) save(EXPORTS.learned, made.text);
    else setTold({ text: sentence(made), bad: true });
  }

  async function take(input: HTMLInputElement) {
    const copy = input.files?.[0];
    if (copy === undefined) return;
    const failure = await corrections.merge(await copy.text());
    setTold({ text: failure === undefined ? words.added(copy.name) : words.notAdded(copy.name, failure), bad: failure !== undefined });
    input.value = '';
  }

  return (
    <section class="panel" aria-labelledby="learned-title">
      <h3 id="learned-title">{words.learnedTitle}</h3>
      <p>
        {words.learnedWhere}
        {!safe && ` ${words.learnedUnsafe}`}
      </p>
      <div class="panel-buttons">
        <button class="button button-small button-quiet" data-testid="export-learned" onClick={() => void give()}>{words.saveCopy}</button>
      </div>
      <label class="field">
        {words.addCopy}
        <input type="file" class="file-field" data-testid="import-learned" accept=".json,application/json" onChange={(event) => void take(event.currentTarget)} />
      </label>
      <p class={told?.bad ? 'field-error' : 'quiet-text'} role="status" data-testid="learned-told">{told?.text}</p>
    </section>
  );
}
