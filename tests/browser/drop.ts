// Drops a file of this machine onto the page, as the browser tells it of one.

import type { Locator } from '@playwright/test';

export async function drop(on: Locator, path: string): Promise<void> {
  const browser = await on.page().context().newCDPSession(on.page());
  const box = (await on.boundingBox())!;
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2, data: { items: [], files: [path], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) await browser.send('Input.dispatchDragEvent', { type, ...at });
  await browser.detach();
}
