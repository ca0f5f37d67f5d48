// How long the page takes and what it holds, with as many transactions as few people have. The best of several rounds counts:
// the machine may be busy with something else, but it is never faster than the page.

import type { CDPSession, Page } from '@playwright/test';
import { slowness } from './pace.ts';
import { connect, expect, reloadAnew, test, type Stage } from './stage.ts';

test.describe.configure({ timeout: 240_000 });
// A service worker would only stand between the page and the answers that are given here, and a trace is work of the page's.
test.use({ serviceWorkers: 'block', trace: 'off' });

/** What the page notes of itself, in milliseconds since its navigation began. */
interface Noted {
  /** The first frame in which there was a budget. */
  budget?: number;
  /** Tasks of more than 50 ms. */
  long: { start: number; duration: number }[];
}

declare global {
  interface Window {
    noted: Noted;
  }
}

test.beforeEach(async ({ page, stage }) => {
  await stage.bank.reset();
  await page.addInitScript(() => {
    window.noted = { long: [] };
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) window.noted.long.push({ start: startTime, duration });
    }).observe({ type: 'longtask', buffered: true });
    const seen = new MutationObserver(() => {
      if (document.querySelector('[data-testid=spent]') === null) return;
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => (window.noted.budget = performance.now())));
    });
    seen.observe(document, { childList: true, subtree: true });
  });
});

/** Connects a bank whose current account has so many transactions, spread evenly over the 90 days that are asked for. */
async function connectWith(page: Page, stage: Stage, rows: number): Promise<void> {
  await connect(page, stage, 'Monzo');
  const { today } = await stage.bank.records();
  // Not from the bank: what it and the Worker need for so many is measured elsewhere, and would be measured here.
  let read = 0;
  await page.route('**/api/feed?*', (route) => {
    const connection_id = new URL(route.request().url()).searchParams.get('connection_id')!;
    const as_of = new Date(Date.now() + read++).toISOString();
    return route.fulfill({ json: feed(connection_id, as_of, today, rows) });
  });
}

/** As the Worker answers. */
function feed(connection_id: string, as_of: string, today: string, rows: number): unknown {
  const shops = ['TESCO STORES 3297', 'PRET A MANGER', 'TFL TRAVEL CH', 'AMAZON.CO.UK*2K4', 'OCTOPUS ENERGY', 'GREGGS PLC', 'SHELL 1182', 'NETFLIX.COM', 'BOOTS 0417', 'CORNER CAFE 12'];
  const transactions = Array.from({ length: rows }, (_, row) => {
    const timestamp = new Date(Date.parse(`${today}T20:00:00Z`) - Math.floor((row / rows) * 89) * 86_400_000 - (row % 600) * 60_000).toISOString();
    const amount = -(100 + ((row * 7919) % 9_900)) / 100;
    return {
      timestamp, description: `${shops[row % shops.length]} ${row % 977}`, transaction_type: 'DEBIT', transaction_category: 'PURCHASE', transaction_classification: [],
      amount, currency: 'GBP', transaction_id: `id ${row}`.padEnd(32, 'x'), normalised_provider_transaction_id: `txn-${row}`.padEnd(24, '0'),
      provider_transaction_id: `p${row}`, running_balance: { amount: 1000 + (row % 1000), currency: 'GBP' }, meta: { provider_transaction_category: 'DEB' },
    };
  });
  const account = {
    account_id: 'current', account_type: 'TRANSACTION', display_name: 'Current', currency: 'GBP',
    account_number: { number: '10000007', sort_code: '01-21-31' }, provider: { provider_id: 'ob-monzo' },
  };
  return { ok: true, as_of, errors: [], accounts: [{ connection_id, kind: 'account', account, balance: null, transactions, pending: [], standing_orders: [], direct_debits: [] }] };
}

