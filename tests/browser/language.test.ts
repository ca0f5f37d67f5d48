// The page in German: by the browser's language and by choice, with German formats, and without a sentence that stayed English.

import type { BudgetSettings } from 'openpurse';
import type { Page } from '@playwright/test';
import { de } from '../../web/src/text/de.ts';
import { en } from '../../web/src/text/en.ts';
import { violations } from './axe.ts';
import { day, feed, row, save, standingOrder } from './given.ts';
import { connect, expect, test, type Stage } from './stage.ts';

test.beforeEach(({ stage }) => stage.bank.reset());

/** In the period of 28 days, of which eight have begun: 2000.00 came in, 60.00 went on groceries, a rent of 1234.50 is due. */
function household(today: string): string {
  const rent = standingOrder(today, { frequency: 'IntrvlMnthDay:01:15', next: day(today, 4), amount: 1234.5, reference: 'RENT FLAT 2' });
  const films = [-3, -31, -59].map((offset) => row(today, offset, 'NETFLIX.COM', -10.99));
  return feed({ transactions: [row(today, -5, 'ACME LTD SALARY', 2000, 'CREDIT'), row(today, -4, 'TESCO STORES 3297', -60), ...films], standing_orders: [rent] });
}

const settings = (today: string, caps: BudgetSettings['caps'] = []): BudgetSettings => ({ period: { kind: 'four_weeks', anchor: day(today, -7) }, caps });

async function given(stage: Stage): Promise<string> {
  const { today } = await stage.bank.records();
  await stage.bank.give(today, household(today));
  return today;
}

function germanDay(date: string): string {
  return new Intl.DateTimeFormat('de-DE', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(date));
}

/** Pieces of sentences: of a function those around what it is given. */
function pieces(part: unknown): string[] {
  if (typeof part === 'string') return [part];
  if (Array.isArray(part)) return part.flatMap(pieces);
  if (typeof part !== 'function') return Object.values(part as object).flatMap(pieces);
  const said = part(...Array.from({ length: part.length }, () => '§')) as unknown;
  return pieces(said).flatMap((text) => text.split('§')).map((text) => text.trim());
}

const GERMAN = new Set(pieces(de));
/** Of the screens that this file looks at. What is as short as `in` is in any text. */
const ENGLISH = pieces([en.navigation, en.home, en.recurring, en.errors]).filter((piece) => piece.length > 4 && !GERMAN.has(piece));

/** What is on the page, or read to who cannot see it, in English words of ours. Budgets and transactions on it have sentences of their own. */
async function leftovers(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const all: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const isOurs = (element: Element | null) => element?.closest('.budget, .transactions') === null;
    while (walker.nextNode()) if (isOurs(walker.currentNode.parentElement)) all.push(walker.currentNode.textContent ?? '');
    for (const element of document.querySelectorAll('[aria-label], [title]')) if (isOurs(element)) all.push(element.getAttribute('aria-label') ?? '', element.getAttribute('title') ?? '');
    return all;
  });
  expect(texts.length).toBeGreaterThan(10);
  // As whole words: `Spent` is in no German word, but `other` may be.
  return ENGLISH.filter((piece) => texts.some((text) => new RegExp(`(^|\\P{L})${piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}($|\\P{L})`, 'u').test(text)));
}

