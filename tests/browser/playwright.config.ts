// The app in a real Chromium: the one that OPENPURSE_CHROMIUM names, as `cargo xtask test` finds or installs it.

import { defineConfig } from '@playwright/test';

const executablePath = process.env.OPENPURSE_CHROMIUM;
if (!executablePath) throw new Error('OPENPURSE_CHROMIUM is not set: run `cargo xtask test browser`');

// Chromium's sandbox needs a user that is not root.
const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export default defineConfig({
  testDir: '.',
  outputDir: '../../build/browser',
  // The tests of a file share one Worker and one simulated bank.
  workers: 1,
  timeout: 60_000,
  expect: {
    timeout: 20_000,
    // Another version of the browser may draw the edges of letters otherwise.
    toHaveScreenshot: { maxDiffPixelRatio: 0.005, animations: 'disabled', caret: 'hide', scale: 'css' },
  },
  snapshotPathTemplate: '../../docs/screenshots/{arg}{ext}',
  forbidOnly: true,
  use: {
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath,
      args: [...sandbox, '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    },
  },
});