async function read(page: Page): Promise<{ untilBudget: number; rows: number; bytes: number; long: Noted['long'] }> {
  await reloadAnew(page);
  await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
  await expect.poll(() => page.evaluate(() => window.noted.budget)).toBeDefined();
  return page.evaluate(() => {
    const feed = performance.getEntriesByType('resource').find(({ name }) => name.includes('/api/feed')) as PerformanceResourceTiming;
    const rows = Number(document.querySelector<HTMLElement>('[data-testid=transaction-count]')!.dataset.total);
    return { untilBudget: window.noted.budget! - feed.responseEnd, rows, bytes: feed.decodedBodySize, long: window.noted.long };
  });
}

test('the first budget is there within a second of the last byte of 10,000 transactions', async ({ page, stage }) => {
  await connectWith(page, stage, 10_000);
  const limit = 1000 * (await slowness(page));
  const took: number[] = [];
  for (let round = 0; round < 3 && (round === 0 || Math.min(...took) >= limit); round++) {
    const { untilBudget, bytes } = await read(page);
    expect(bytes).toBeGreaterThan(4_000_000);
    took.push(untilBudget);
  }
  console.log(`10,000 transactions: the budget ${took.map((ms) => ms.toFixed(0)).join(', ')} ms after the last byte`);
  expect(Math.min(...took)).toBeLessThan(limit);
});

test('no task takes the page more than 50 ms with 20,000 transactions: reading, another period, a reload', async ({ page, stage, browser }) => {
  await connectWith(page, stage, 20_000);
  const limit = 50 * (await slowness(page));
  const worst: number[] = [];
  for (let round = 0; round < 3 && (round === 0 || Math.min(...worst) > limit); round++) {
    await browser.startTracing(page, { categories: ['devtools.timeline', 'toplevel', '__metadata'] });
    const { rows } = await read(page);
    const current = (await page.getByTestId('period-label').getAttribute('data-period'))!;
    await page.getByTestId('period-previous').click();
    await expect(page.getByTestId('period-label')).not.toHaveAttribute('data-period', current);
    await page.getByTestId('period-next').click();
    await expect(page.getByTestId('period-label')).toHaveAttribute('data-period', current);
    const seen = await page.evaluate(() => window.noted.long);
    await page.reload();
    await expect(page.getByTestId('household')).toHaveAttribute('data-state', 'ready');
    seen.push(...await page.evaluate(() => window.noted.long));
    const tasks = tasksOf(await browser.stopTracing());
    console.log(`20,000 transactions, ${rows} of them in the period: the longest tasks took ${tasks.slice(0, 5).map((ms) => ms.toFixed(0)).join(', ')} ms of the processor; ${seen.length} lasted more than 50 ms [${seen.map(({ duration }) => duration)}]`);
    worst.push(tasks[0]!);
  }
  expect(Math.min(...worst)).toBeLessThanOrEqual(limit);
});

interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  /** Microseconds: when it began, how long it lasted, and for how much of that its thread was running. */
  ts: number;
  dur?: number;
  tdur?: number;
  args: { name?: string };
}

/**
 * What the page's tasks took, in milliseconds of the processor, the longest first: how long they lasted says as much about what
 * else the machine did. Left out are those in which the browser itself answers the test.
 */
function tasksOf(trace: Buffer): number[] {
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: TraceEvent[] };
  const threads = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
  const ours = traceEvents.filter(({ pid, tid, tdur }) => tdur !== undefined && threads.has(`${pid} ${tid}`));
  const tasks = ours.filter(({ name }) => name === 'ThreadControllerImpl::RunTask' || name === 'RunTask');
  expect(tasks.length, 'tasks in the trace').toBeGreaterThan(100);
  const drawn = ours.filter(({ name }) => /^(FunctionCall|HandlePostMessage|UpdateLayoutTree|Layout|Paint|EvaluateScript|v8\.evaluateModule|ParseHTML|MajorGC|MinorGC)$/.test(name));
  const isOurs = (task: TraceEvent) => drawn.some((event) => event.tid === task.tid && event.pid === task.pid && event.ts >= task.ts && event.ts < task.ts + task.dur!);
  return tasks.filter(isOurs).map(({ tdur }) => tdur! / 1000).sort((one, other) => other - one);
}

