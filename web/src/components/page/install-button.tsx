// Installs the app, where the browser offers that and it has not been done. Elsewhere there is nothing to press.

import { useEffect, useState } from 'preact/hooks';
import { t } from '../../text/index.ts';

/** Chromium's alone so far, so the compiler does not know it. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export function InstallButton() {
  const [offer, setOffer] = useState<InstallPrompt>();
  useEffect(() => {
    const take = (event: Event) => {
      // No banner of the browser's own: it would cover the figures.
      event.preventDefault();
      setOffer(event as InstallPrompt);
    };
    const done = () => setOffer(undefined);
    addEventListener('beforeinstallprompt', take);
    addEventListener('appinstalled', done);
    return () => {
      removeEventListener('beforeinstallprompt', take);
      removeEventListener('appinstalled', done);
    };
  }, []);
  if (offer === undefined) return null;
  // An offer can be asked once.
  return <button class="button button-small" data-testid="install" onClick={() => void offer.prompt().finally(() => setOffer(undefined))}>{t.device.install}</button>;
}
