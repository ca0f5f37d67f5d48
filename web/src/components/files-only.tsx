// Without a bank: the way from the start page to figures of files alone, and what to know of them.

import type { Household, HouseholdModel } from '../model/household.ts';
import { t } from '../text/index.ts';
import { useDroppedFiles } from './use-dropped-files.ts';

/** On the start page. */
export function FilesOnly({ model }: { model: HouseholdModel }) {
  useDroppedFiles((files) => {
    model.files.wait(files);
    void model.lookAtFiles();
  });
  return (
    <p class="files-only">
      <button class="button button-quiet" data-testid="files-only" onClick={() => void model.lookAtFiles()}>{t.exchange.filesOnly.button}</button>
      <span class="quiet-text">{t.exchange.filesOnly.about}</span>
    </p>
  );
}

/** Above the figures. */
export function FilesOnlyNotice({ state }: { state: Household }) {
  if (state.connections.length > 0) return null;
  return <p class="notice notice-alone" data-testid="files-only-notice">{t.exchange.filesOnly.notice}</p>;
}
