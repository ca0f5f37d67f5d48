// Says that the figures are made up, where they are.

import { t } from '../../text/index.ts';

export function SimulatedBanner() {
  return (
    <aside class="banner" aria-label={t.home.simulated.about} data-testid="banner-simulated">
      <strong>{t.home.simulated.title}</strong> {t.home.simulated.text}
    </aside>
  );
}
