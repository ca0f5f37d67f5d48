// Draws the app's icons from favicon.svg into public/icons, where they are committed: `node web/icons/draw.ts`, after the drawing changed.
// OPENPURSE_CHROMIUM names the browser that draws them.

import { readFile } from 'node:fs/promises';
import { chromium } from '@playwright/test';

/** `share`: how much of the side the drawing takes. A launcher may cut a maskable icon down to a circle of four fifths of it. */
const ICONS = [
  { name: 'icon-192', size: 192, share: 1, ground: 'transparent' },
  { name: 'icon-512', size: 512, share: 1, ground: 'transparent' },
  { name: 'maskable-512', size: 512, share: 0.8, ground: '#6b2a5e' },
  { name: 'apple-touch-icon', size: 180, share: 0.9, ground: '#6b2a5e' },
];

const folder = new URL('../public/', import.meta.url);
const drawing = await readFile(new URL('favicon.svg', folder), 'utf8');
const executablePath = process.env.OPENPURSE_CHROMIUM;
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
const page = await browser.newPage();
for (const { name, size, share, ground } of ICONS) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}">${drawing}`);
  await page.locator('svg').evaluate((svg, side) => svg.setAttribute('width', String(side)), Math.round(size * share));
  await page.screenshot({ path: new URL(`icons/${name}.png`, folder).pathname, omitBackground: true });
}
await browser.close();
