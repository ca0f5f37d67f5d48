// Not connected: what openpurse is, what it stores, and the way in.

import type { ScreenProps } from '../app.tsx';
import { CONNECT_LINK } from '../edge/api.ts';
import { connectErrorText } from '../model/notices.ts';
import { FilesOnly } from './files-only.tsx';
import { LearnedNotice, WaitingNotice } from './learned-notices.tsx';

export function Welcome({ model, state: { remark, learned }, connectError }: ScreenProps & { connectError: string | undefined }) {
  return (
    <main id="main" tabIndex={-1} class="letter">
      {connectError !== undefined && (
        <p class="notice notice-alone" role="alert" data-testid="connect-error">{connectErrorText(connectError)}</p>
      )}
      {remark !== undefined && <p class="notice notice-alone" role="status" data-testid="notice">{remark}</p>}
      <LearnedNotice learned={learned} corrections={model.corrections} />
      <WaitingNotice learned={learned} corrections={model.corrections} />
      <h1>This month’s budget, straight from your bank.</h1>
      <p class="letter-lead">
        Connect a bank and see what came in, what went out, and what is left of the limits you set. No spreadsheet, no import, no typing.
      </p>
      <a class="button button-large" href={CONNECT_LINK} data-testid="connect">Connect a bank</a>
      <FilesOnly model={model} />
      <ul class="promises">
        <li>
          <strong>What is stored:</strong> the bank’s permission to read, encrypted, with your banks’ names and your caps. Disconnect, and
          it is revoked and erased.
        </li>
        <li>
          <strong>What is not:</strong> your transactions and balances. They are read when you look, pass through the server’s memory,
          and are sorted on this device.
        </li>
      </ul>
    </main>
  );
}
