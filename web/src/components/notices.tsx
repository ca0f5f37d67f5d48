// What did not come, and the button that may help.

import type { Notice } from '../model/notices.ts';

interface Props {
  notices: Notice[];
  onRetry: (connectionId: string) => void;
  onRenew: (connectionId: string) => void;
}

export function Notices({ notices, onRetry, onRenew }: Props) {
  return (
    <ul class="notices" aria-live="polite" aria-label="Notices">
      {notices.map(({ key, text, retry, renew }) => (
        <li class="notice" key={key} data-testid="notice">
          <p>{text}</p>
          {retry !== undefined && <button class="button button-small" data-testid="retry" onClick={() => onRetry(retry)}>Try again</button>}
          {renew !== undefined && <button class="button button-small" data-testid="renew" onClick={() => onRenew(renew.connection)}>{renew.label}</button>}
        </li>
      ))}
    </ul>
  );
}
