// Limits of time are meant for a machine of a certain pace. On a slower one they grow with what the same work takes there at its
// best, in the same run, but never beyond twice; on a faster one they stay.

import type { Page } from '@playwright/test';

/** What the work takes in the page on the machine that the limits were set on, two cores of a server, in milliseconds. */
const REFERENCE_MS = 27;

/** Beyond this a limit would no longer say anything. */
const MOST = 2;

/** How many times slower than that this machine is; 1 where it is not. */
export async function slowness(page: Page): Promise<number> {
  const took = await page.evaluate(() => {
    const work = () => {
      const began = performance.now();
      const rows = Array.from({ length: 20_000 }, (_, row) => ({ id: `row ${(row * 7919) % 20_011}`, amount: row * 1.25, tags: ['a', 'b'] }));
      const read = JSON.parse(JSON.stringify(rows)) as typeof rows;
      read.sort((one, other) => (one.id < other.id ? -1 : 1));
      return performance.now() - began;
    };
    return Math.min(...Array.from({ length: 9 }, work));
  });
  const times = Math.min(MOST, Math.max(1, took / REFERENCE_MS));
  console.log(`the pace: ${took.toFixed(0)} ms where the limits are meant for ${REFERENCE_MS}, so they are ${times.toFixed(2)} times as long`);
  return times;
}
