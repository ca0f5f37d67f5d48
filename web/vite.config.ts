// How the page is built: plain hashed files that a strict content security policy can serve.

import { defineConfig } from 'vite';

export default defineConfig({
  build: {
    target: 'es2023',
    // The polyfill is a script that browsers of this target do not need.
    modulePreload: { polyfill: false },
    // Nothing becomes a data: URL: the policy allows those for images only.
    assetsInlineLimit: 0,
  },
  worker: { format: 'es' },
});
