// What a tab keeps of the banks' answers: for a quarter of an hour and a reload, and for nobody else.

import type { Page } from '@playwright/test';
import { atTheBank, connect, expect, reloadAnew, test } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

/** Which connections' feeds the page asks for from now on. */
function reads(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/api/feed') asked.push(url.searchParams.get('connection_id')!);
  });
  return asked;
}

async function kept(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('openpurse.')).map((key) => key.split('.')[1]!).sort());
}

/** What is kept is packed after it is on the screen. */
async function connected(page: Page, ...args: Parameters<typeof connect> extends [Page, ...infer Rest] ? Rest : never): Promise<void> {
  await connect(page, ...args);
  await expect.poll(() => kept(page)).toEqual(['feed', 'household']);
}

const ready = (page: Page) => expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
const figures = (page: Page) => page.locator('[data-testid=transaction-row]').evaluateAll((all) => all.map((row) => ({ ...(row as HTMLElement).dataset })));

test('a reload shows the same figures with their age and asks no bank; a quarter of an hour later it does', async ({ page, stage, complaints }) => {
  await page.clock.install();
  await connected(page, stage, 'Monzo');
  const asked = reads(page);
  const time = page.getByTestId('freshness').locator('time');
  const [before, first] = [await figures(page), await time.getAttribute('datetime')];

  await page.clock.fastForward('14:00');
  await page.reload();
  await ready(page);
  await expect(page.getByTestId('freshness')).toHaveText('Monzo, 14 minutes ago');
  expect(await figures(page)).toEqual(before);
  expect([asked, await time.getAttribute('datetime')]).toEqual([[], first]);

  await page.clock.fastForward('01:01');
  expect(await kept(page), 'it goes by itself, and what the status said a minute ago stays').toEqual(['household']);
  await page.reload();
  await ready(page);
  expect(asked).toHaveLength(1);
  expect(await time.getAttribute('datetime')).not.toBe(first);
  expect(complaints).toEqual([]);
});

test('refresh asks the bank, and a reload after it shows the newer figures', async ({ page, stage }) => {
  await connected(page, stage, 'Monzo');
  await page.reload();
  await ready(page);
  const asked = reads(page);
  const time = page.getByTestId('freshness').locator('time');
  const first = (await time.getAttribute('datetime'))!;
  const stored = () => page.evaluate(() => Object.entries(sessionStorage).find(([key]) => key.startsWith('openpurse.feed.'))?.[1]);
  const before = await stored();
  await page.keyboard.press('r');
  await expect(time).not.toHaveAttribute('datetime', first);
  const second = (await time.getAttribute('datetime'))!;
  await expect.poll(stored).not.toBe(before);
  await expect.poll(stored).toBeDefined();
  await page.reload();
  await expect(time).toHaveAttribute('datetime', second);
  expect(asked).toHaveLength(1);
});

test('an answer that did not come whole is asked for again', async ({ page, stage }) => {
  const { accounts } = await stage.bank.records('ob-monzo');
  await stage.bank.faults([{ path: '/accounts/*/transactions', account_id: accounts[0]!.account.account_id, fault: 'error', error: 'provider_error' }]);
  await connect(page, stage, 'Monzo');
  await expect(page.getByTestId('notice')).toHaveCount(1);
  expect(await kept(page)).toEqual(['household']);
  await stage.bank.faults([]);
  const asked = reads(page);
  await page.reload();
  await ready(page);
  await expect(page.getByTestId('notice')).toHaveCount(0);
  expect(asked).toHaveLength(1);
});

test('what is kept and cannot be read is dropped, and the bank is asked', async ({ page, stage, complaints }) => {
  test.setTimeout(120_000);
  await connected(page, stage, 'Monzo');
  const before = await figures(page);
  const asked = reads(page);
  for (const broken of ['"', '{"at":1}', `{"at":${Date.now()},"value":"H4sIAAAA"}`, `{"at":${Date.now()},"value":7}`]) {
    await page.evaluate((text) => {
      for (const key of Object.keys(sessionStorage)) sessionStorage.setItem(key, text);
    }, broken);
    asked.length = 0;
    await page.reload();
    await ready(page);
    expect(asked, broken).toHaveLength(1);
    expect(await figures(page)).toEqual(before);
    await expect(page.getByTestId('notice')).toHaveCount(0);
    await expect.poll(() => kept(page)).toEqual(['feed', 'household']);
  }
  expect(complaints).toEqual([]);
});

