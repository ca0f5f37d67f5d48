// The service worker as the page sees it: brought in when the page is there, and newer versions offered, never forced.

/** How long an open page waits before it asks for a newer version again, when it is looked at. */
const ASK_AGAIN_MS = 60 * 60_000;

/**
 * Brings the service worker in. `offer` is called with how to take a newer version, when there is one. That loads every open page of the
 * app anew, but for one that holds what a reload would lose: it is offered there again.
 */
export async function lookForUpdates(offer: (take: () => void) => void, mayReload: () => boolean): Promise<void> {
  // In development nothing is built, so there is none.
  if (!('serviceWorker' in navigator) || import.meta.env.DEV) return;
  const { serviceWorker } = navigator;
  // The very first one takes over the page that brought it: the same version.
  let changes = serviceWorker.controller !== null;
  let taken = false;
  serviceWorker.addEventListener('controllerchange', () => {
    if (changes && (taken || mayReload())) location.reload();
    else if (changes) offer(() => location.reload());
    changes = true;
  });
  await loaded();
  // Where it is forbidden or its file is out of reach, the app works without.
  const registration = await serviceWorker.register('/sw.js', { updateViaCache: 'none' }).catch(() => undefined);
  if (registration === undefined) return;

  function watch(next: ServiceWorker | null): void {
    const take = () => {
      taken = true;
      next?.postMessage('take over');
    };
    const offerNext = () => {
      if (next?.state === 'installed' && registration?.active) offer(take);
    };
    next?.addEventListener('statechange', offerNext);
    offerNext();
  }
  watch(registration.waiting ?? registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));

  let asked = Date.now();
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState !== 'visible' || Date.now() - asked < ASK_AGAIN_MS) return;
    asked = Date.now();
    registration.update().catch(() => {});
  });
}

/** What the page needs first must not wait for what is kept for later. */
function loaded(): Promise<void> {
  if (document.readyState === 'complete') return Promise.resolve();
  return new Promise((resolve) => addEventListener('load', () => resolve(), { once: true }));
}
