// The screen of connections: what may be read and until when, reminders of it, what is kept where, and every way to leave.

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import ICAL from 'ical.js';
import { violations } from './axe.ts';
import { atTheBank, connect, expect, test, type Stage } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

const DAY = 86_400;

test('each bank says what may be read, until when, and how old its figures are', async ({ page, stage, complaints }) => {
  test.setTimeout(120_000);
  await connectTwo(page, stage);
  const { connections } = await status(page);
  const { accounts } = await stage.bank.records('ob-monzo');
  expect(connections.map(({ bank_name }) => bank_name)).toEqual(['Monzo', 'Harbour Card']);
  for (const { id, bank_name, state, consent_expires_at, consent_days_left } of connections) {
    const card = page.locator(`[data-testid=connection][data-id="${id}"]`);
    await expect(card.getByRole('heading')).toHaveText(bank_name);
    await expect(card).toHaveAttribute('data-state', state);
    await expect(card).toHaveAttribute('data-expires', consent_expires_at);
    await expect(card).toHaveAttribute('data-days-left', String(consent_days_left));
    await expect(card).toContainText(`${longDate(consent_expires_at)}, ${consent_days_left} days left`);
    await expect(card).toContainText('Figures read just now');
    await expect(card).toContainText('accounts and their numbers, balances, cards, transactions, direct debits and standing orders');
  }
  const monzo = page.getByTestId('connection').first();
  await expect(monzo.locator('.bank-accounts li')).toHaveText(accounts.map(({ account }) => account.display_name).sort());
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  expect(complaints).toEqual([]);
});

test('one bank is read again, and the other is left alone', async ({ page, stage }) => {
  await connectTwo(page, stage);
  const [, { id }] = (await status(page)).connections as [unknown, { id: string }];
  const asked: string[] = [];
  page.on('request', (request) => request.url().includes('/api/feed') && asked.push(new URL(request.url()).searchParams.get('connection_id')!));
  const answer = page.waitForResponse((response) => response.url().includes('/api/feed'));
  await page.getByTestId('connection').nth(1).getByTestId('refresh-bank').click();
  await answer;
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  expect(asked).toEqual([id]);
});

test('a bank that does not answer says why on its card', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await page.getByTestId('go-connections').click();
  await stage.bank.faults(['/accounts', '/cards', '/accounts/*/*', '/accounts/*/transactions/pending'].map((path) => ({ path, fault: 'html_502' })));
  await page.getByTestId('refresh-bank').click();
  await expect(page.getByTestId('connection')).toContainText('Could not be read:');
  await expect(page.getByTestId('connection')).toContainText('Figures read');
  await stage.bank.faults([]);
  await page.getByTestId('refresh-bank').click();
  await expect(page.getByTestId('connection')).not.toContainText('Could not be read:');
});

test('a permission that ends soon is renewed, and the connection stays the same', async ({ page, stage }) => {
  // The bank gave it 80 of its 90 days ago.
  await stage.bank.advance(-80 * DAY);
  await connect(page, stage, 'Monzo');
  await page.getByTestId('go-connections').click();
  const card = page.getByTestId('connection');
  await expect(card).toHaveAttribute('data-state', 'renew_soon');
  await expect(card).toHaveAttribute('data-days-left', '10');
  const id = (await card.getAttribute('data-id'))!;
  await stage.bank.advance(80 * DAY);
  await page.getByTestId('renew-bank').click();
  await page.getByLabel('User').fill('john');
  await page.getByLabel('Password').fill('doe');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  await page.getByTestId('go-connections').click();
  await expect(card).toHaveAttribute('data-state', 'active');
  await expect(card).toHaveAttribute('data-id', id);
  expect(Number(await card.getAttribute('data-days-left'))).toBeGreaterThan(80);
});

