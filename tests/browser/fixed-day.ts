// A stage on which it is always the same day, to the bank, the Worker, the page and its core, in a font of our own: what it shows
// depends on nothing but the app.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { startBank } from '../support/bank.ts';
import { clockAhead } from '../support/other-day.ts';
import { startRuntime } from '../support/runtime.ts';
import { test as base, type Stage } from './stage.ts';

export { expect } from './stage.ts';

const FONT = 'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';

/** A stage on that day, at noon by Greenwich. */
export function testOn(day: string) {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const ahead = noon - Date.now();
  return base.extend<{ page: Page }, { stage: Stage }>({
    stage: [
      async ({}, use) => {
        const bank = await startBank(day);
        await bank.advance(Math.round(ahead / 1000));
        const worker = await startRuntime(bank.url, ahead, true);
        await use({ bank, worker });
        await worker.close();
        await bank.close();
      },
      { scope: 'worker', timeout: 90_000 },
    ],
    // A service worker would hand out the files without asking here.
    serviceWorkers: 'block',
    page: async ({ page, context }, use) => {
      await page.clock.setFixedTime(noon);
      await page.addInitScript(useFont, (await readFile(FONT)).toString('base64'));
      // The page's clock is not its workers'.
      await context.route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
        const script = await route.fetch();
        await route.fulfill({ response: script, body: `${clockAhead(ahead)}\n${await script.text()}` });
      });
      await use(page);
    },
  });
}

/** Runs in the page. */
function useFont(base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  document.fonts.add(new FontFace('Inter', bytes, { weight: '100 900' }));
}
