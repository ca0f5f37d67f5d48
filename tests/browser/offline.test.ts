// The app without a network, and from one version to the next: what the service worker keeps, and what it never does.

import { readFile, writeFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { violations } from './axe.ts';
import { connect, expect, reloadAnew, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());
// Several states are looked at by axe, for several seconds each.
test.describe.configure({ timeout: 150_000 });

/** The service worker has all that it keeps, and looks after this page. */
async function looked(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller === null) {
      await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }));
    }
  });
}

const ready = (page: Page) => expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');

test('opened without a network it shows what this tab read last, says since when, and reads again when there is one', async ({ page, stage, context }) => {
  await connect(page, stage, 'Monzo');
  await looked(page);
  await expect.poll(() => page.evaluate(() => Object.keys(sessionStorage).length)).toBeGreaterThan(1);
  const spent = await page.getByTestId('spent').getAttribute('data-amount');
  const first = (await page.getByTestId('freshness').locator('time').getAttribute('datetime'))!;

  await context.setOffline(true);
  await page.reload();
  await ready(page);
  await expect(page.getByTestId('offline')).toContainText('You are offline');
  const clock = await page.evaluate((at) => new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }), first);
  await expect(page.getByTestId('offline')).toContainText(clock);
  await expect(page.getByTestId('banner-simulated')).toBeVisible();
  await expect(page.getByTestId('freshness')).toContainText('Monzo');
  await expect(page.getByTestId('spent')).toHaveAttribute('data-amount', spent!);
  await expect(page.getByTestId('notice')).toHaveCount(0);

  await page.getByTestId('refresh').click();
  await expect(page.getByTestId('notice')).toContainText('Monzo could not be read');
  await expect(page.getByTestId('spent')).toHaveAttribute('data-amount', spent!);

  await context.setOffline(false);
  await page.getByTestId('refresh').click();
  await expect(page.getByTestId('freshness').locator('time')).not.toHaveAttribute('datetime', first);
  await expect(page.getByTestId('offline')).toHaveCount(0);
  await expect(page.getByTestId('notice')).toHaveCount(0);
});

test('where nothing was read lately it says that it needs the network, and reads as soon as there is one', async ({ page, stage, context }) => {
  await connect(page, stage, 'Monzo');
  await looked(page);
  await context.setOffline(true);
  await reloadAnew(page);
  await expect(page.getByTestId('failed')).toContainText('needs the network');
  await expect(page).toHaveTitle('openpurse needs the network');
  await expect(page.getByTestId('transaction-row')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await context.setOffline(false);
  await ready(page);
  await expect(page.getByTestId('transaction-row').or(page.locator('.empty')).first()).toBeVisible();
});

test('going offline is a line, coming back takes it away', async ({ page, stage, context }) => {
  await connect(page, stage, 'Monzo');
  await expect(page.getByTestId('offline')).toHaveCount(0);
  await context.setOffline(true);
  await expect(page.getByTestId('offline')).toContainText('You are offline');
  await expect(page.getByTestId('offline')).toContainText('The figures are those of');
  expect(await violations(page)).toEqual([]);
  await context.setOffline(false);
  await expect(page.getByTestId('offline')).toHaveCount(0);
});

test('in German, too', async ({ stage, browser }) => {
  const context = await browser.newContext({ locale: 'de-DE' });
  const page = await context.newPage();
  await page.goto(stage.worker.url);
  await looked(page);
  await context.setOffline(true);
  await page.reload();
  await expect(page.getByTestId('failed')).toContainText('openpurse braucht das Netz');
  await context.close();
});

test('the service worker keeps the app’s own files and nothing that came from the Worker or a bank', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await looked(page);
  const answer = page.waitForResponse((response) => response.url().includes('/api/feed'));
  await page.keyboard.press('r');
  await answer;
  await ready(page);
  await page.goto(`${stage.worker.url}/?connect_error=access_denied`);
  await expect(page.getByTestId('connect-error')).toBeVisible();
  const { kept, bodies } = await page.evaluate(async () => {
    const kept: string[] = [];
    const bodies: string[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        kept.push(new URL(request.url).pathname);
        bodies.push(await (await cache.match(request))!.text());
      }
    }
    return { kept, bodies };
  });
  expect(kept).toContain('/');
  expect(kept.some((path) => path.endsWith('.wasm'))).toBe(true);
  expect(kept.filter((path) => !/^\/($|assets\/|favicon\.svg$|manifest\.webmanifest$)/.test(path))).toEqual([]);
  const { accounts } = await stage.bank.records('ob-monzo');
  const secret = accounts[0]!.account.account_id;
  expect(bodies.filter((body) => body.includes(secret))).toEqual([]);
});

