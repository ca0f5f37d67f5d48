// The language of the page: what was read stays, the words change.

import { choose, language, LANGUAGES, t, type Language } from '../../text/index.ts';

export function LanguageChoice({ onSpoken }: { onSpoken: () => void }) {
  async function change(next: Language) {
    if (await choose(next)) onSpoken();
  }
  return (
    <label class="language">
      {t.home.language}
      <select class="input" data-testid="language" value={language()} onChange={({ currentTarget }) => void change(currentTarget.value as Language)}>
        {Object.entries(LANGUAGES).map(([code, name]) => <option key={code} value={code} lang={code}>{name}</option>)}
      </select>
    </label>
  );
}
