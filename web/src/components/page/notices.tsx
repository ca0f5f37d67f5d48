// What did not come, and the button that may help.

import type { Notice } from '../../model/notices.ts';
import { t } from '../../text/index.ts';
import { Sentences } from './sentences.tsx';

interface Props {
  notices: Notice[];
  onRetry: (connectionId: string) => void;
  onRenew: (connectionId: string) => void;
}

export function Notices({ notices, onRetry, onRenew }: Props) {
  return (
    <ul class="notices" aria-live="polite" aria-label={t.errors.notices}>
      {notices.map(({ key, said, retry, renew }) => (
        <li class="notice" key={key} data-testid="notice">
          <p><Sentences said={said} /></p>
          {retry !== undefined && <button class="button button-small" data-testid="retry" onClick={() => onRetry(retry)}>{t.errors.retry}</button>}
          {renew !== undefined && <button class="button button-small" data-testid="renew" onClick={() => onRenew(renew.connection)}>{renew.label}</button>}
        </li>
      ))}
    </ul>
  );
}