test('a calendar reads the reminder, a week before the permission ends, of one bank and of all', async ({ page, stage }) => {
  await connectTwo(page, stage);
  const { connections } = await status(page);
  const [event] = await events(page, () => page.getByTestId('consent-reminder').first().click());
  const { id, consent_expires_at: expires } = connections[0]!;
  expect(event!.uid).toBe(`consent-${id}@localhost`);
  expect(event!.startDate.isDate).toBe(true);
  expect(event!.startDate.toString()).toBe(new Date(Date.parse(`${expires.slice(0, 10)}T00:00:00Z`) - 7 * DAY * 1000).toISOString().slice(0, 10));
  expect(event!.summary).toBe('Renew Monzo in openpurse');
  expect(event!.description).toContain(`ends on ${longDate(expires)}. Renew it here: ${stage.worker.url}/#/connections`);
  expect(event!.component.getAllSubcomponents('valarm')).toHaveLength(1);

  const all = await events(page, () => page.getByTestId('consent-reminders').click());
  expect(all.map(({ uid }) => uid)).toEqual(connections.map((connection) => `consent-${connection.id}@localhost`));
});

test('what is kept is told place by place, the same on the screen and from the menu', async ({ page, stage }) => {
  test.setTimeout(120_000);
  await connect(page, stage, 'Monzo');
  await page.getByTestId('go-connections').click();
  const places = await page.locator('.kept dt').allTextContents();
  expect(places).toHaveLength(10);
  const more = page.locator('.kept details').first();
  await expect(more.locator('p')).toBeHidden();
  await more.locator('summary').click();
  await expect(more.locator('p')).toHaveText('They are gone when the page is closed. Files never reach the server.');
  await page.getByTestId('menu').click();
  await page.getByTestId('privacy').click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.locator('.kept dt')).toHaveText(places);
  await dialog.getByTestId('unattended').check();
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByTestId('unattended'), 'on the screen below it, too').toBeChecked();
  await page.reload();
  await expect(page.getByTestId('unattended')).toBeChecked();
});

test('where the browser promises to keep what is stored, the page says so', async ({ page, stage, context }) => {
  await context.addInitScript(() => {
    let promised = false;
    Object.assign(navigator.storage, { persisted: async () => promised, persist: async () => (promised = true) });
  });
  await connect(page, stage, 'Monzo');
  await page.getByTestId('go-connections').click();
  const promise = page.getByTestId('storage-promise');
  await expect(promise).toHaveAttribute('data-promised', 'false');
  await expect(promise).not.toContainText('Safari');
  // The screen below the dialog hears of it, too.
  await page.getByTestId('menu').click();
  await page.getByTestId('privacy').click();
  await page.getByRole('dialog').getByTestId('ask-promise').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await expect(promise).toHaveAttribute('data-promised', 'true');
  await expect(promise).toContainText('has promised to keep');
});

