// What did not come, and the button that may help.

import type { Notice } from '../model/notices.ts';

export function Notices({ notices, onRetry }: { notices: Notice[]; onRetry: (connectionId: string) => void }) {
  return (
    <ul class="notices" aria-live="polite" aria-label="Notices">
      {notices.map(({ key, text, retry, link }) => (
        <li class="notice" key={key} data-testid="notice">
          <p>{text}</p>
          {retry !== undefined && <button class="button button-small" data-testid="retry" onClick={() => onRetry(retry)}>Try again</button>}
          {link !== undefined && <a class="button button-small" href={link.href}>{link.label}</a>}
        </li>
      ))}
    </ul>
  );
}