test('the page’s shape is there within 100 ms once its script and style are', async ({ page, stage }) => {
  await page.goto(stage.worker.url);
  const limit = 100 * (await slowness(page));
  const took: number[] = [];
  for (let round = 0; round < 3; round++) {
    await page.reload();
    await expect.poll(() => page.evaluate(() => performance.getEntriesByName('first-contentful-paint').length)).toBe(1);
    took.push(await page.evaluate(() => {
      const files = performance.getEntriesByType('resource').filter(({ name }) => /\.(js|css)$/.test(name)) as PerformanceResourceTiming[];
      const first = performance.getEntriesByName('first-contentful-paint')[0]!;
      return first.startTime - Math.max(...files.filter(({ responseEnd }) => responseEnd < first.startTime).map(({ responseEnd }) => responseEnd));
    }));
  }
  console.log(`the first paint ${took.map((ms) => ms.toFixed(0)).join(', ')} ms after the last file it needs`);
  expect(Math.min(...took)).toBeLessThan(limit);
});

test('ten refreshes of 20,000 transactions leave no more behind than the first', async ({ page, stage }) => {
  await connectWith(page, stage, 20_000);
  const devtools = await page.context().newCDPSession(page);
  const worker = await attachWorker(devtools);
  const refresh = async () => {
    const time = page.getByTestId('freshness').locator('time');
    const before = (await time.getAttribute('datetime'))!;
    await page.getByTestId('refresh').click();
    await expect(time).not.toHaveAttribute('datetime', before);
    await expect(page.getByTestId('refresh')).toBeEnabled();
  };
  // What the first ones fill for good: code that became fast, the wasm's memory.
  for (let round = 0; round < 2; round++) await refresh();
  const before = await heap(devtools, worker);
  for (let round = 0; round < 10; round++) await refresh();
  const after = await heap(devtools, worker);
  console.log(`MiB before and after ten refreshes: the page ${before.page.toFixed(1)}, ${after.page.toFixed(1)}; the core’s thread ${before.worker.toFixed(1)}, ${after.worker.toFixed(1)}`);
  expect(after.page - before.page).toBeLessThan(5);
  expect(after.worker - before.worker).toBeLessThan(10);
});

type Ask = (method: string) => Promise<Record<string, number>>;

/** The core's thread as a target of its own. */
async function attachWorker(devtools: CDPSession): Promise<Ask> {
  const attached = new Promise<string>((resolve) => devtools.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
    if (targetInfo.type === 'worker') resolve(sessionId);
  }));
  await devtools.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false });
  const sessionId = await attached;
  let lastId = 0;
  return async (method) => {
    const id = ++lastId;
    const answer = new Promise<Record<string, number>>((resolve) => devtools.on('Target.receivedMessageFromTarget', ({ message }) => {
      const told = JSON.parse(message) as { id: number; result: Record<string, number> };
      if (told.id === id) resolve(told.result);
    }));
    await devtools.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) });
    return answer;
  };
}

/** MiB in use after everything that nobody needs has been collected; buffers and wasm included. */
async function heap(devtools: CDPSession, worker: Ask): Promise<{ page: number; worker: number }> {
  const page: Ask = (method) => devtools.send(method as 'Runtime.getHeapUsage') as unknown as ReturnType<Ask>;
  const used = async (ask: Ask) => {
    for (let round = 0; round < 2; round++) await ask('HeapProfiler.collectGarbage');
    const { usedSize = 0, embedderHeapUsedSize = 0, backingStorageSize = 0 } = await ask('Runtime.getHeapUsage');
    return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1024 / 1024;
  };
  return { page: await used(page), worker: await used(worker) };
}
