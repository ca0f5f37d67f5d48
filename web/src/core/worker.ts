// The core's own thread: holds the ledger, takes feeds as bytes, gives summaries back.

import { init, Ledger, OpenpurseError, type BudgetSettings } from 'openpurse';
import type { Account, Calls, CoreAnswer, CoreRequest, Feed } from './protocol.ts';
import { spendingOf } from './spending.ts';

const feeds = new Map<string, Uint8Array<ArrayBuffer>>();
let settings: BudgetSettings = {};
let ledger: Ledger | undefined;

const calls: Calls = {
  put(connectionId, bytes) {
    const before = feeds.get(connectionId);
    feeds.set(connectionId, bytes);
    try {
      const problems = rebuild().get(connectionId) ?? [];
      return { ...readAside(bytes), problems };
    } catch (error) {
      if (before === undefined) feeds.delete(connectionId);
      else feeds.set(connectionId, before);
      throw error;
    }
  },
  forget(connectionId) {
    feeds.delete(connectionId);
    rebuild();
  },
  applySettings(changed) {
    const before = settings;
    settings = changed;
    try {
      // Not assigned to the ledger there is: its today may be yesterday, or that of another time zone.
      rebuild();
    } catch (error) {
      settings = before;
      throw error;
    }
  },
  view(period) {
    ledger ??= new Ledger({ settings });
    const report = ledger.budget(period);
    const transactions = ledger.transactions({ from: report.period.from, to: report.period.to });
    return { report, transactions, recurring: ledger.recurring(), spending: spendingOf(ledger, report, transactions) };
  },
};

/** A ledger takes a feed once only and keeps its today, so a change means a new ledger: milliseconds. Answers each feed's bad rows. */
function rebuild(): Map<string, Feed['problems']> {
  const next = new Ledger({ settings });
  try {
    const problems = new Map([...feeds].map(([id, bytes]) => [id, next.load(bytes).problems]));
    ledger?.free();
    ledger = next;
    return problems;
  } catch (error) {
    next.free();
    throw error;
  }
}

/** What the page needs of a feed and the core does not: account names, times, what did not come. */
function readAside(bytes: Uint8Array): Omit<Feed, 'problems'> {
  const feed = JSON.parse(new TextDecoder().decode(bytes));
  const accounts = (feed.accounts ?? []).map(({ account }: { account: Record<string, unknown> }): Account => ({
    id: String(account.account_id),
    name: String(account.display_name ?? ''),
  }));
  return { asOf: feed.as_of ?? null, accounts, errors: feed.errors ?? [] };
}

// Loaded while the banks are being asked. A failure is told by each call, which tries again.
init().catch(() => {});

self.addEventListener('message', async ({ data }: MessageEvent<CoreRequest>) => {
  self.postMessage(await answer(data));
});

async function answer({ id, call, args }: CoreRequest): Promise<CoreAnswer> {
  try {
    await init();
    return { id, value: (calls[call] as (...args: unknown[]) => unknown)(...args) };
  } catch (error) {
    const code = error instanceof OpenpurseError ? error.code : 'internal';
    return { id, error: { code, message: error instanceof Error ? error.message : String(error) } };
  }
}
