// What was learned from corrections: where it is, a copy of it, and a copy from elsewhere.

import { useEffect, useState } from 'preact/hooks';
import type { Corrections } from '../model/corrections.ts';
import { EXPORTS, type BankFiles } from '../model/files.ts';
import { save } from './save.ts';

export function LearnedPanel({ corrections, files }: { corrections: Corrections; files: BankFiles }) {
  const [safe, setSafe] = useState(true);
  const [told, setTold] = useState<{ text: string; bad: boolean }>();

  useEffect(() => void corrections.isSafe().then(setSafe), []);

  async function give() {
    const made = await files.exported('learned');
    if ('text' in made) save(EXPORTS.learned, made.text);
    else setTold({ text: made.message, bad: true });
  }

  async function take(input: HTMLInputElement) {
    const copy = input.files?.[0];
    if (copy === undefined) return;
    const failure = await corrections.merge(await copy.text());
    setTold(failure === undefined ? { text: `${copy.name} was added.`, bad: false } : { text: `${copy.name} was not added. ${failure}`, bad: true });
    input.value = '';
  }

  return (
    <section class="panel" aria-labelledby="learned-title">
      <h3 id="learned-title">What it learned</h3>
      <p>
        Your corrections are kept in this browser only. Logging out or disconnecting everything erases them; a copy moves them to another
        browser, or brings them back.
        {!safe && ' This browser may also drop them when it is short of space or the site was not used for some weeks.'}
      </p>
      <div class="panel-buttons">
        <button class="button button-small button-quiet" data-testid="export-learned" onClick={() => void give()}>Save a copy</button>
      </div>
      <label class="field">
        Add a saved copy
        <input type="file" class="file-field" data-testid="import-learned" accept=".json,application/json" onChange={(event) => void take(event.currentTarget)} />
      </label>
      <p class={told?.bad ? 'field-error' : 'quiet-text'} role="status" data-testid="learned-told">{told?.text}</p>
    </section>
  );
}
