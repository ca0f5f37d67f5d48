// Settings as a file, and those of a file in place of one's own: what would change is shown before it is saved.

import type { BudgetSettings } from 'openpurse';
import { useRef, useState } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import { changesOf, settingsOf, settingsText } from '../../model/settings-file.ts';
import { t } from '../../text/index.ts';
import { save } from './save.ts';

const FILE = { file: 'openpurse-settings.json', type: 'application/json' };

export function SettingsPanel({ model, state: { settings } }: ScreenProps) {
  const [offered, setOffered] = useState<{ name: string; value: BudgetSettings }>();
  const [told, setTold] = useState<{ text: string; bad?: boolean }>();
  const [busy, setBusy] = useState(false);
  const chooser = useRef<HTMLInputElement>(null);
  const words = t.exchange;
  const now = settings?.value;

  async function look(input: HTMLInputElement) {
    const file = input.files?.[0];
    if (file === undefined) return;
    const value = settingsOf(await file.text());
    const changes = value && now ? changesOf(now, value) : [];
    setOffered(value && changes.length > 0 ? { name: file.name, value } : undefined);
    if (value === undefined) setTold({ text: words.noSettingsFile(file.name), bad: true });
    else setTold(changes.length > 0 ? undefined : { text: words.sameSettings(file.name) });
    // So that the same file can be chosen again.
    input.value = '';
  }

  async function use(value: BudgetSettings) {
    setBusy(true);
    const failure = await model.settings.change(() => value);
    setBusy(false);
    setTold(failure === undefined ? { text: words.settingsSaved } : { text: words.settingsRefused(failure), bad: true });
    if (failure === undefined) leave();
  }

  /** The buttons go, so the focus does not stay on them. */
  function leave() {
    chooser.current?.focus();
    setOffered(undefined);
  }

  return (
    <section class="panel" aria-labelledby="settings-title">
      <h3 id="settings-title">{words.settingsTitle}</h3>
      <p>{now === undefined ? words.noSettings : words.settingsLead}</p>
      {now !== undefined && (
        <>
          <div class="panel-buttons">
            <button class="button button-small button-quiet" data-testid="export-settings" onClick={() => save(FILE, settingsText(now))}>{words.saveSettings}</button>
          </div>
          <label class="field">
            {words.loadSettings}
            <input type="file" class="file-field" ref={chooser} data-testid="import-settings" accept=".json,application/json" onChange={(event) => void look(event.currentTarget)} />
          </label>
        </>
      )}
      {offered && now && (
        <div class="offer" data-testid="settings-changes" role="group" aria-label={words.wouldChange(offered.name)}>
          <p>{words.wouldChange(offered.name)}</p>
          <ul class="bullets">{changesOf(now, offered.value).map((change) => <li key={change}>{change}</li>)}</ul>
          <div class="panel-buttons">
            <button class="button button-small" data-testid="use-settings" disabled={busy} onClick={() => void use(offered.value)}>{words.useSettings}</button>
            <button class="button button-small button-quiet" data-testid="keep-settings" onClick={leave}>{words.keepSettings}</button>
          </div>
        </div>
      )}
      <p class={told?.bad ? 'field-error' : 'quiet-text'} role="status" data-testid="settings-told">{told?.text}</p>
    </section>
  );
}
