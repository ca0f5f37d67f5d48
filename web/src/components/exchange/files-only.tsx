// Without a bank: the way from the start page to figures of files alone, and what to know of them.

import type { ScreenProps } from '../../app.tsx';
import type { HouseholdModel } from '../../model/household.ts';
import type { Household } from '../../model/state.ts';
import { t } from '../../text/index.ts';
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

/** Above the figures. Where the files are of one other currency, that can become the figures' own. */
export function FilesOnlyNotice({ model, state }: ScreenProps) {
  if (state.connections.length > 0) return null;
  const words = t.exchange.filesOnly;
  const currency = onlyCurrency(state);
  return (
    <div class="notice notice-alone" data-testid="files-only-notice">
      <p>{words.notice}</p>
      {currency !== undefined && (
        <button class="button button-small" data-testid="use-currency" onClick={() => void model.settings.change((settings) => ({ ...settings, currency }))}>
          {words.useCurrency(currency)}
        </button>
      )}
    </div>
  );
}

/** The currency of all rows, where it is not that of the figures. */
function onlyCurrency({ view }: Household): string | undefined {
  const [first, ...others] = new Set(view?.transactions.map(({ currency }) => currency));
  return others.length === 0 && first !== view?.report.currency ? first : undefined;
}