test.describe('in Safari', () => {
  test.use({ userAgent: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15' });

  test('the page warns of the seven days', async ({ page, stage }) => {
    await connect(page, stage, 'Monzo');
    await page.getByTestId('go-connections').click();
    await expect(page.getByTestId('storage-promise')).toContainText('after seven days');
  });
});

test('disconnecting one bank revokes and erases that one', async ({ page, stage }) => {
  await connectTwo(page, stage);
  const before = await stage.bank.accepted();
  await page.getByTestId('connection').first().getByTestId('disconnect-bank').click();
  await expect(page.getByRole('dialog')).toContainText('gives back its permission to read Monzo and erases it. Your other banks and your caps stay.');
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('connection')).toHaveCount(1);
  await expect(page.getByTestId('connection')).toContainText('Harbour Card');
  expect(await stage.bank.accepted()).toHaveLength(before.length - 1);
  await expect(page.locator('#main')).toBeFocused();
});

test('a bank that is disconnected in one tab is gone in the others, and none of them asks', async ({ page, stage, context }) => {
  test.setTimeout(120_000);
  await connectTwo(page, stage);
  const other = await context.newPage();
  await other.goto(`${stage.worker.url}/#/connections`);
  await expect(other.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  await expect.poll(() => kept(other)).toHaveLength(3);
  const asked: string[] = [];
  other.on('request', (request) => asked.push(request.url()));
  await page.getByTestId('connection').first().getByTestId('disconnect-bank').click();
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('connection')).toHaveCount(1);
  await expect(other.getByTestId('connection')).toHaveText(/^Harbour Card/);
  const { id } = (await status(page)).connections[0]!;
  expect(await kept(other)).toEqual(['sessionStorage openpurse.household', `sessionStorage openpurse.feed.${id}`].sort());
  expect(asked).toEqual([]);
});

test('a bank whose disconnection was done but not heard of is gone, and a second try says so', async ({ page, stage }) => {
  test.setTimeout(120_000);
  await connectTwo(page, stage);
  const [monzo, card] = (await status(page)).connections;
  const before = await stage.bank.accepted();
  let answered = 0;
  // The bank is disconnected; that the answer came is as far as the network holds.
  await page.route(`**/connections/${monzo!.id}`, async (route) => {
    const answer = await route.fetch();
    answered = answer.status();
    await route.abort();
  }, { times: 1 });
  await page.getByTestId('connection').first().getByTestId('disconnect-bank').click();
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('could not be reached');
  expect(answered).toBe(200);
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('connection')).toHaveCount(1);
  await expect(page.getByTestId('connection')).toHaveAttribute('data-id', card!.id);
  expect(await stage.bank.accepted()).toHaveLength(before.length - 1);
});

test('a bank that is disconnected leaves this browser, also where nobody answers who is left', async ({ page, stage }) => {
  test.setTimeout(120_000);
  await connectTwo(page, stage);
  await page.route('**/auth/open-banking/status', (route) => route.abort(), { times: 1 });
  await page.getByTestId('connection').first().getByTestId('disconnect-bank').click();
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('could not be reached');
  await expect(page.getByTestId('connection')).toHaveText(/^Harbour Card/);
  expect((await kept(page)).filter((name) => name.includes('.feed.'))).toHaveLength(1);
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByTestId('connection')).toHaveCount(1);
});

test('the last bank, disconnected from its own card, takes all of the person along, and says so before', async ({ page, stage }) => {
  await connect(page, stage, 'Monzo');
  await learn(page);
  const held = (await stage.bank.accepted()).length;
  await page.getByTestId('go-connections').click();
  await page.getByTestId('connection').getByTestId('disconnect-bank').click();
  const dialog = page.getByRole('dialog', { name: 'Disconnect Monzo?' });
  await expect(dialog).toContainText('It is your last one: all that the server keeps about you, your caps and rules included, is erased with it.');
  await expect(dialog).toContainText('What openpurse learned from your corrections is erased from this browser');
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('connect')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle('Connect a bank · openpurse');
  await expect.poll(() => kept(page)).toEqual([]);
  expect(await status(page)).toMatchObject({ authenticated: false, connections: [] });
  expect(await stage.bank.accepted()).toHaveLength(held - 1);
});

test('logging out takes the other tabs along, and leaves nothing of the person', async ({ page, stage, context }) => {
  await connect(page, stage, 'Monzo');
  await learn(page);
  const other = await context.newPage();
  await other.goto(stage.worker.url);
  await expect(other.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  await page.getByTestId('go-connections').click();
  await page.getByTestId('leave').click();
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('connect')).toBeVisible();
  await expect(other.getByTestId('connect')).toBeVisible();
  for (const tab of [page, other]) {
    await expect(tab.getByRole('heading', { level: 1 })).toBeFocused();
    expect(await kept(tab)).toEqual([]);
  }
});

