// The examples as they are, with the packed package in their node_modules.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { served, STRICT, visit } from './support/browser.ts';
import { example } from './support/matrix.ts';
import { program } from './support/project.ts';

for (const name of ['node', 'adapters']) {
  const folder = `examples/${name}`;
  example(`example-${name}`, folder, async (project) => {
    const promised = [...readFileSync(`${folder}/main.js`, 'utf8').matchAll(/console\.log\(.*\); \/\/ (.*)$/gm)].map(([, text]) => text);
    assert.equal(promised.length, 2);
    const printed = await project.run(program('node24'), ['main.js']);
    assert.deepEqual(printed.trimEnd().split('\n'), promised);
  });
}

example('example-vite', 'examples/vite', async (project) => {
  await project.tool('vite', ['build']);
  await served(project.path('dist'), STRICT, (url) => visit(url, async (page) => {
    await page.locator('li').nth(1).waitFor();
    assert.deepEqual(await page.locator('li').allTextContents(), ['Tesco: groceries, 12.5', 'Netflix: subscriptions, 9.99']);
  }));
});

/** An export as Starling's customers get it; all of it is made up. */
const HEADER = 'Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)';
const NOVEMBER = `${HEADER}\n03/11/2026,Pret,,CARD,-3.40,96.60\n04/11/2026,Tesco,,CARD,-20.10,76.50\n05/11/2026,Tesco,,CARD,nothing,76.50\n`;
const DECEMBER = `${HEADER}\n01/12/2026,Netflix,,CARD,-10.99,65.51\n`;

example('example-html', 'examples/html', ({ folder }) => served(folder, STRICT, (url) => visit(url, async (page) => {
  await says(page, 'Ready.');
  await page.locator('input').setInputFiles({ name: 'november.csv', mimeType: 'text/csv', buffer: Buffer.from(NOVEMBER) });
  await says(page, 'november.csv: 2 transactions, 1 rows could not be read.');
  assert.deepEqual(await table(page), ['2026-11', 'Groceries 20.10', 'Eating out 3.40']);

  await drop(page, 'december.csv', DECEMBER);
  await says(page, 'december.csv: 1 transactions, 0 rows could not be read.');
  assert.deepEqual(await table(page), ['2026-12', 'Subscriptions 10.99']);

  await drop(page, 'picture.csv', '\u0000\u0001');
  await page.locator('[role=status]').filter({ hasText: /^picture\.csv: \D+/ }).waitFor();
  assert.deepEqual(await table(page), ['2026-12', 'Subscriptions 10.99']);
})));

function says(page: Page, text: string): Promise<void> {
  return page.locator('[role=status]').getByText(text, { exact: true }).waitFor();
}

async function table(page: Page): Promise<string[]> {
  const rows = await page.locator('table tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent).join(' ')));
  return [await page.locator('caption').innerText(), ...rows];
}

async function drop(page: Page, name: string, text: string): Promise<void> {
  const dataTransfer = await page.evaluateHandle(({ name, text }) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], name, { type: 'text/csv' }));
    return transfer;
  }, { name, text });
  await page.dispatchEvent('h1', 'drop', { dataTransfer });
}