test.describe('a German browser', () => {
  test.use({ locale: 'de-DE' });

  test('is welcomed in German', async ({ page, stage, complaints }) => {
    await page.goto(stage.worker.url);
    await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Das Budget dieses Monats, direkt von deiner Bank.');
    await expect(page.getByTestId('connect')).toHaveText('Bank verbinden');
    await expect(page.getByTestId('language')).toHaveValue('de');
    await expect(page.getByTestId('banner-simulated')).toContainText('Simulierte Bank:');
    expect(await leftovers(page)).toEqual([]);
    await page.goto(`${stage.worker.url}/?connect_error=access_denied`);
    await expect(page.getByTestId('connect-error')).toHaveText('Du hast bei der Bank abgebrochen. Es wurde nichts gespeichert.');
    expect(complaints).toEqual([]);
  });

  test('has a home of German sentences, amounts and days', async ({ page, stage, complaints }) => {
    const today = await given(stage);
    await connect(page, stage, 'Monzo');
    await save(page, settings(today));
    // 2000.00 - 60.00 - 10.99 - 1234.50
    await expect(page.getByTestId('left-to-spend')).toHaveText('694,51 £');
    await expect(page.locator('.total-main dt')).toHaveText(`Noch verfügbar bis ${germanDay(day(today, 20))}`);
    await expect(page.getByTestId('left-note')).toContainText('1.234,50 £ an regelmäßigen Zahlungen');
    await expect(page.getByTestId('income')).toHaveText('+2.000,00 £');
    await expect(page.getByTestId('spent')).toHaveText('70,99 £');
    await expect(page.getByTestId('freshness')).toHaveText('Monzo, gerade eben');
    const rent = page.getByTestId('upcoming').first();
    // A standing order that falls on no working day is paid later.
    await expect(rent).toContainText(germanDay((await rent.getAttribute('data-date'))!));
    await expect(rent).toContainText('Dauerauftrag');
    await expect(rent).toContainText('\u22121.234,50\u00a0£');
    await expect(page.getByTestId('spending-line')).toContainText('70,99 £ bis heute');
    for (const fold of await page.locator('details > summary').all()) await fold.click();
    expect(await leftovers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('has a German recurring screen', async ({ page, stage }) => {
    test.setTimeout(120_000);
    await given(stage);
    await connect(page, stage, 'Monzo');
    await page.getByTestId('go-recurring').click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Regelmäßige Zahlungen');
    await expect(page.locator('[data-testid=yearly-total][data-of=subscriptions-and-bills]')).toContainText('142,87 £');
    await expect(page.locator('[data-testid=yearly-total][data-of=all]')).toContainText('14.956,87 £');
    await expect(page.getByRole('columnheader').first()).toHaveText('MoMontag');
    // That of the next payment, which no working day may have moved.
    const shown = `${await page.getByTestId('calendar').getAttribute('data-month')}-01`;
    const month = new Intl.DateTimeFormat('de-DE', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(shown));
    await expect(page.getByRole('table')).toHaveAccessibleName(`Regelmäßige Zahlungen im ${month}`);
    const films = page.locator('[data-group=subscriptions] [data-testid=recurring-payment]');
    await expect(films).toContainText('Alle vier Wochen, nächstes Mal:');
    await expect(films).toContainText('142,87 £ im Jahr');
    await page.getByTestId('calendar-next').click();
    await page.getByTestId('calendar-next').click();
    await expect(page.getByTestId('calendar-payment').filter({ hasText: 'etwa' }).first()).toBeVisible();
    expect(await leftovers(page)).toEqual([]);
    expect(await violations(page)).toEqual([]);
  });

  test('is told in German what is worth knowing, and takes a cap with a comma', async ({ page, stage }) => {
    const today = await given(stage);
    await connect(page, stage, 'Monzo');
    await save(page, settings(today, [{ category: 'groceries', amount: 50 }]));
    await expect(page.getByTestId('alert').first()).toHaveText('Lebensmittel: 100 % des Limits sind erreicht, 60,00 £ von 50,00 £.');
    await page.getByTestId('dismiss-alert').first().click();
    await expect(page.getByTestId('show-alerts')).toHaveText('wieder zeigen');

    const row = page.locator('[data-testid=budget-row][data-category=groceries]');
    await row.getByTestId('edit-cap').click();
    await expect(page.getByTestId('cap-input')).toHaveValue('50,00');
    // A point for a comma would be a hundred times as much: it is asked, not guessed.
    await page.getByTestId('cap-input').fill('250.50');
    await page.getByTestId('save-cap').click();
    await expect(page.getByTestId('cap-error')).toHaveText('Gib einen Betrag ein wie 250 oder 250,50.');
    await page.getByTestId('cap-input').fill('1.250,50');
    await page.getByTestId('save-cap').click();
    await expect(row).toHaveAttribute('data-cap', '1250.50');
  });

  test('is told in German what a bank did not send, with the way out', async ({ page, stage }) => {
    await given(stage);
    await connect(page, stage, 'Monzo');
    await stage.bank.faults(['/accounts', '/cards', '/accounts/*/*', '/accounts/*/transactions/pending'].map((path) => ({ path, fault: 'html_502' })));
    await page.getByTestId('refresh').click();
    const notice = page.getByTestId('notice').first();
    await expect(notice).toContainText('Monzo konnte nicht gelesen werden.');
    await expect(notice).toContainText('Stand ihrer Zahlen unten: ');
    await expect(notice.getByTestId('retry')).toHaveText('Noch einmal versuchen');
    expect(await leftovers(page)).toEqual([]);
    // What was read is still there.
    await expect(page.getByTestId('spent')).toHaveText(/£$/);
    await stage.bank.faults([]);
    await notice.getByTestId('retry').click();
    await expect(page.getByTestId('notice')).toHaveCount(0);
  });
});

test('a language that is chosen is spoken at once, nothing is read again for it, and it lasts', async ({ page, stage, complaints }) => {
  await given(stage);
  let reads = 0;
  page.on('request', (request) => (reads += request.url().includes('/api/feed') ? 1 : 0));
  await connect(page, stage, 'Monzo');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  await expect(page.getByTestId('income')).toHaveText('+£2,000.00');
  expect(reads).toBe(1);
  const language = page.getByTestId('language');
  await language.focus();
  await language.selectOption('Deutsch');
  await expect(page.getByTestId('income')).toHaveText('+2.000,00 £');
  await expect(page.locator('html')).toHaveAttribute('lang', 'de-DE');
  await expect(page.getByTestId('go-home')).toHaveText('Start');
  await expect(language).toBeFocused();
  expect(await leftovers(page)).toEqual([]);
  expect(reads).toBe(1);

  await page.reload();
  await expect(page.getByTestId('refresh')).toHaveText('Aktualisieren');
  await page.getByTestId('language').selectOption('English');
  await expect(page.getByTestId('refresh')).toHaveText('Refresh');
  await expect(page.getByTestId('income')).toHaveText('+£2,000.00');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en-GB');
  expect(complaints).toEqual([]);
});

test('who is not connected can choose, too, also where the browser keeps nothing', async ({ page, stage }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', { get: () => { throw new DOMException('blocked', 'SecurityError'); } });
  });
  await page.goto(stage.worker.url);
  await expect(page.getByTestId('connect')).toHaveText('Connect a bank');
  await page.getByTestId('language').selectOption('Deutsch');
  await expect(page.getByTestId('connect')).toHaveText('Bank verbinden');
});
