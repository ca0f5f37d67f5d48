// Not a test: takes the pictures in docs/screenshots. See screenshots.ts.

import { connect, expect, test } from './stage.ts';

const CAPS: [string, number][] = [['groceries', 750], ['eating_out', 280], ['transport', 160], ['shopping', 320]];
const PICTURES = [
  { name: 'home', viewport: { width: 1280, height: 1400 }, colorScheme: 'light' },
  { name: 'home-dark', viewport: { width: 1280, height: 1400 }, colorScheme: 'dark' },
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
] as const;

test('pictures', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  for (const [category, cap] of CAPS) {
    await page.locator(`[data-testid=uncapped-row][data-category=${category}]`).getByTestId('set-cap').click();
    await page.getByTestId('cap-input').fill(String(cap));
    await page.getByTestId('save-cap').click();
    await expect(page.locator(`[data-testid=budget-row][data-category=${category}]`)).toBeVisible();
  }
  await page.reload();
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  for (const { name, viewport, colorScheme } of PICTURES) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: `docs/screenshots/${name}.png` });
  }
});