test('where the tab has no space left nothing is kept, and all else works', async ({ page, stage, complaints }) => {
  await page.goto(stage.worker.url);
  await page.evaluate(() => {
    for (let size = 5 * 1024 * 1024; size > 0; size = Math.floor(size / 2)) {
      for (;;) {
        try {
          sessionStorage.setItem(`other ${size} ${sessionStorage.length}`, 'x'.repeat(size));
        } catch {
          break;
        }
      }
    }
  });
  await page.getByTestId('connect').click();
  await atTheBank(page, 'Monzo');
  await ready(page);
  const before = await figures(page);
  expect(await kept(page)).toEqual([]);
  const asked = reads(page);
  await page.reload();
  await ready(page);
  expect(asked).toHaveLength(1);
  expect(await figures(page)).toEqual(before);
  expect(complaints).toEqual([]);
});

for (const [name, button, confirm] of [['disconnecting', 'disconnect', 'confirm-disconnect'], ['logging out', 'log-out', 'confirm-disconnect']] as const) {
  test(`${name} wipes it, here and in the other tab`, async ({ page, stage }) => {
    await connected(page, stage, 'Monzo');
    const other = await page.context().newPage();
    await other.goto(stage.worker.url);
    await ready(other);
    await expect.poll(() => kept(other)).toEqual(['feed', 'household']);

    await page.getByTestId('menu').click();
    await page.getByTestId(button).click();
    await page.getByTestId(confirm).click();
    await expect(page.getByTestId('connect')).toBeVisible();
    expect(await kept(page)).toEqual([]);
    await expect(other.getByTestId('connect')).toBeVisible();
    expect(await kept(other)).toEqual([]);
    await expect(other.getByTestId('transaction-row')).toHaveCount(0);
  });
}

test('a session that was ended elsewhere leaves nothing after a reload', async ({ page, stage, browser }) => {
  await connected(page, stage, 'Monzo');
  const elsewhere = await browser.newContext({ storageState: await page.context().storageState() });
  const other = await elsewhere.newPage();
  await other.goto(stage.worker.url);
  await ready(other);
  await other.getByTestId('menu').click();
  await other.getByTestId('log-out-everywhere').click();
  await other.getByTestId('confirm-disconnect').click();
  await expect(other.getByTestId('connect')).toBeVisible();
  await elsewhere.close();
  expect(await kept(page)).toEqual(['feed', 'household']);

  await page.reload();
  await expect(page.getByTestId('connect')).toBeVisible();
  expect(await kept(page)).toEqual([]);
});

test('of a bank that is gone nothing stays', async ({ page, stage }) => {
  await connected(page, stage, 'Monzo');
  await page.getByTestId('menu').click();
  await page.getByTestId('connect-another').click();
  await atTheBank(page, 'Harbour Card');
  await ready(page);
  await expect.poll(() => kept(page)).toEqual(['feed', 'feed', 'household']);
  const asked = reads(page);
  await page.reload();
  await ready(page);
  await expect(page.getByTestId('freshness')).toHaveCount(2);
  expect(asked).toEqual([]);

  await page.getByTestId('menu').click();
  await page.getByTestId('disconnect-bank').first().click();
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('freshness')).toHaveCount(1);
  expect(await kept(page)).toEqual(['feed', 'household']);
  await page.reload();
  await ready(page);
  await expect(page.getByTestId('freshness')).toHaveCount(1);
  expect(asked).toEqual([]);
});

test('another tab keeps for itself', async ({ page, stage }) => {
  await connected(page, stage, 'Monzo');
  const other = await page.context().newPage();
  const asked = reads(other);
  await other.goto(stage.worker.url);
  await ready(other);
  expect(asked).toHaveLength(1);
  await reloadAnew(page);
  await ready(page);
});
