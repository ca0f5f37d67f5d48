// How the page is built: plain hashed files that a strict content security policy can serve.

import { defineConfig } from 'vite';
import { precache } from './precache.ts';
import { shellSize } from './shell-size.ts';

export default defineConfig({
  build: {
    target: 'es2023',
    // The polyfill is a script that browsers of this target do not need.
    modulePreload: { polyfill: false },
    // Nothing becomes a data: URL: the policy allows those for images only.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/shell/service-worker.ts' },
      // A service worker is known by its address and reaches no further than its folder.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
  worker: { format: 'es' },
  plugins: [precache(), shellSize()],
});