/** Which version the document is of. */
const version = (page: Page) => page.locator('meta[name=version]');

test('a newer version waits until it is wanted, then every open page has it but one that would lose files by it', async ({ page, stage, complaints }) => {
  await connect(page, stage, 'Monzo');
  await looked(page);
  const other = await page.context().newPage();
  await other.goto(stage.worker.url);
  await ready(other);
  const holding = await page.context().newPage();
  await holding.goto(stage.worker.url);
  await ready(holding);
  await holding.getByTestId('menu').click();
  await holding.getByTestId('open-exchange').click();
  const statement = 'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n01/11/2025,Greggs,,CARD,-3.40,96.60\n';
  await holding.getByTestId('import-files').setInputFiles({ name: 'statement.csv', mimeType: 'text/csv', buffer: Buffer.from(statement) });
  await expect(holding.getByTestId('imported-file')).toBeVisible();
  await holding.getByRole('button', { name: 'Close', exact: true }).click();
  const sw = new URL('../../web/dist/sw.js', import.meta.url);
  const html = new URL('../../web/dist/index.html', import.meta.url);
  const [script, document] = [await readFile(sw, 'utf8'), await readFile(html, 'utf8')];
  try {
    await writeFile(html, document.replace('<title>openpurse</title>', '<title>openpurse</title><meta name="version" content="newer">'));
    await writeFile(sw, script.replace(/("url":"\/","revision":")\w+/, '$1newer'));
    // The local server needs a moment to see that a file has changed.
    await expect.poll(async () => (await fetch(`${stage.worker.url}/sw.js`)).text()).toContain('newer');
    await expect.poll(async () => (await fetch(stage.worker.url)).text()).toContain('newer');
    await expect.poll(() => page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update();
      return registration.waiting !== null;
    })).toBe(true);
    await expect(page.getByTestId('update')).toContainText('A newer version');
    expect(await violations(page)).toEqual([]);

    await page.reload();
    await ready(page);
    await expect(version(page), 'still the version that the other page has').toHaveCount(0);
    await expect(page.getByTestId('update')).toHaveText(/is ready\.Use it now$/);
    await page.getByTestId('take-update').click();
    await expect(version(page)).toHaveCount(1);
    await expect(version(other)).toHaveCount(1);
    await ready(page);
    await expect(page.getByTestId('update')).toHaveCount(0);

    await expect(holding.getByTestId('update')).toContainText('Using it closes the files that you opened here.');
    await expect(version(holding)).toHaveCount(0);
    await expect(holding.locator('[data-testid=household]')).toBeVisible();
    await holding.getByTestId('menu').click();
    await holding.getByTestId('open-exchange').click();
    await expect(holding.getByTestId('imported-file')).toBeVisible();
    await holding.getByRole('button', { name: 'Close', exact: true }).click();
    await holding.getByTestId('take-update').click();
    await expect(version(holding)).toHaveCount(1);
    await ready(holding);
    await expect(holding.getByTestId('update')).toHaveCount(0);
    expect(complaints).toEqual([]);
  } finally {
    await writeFile(sw, script);
    await writeFile(html, document);
  }
});

test('the browser offers to install it', async ({ page, stage }) => {
  await page.goto(stage.worker.url);
  await looked(page);
  const devtools = await page.context().newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // Playwright's windows are like private ones, in which nothing can be installed.
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
  const { errors, data } = await devtools.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data!);
  expect([manifest.id, manifest.start_url, manifest.display]).toEqual(['/', '/', 'standalone']);
  for (const { src, sizes, type } of manifest.icons) {
    const answer = await fetch(new URL(src, stage.worker.url));
    expect([answer.status, answer.headers.get('content-type')], src).toEqual([200, type]);
    if (type !== 'image/png') continue;
    const header = Buffer.from(await answer.arrayBuffer());
    expect(`${header.readUInt32BE(16)}x${header.readUInt32BE(20)}`, src).toBe(sizes);
  }
  expect((await fetch(`${stage.worker.url}/sw.js`)).headers.get('cache-control')).toBe('no-cache');
});
