// What is kept, and where: under the figures. And the language.

import { t } from '../../text/index.ts';
import { InstallButton } from './install-button.tsx';
import { LanguageChoice } from './language-choice.tsx';

/** `connected`: else the figures are of files, and nothing of this is kept. */
export function Footer({ connected, onSpoken }: { connected: boolean; onSpoken: () => void }) {
  return (
    <footer class="footer">
      {connected && <p>{t.home.footer}</p>}
      <LanguageChoice onSpoken={onSpoken} />
      <InstallButton />
    </footer>
  );
}