test('erasing everything takes a second yes, revokes, and empties this browser', async ({ page, stage, context }) => {
  test.setTimeout(120_000);
  await connectTwo(page, stage);
  const held = (await stage.bank.accepted()).length;
  await page.getByTestId('go-home').click();
  await learn(page);
  await page.getByTestId('menu').click();
  await page.getByTestId('shortcuts').click();
  expect(await kept(page)).toEqual(expect.arrayContaining(['localStorage openpurse.keys', 'openpurse learned learned']));
  const other = await context.newPage();
  await other.goto(stage.worker.url);
  await expect(other.getByTestId('household')).toHaveAttribute('data-state', 'ready', { timeout: 40_000 });

  await page.goto(`${stage.worker.url}/#/connections`);
  await page.getByTestId('erase-everything').click();
  await expect(page.getByTestId('confirm-disconnect')).toBeDisabled();
  expect(await violations(page)).toEqual([]);
  await page.getByTestId('agree').check();
  await page.getByTestId('confirm-disconnect').click();
  await expect(page.getByTestId('connect')).toBeVisible();
  await expect(other.getByTestId('connect')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect.poll(() => kept(page)).toEqual([]);
  expect(await kept(other)).toEqual([]);
  expect(await stage.bank.accepted()).toHaveLength(held - 2);
  expect(await status(page)).toMatchObject({ authenticated: false, connections: [] });
});

test.describe('in German', () => {
  test.use({ locale: 'de-DE' });

  test('the screen and its dialogs speak it', async ({ page, stage }) => {
    await connect(page, stage, 'Monzo');
    await page.getByTestId('go-connections').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Banken');
    const expires = (await status(page)).connections[0]!.consent_expires_at;
    await expect(page.getByTestId('connection')).toContainText(longDate(expires, 'de-DE'));
    await expect(page.getByTestId('connection')).toContainText(/noch \d+ Tage/);
    await page.getByTestId('connection').getByTestId('disconnect-bank').click();
    await expect(page.getByRole('dialog')).toContainText('gibt seine Erlaubnis zurück, Monzo zu lesen, und löscht sie.');
  });
});

async function connectTwo(page: Page, stage: Stage): Promise<void> {
  await connect(page, stage, 'Monzo');
  await page.getByTestId('go-connections').click();
  await page.getByTestId('connect-here').click();
  await atTheBank(page, 'Harbour Card');
  await page.getByTestId('go-connections').click();
  await expect(page.getByTestId('connection')).toHaveCount(2);
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
}

interface Status {
  authenticated: boolean;
  connections: { id: string; bank_name: string; state: string; consent_expires_at: string; consent_days_left: number }[];
}

async function status(page: Page): Promise<Status> {
  return page.evaluate(async () => (await fetch('/auth/open-banking/status')).json());
}

function longDate(instant: string, locale = 'en-GB'): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'Europe/London' }).format(new Date(instant));
}

/** What a calendar program finds in the file that is given. */
async function events(page: Page, ask: () => Promise<void>): Promise<ICAL.Event[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), ask()]);
  expect(download.suggestedFilename()).toBe('openpurse.ics');
  const text = await readFile(await download.path(), 'utf8');
  expect(text.split('\r\n').filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
  return new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => new ICAL.Event(component));
}

/** A correction of any row of the last three months. */
async function learn(page: Page): Promise<void> {
  await page.getByTestId('period-previous').click();
  const row = page.locator('[data-testid=transaction-row][data-category=groceries][data-status=settled]').first();
  await row.getByTestId('open-row').click();
  await row.getByTestId('correct-category').selectOption('home');
  await row.getByTestId('correct-one').click();
  await expect(page.getByTestId('corrected')).toBeVisible();
}

/** The names of all that this browser stores of the site. */
async function kept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const wait = <T>(request: IDBRequest<T>) => new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const found = [...Object.keys(localStorage).map((key) => `localStorage ${key}`), ...Object.keys(sessionStorage).map((key) => `sessionStorage ${key}`)];
    for (const { name } of await indexedDB.databases()) {
      const database = await wait(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const keys = await wait(database.transaction(store).objectStore(store).getAllKeys());
        found.push(...keys.map((key) => `${name} ${store} ${String(key)}`));
      }
      database.close();
    }
    return found;
  });
}
