// Whose transactions a correction changes, and how many of each.

import type { Named } from '../../core/protocol.ts';
import { t } from '../../text/index.ts';

/** More names than these are only counted. */
const MOST_NAMES = 8;

export function MerchantNames({ names }: { names: Named[] }) {
  const more = names.length - MOST_NAMES;
  return (
    <ul class="names" data-testid="preview-names">
      {names.slice(0, MOST_NAMES).map(({ name, count }) => <li key={name}>{name}{count > 1 && <span class="quiet-text">{t.transactions.times(count)}</span>}</li>)}
      {more > 0 && <li class="quiet-text">{t.transactions.andMore(more)}</li>}
    </ul>
  );
}
