// What is kept, and where: under the figures. And the language.

import { t } from '../../text/index.ts';
import { InstallButton } from './install-button.tsx';
import { LanguageChoice } from './language-choice.tsx';

export function Footer({ onSpoken }: { onSpoken: () => void }) {
  return (
    <footer class="footer">
      <p>{t.home.footer}</p>
      <LanguageChoice onSpoken={onSpoken} />
      <InstallButton />
    </footer>
  );
}
