// Not connected: what openpurse is, what it stores, and the way in.

import { useEffect } from 'preact/hooks';
import type { ScreenProps } from '../../app.tsx';
import { CONNECT_LINK } from '../../edge/api.ts';
import { forgetDismissed } from '../../model/dismissed.ts';
import { connectErrorText } from '../../model/problems.ts';
import { t } from '../../text/index.ts';
import { FilesOnly } from '../exchange/files-only.tsx';
import { LanguageChoice } from './language-choice.tsx';
import { LearnedNotice, WaitingNotice } from '../transactions/learned-notices.tsx';

interface Props extends ScreenProps {
  connectError: string | undefined;
  onSpoken: () => void;
}

export function Welcome({ model, state: { remark, learned }, connectError, onSpoken }: Props) {
  useEffect(() => {
    forgetDismissed();
    // It may hold what somebody searched for.
    if (location.hash.length > 2) location.replace('#/');
  }, []);
  const words = t.home.welcome;
  return (
    <main id="main" tabIndex={-1} class="letter">
      {connectError !== undefined && (
        <p class="notice notice-alone" role="alert" data-testid="connect-error">{connectErrorText(connectError, location.protocol)}</p>
      )}
      {remark !== undefined && <p class="notice notice-alone" role="alert" data-testid="notice">{remark}</p>}
      <LearnedNotice learned={learned} corrections={model.corrections} />
      <WaitingNotice learned={learned} corrections={model.corrections} />
      <h1>{words.title}</h1>
      <p class="letter-lead">{words.lead}</p>
      <a class="button button-large" href={CONNECT_LINK} data-testid="connect">{words.connect}</a>
      <FilesOnly model={model} />
      <ul class="promises">
        <li><strong>{words.stored}</strong> {words.storedText}</li>
        <li><strong>{words.notStored}</strong> {words.notStoredText}</li>
      </ul>
      <LanguageChoice onSpoken={onSpoken} />
    </main>
  );
}
