// Keeps the app's own files, so that the page opens without a network, and so that its parts are always those of one version.

import { clientsClaim } from 'workbox-core';
import { precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';

/** Of a service worker's scope, what is used here; the compiler knows pages only. */
declare const self: {
  /** Put in by the build: precache.ts. */
  __WB_MANIFEST: PrecacheEntry[];
  skipWaiting(): Promise<void>;
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
};

// Nothing is kept or answered but what the list names. Banks' data, sign-ins and all other addresses go to the network untouched.
// `/?connect_error=…` is the page, too.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./] });

// The first one looks after the page that brought it. Every later one waits until no page of the version before is open,
// unless the person does not want to wait: then the pages are loaded anew (updates.ts).
clientsClaim();
self.addEventListener('message', ({ data }) => {
  if (data === 'take over') void self.skipWaiting();
});
