// The core's own thread: holds the ledger, takes feeds as bytes, gives summaries back.

import { init, Ledger, OpenpurseError, type BudgetSettings, type Transaction } from 'openpurse';
import { namesOf } from '../model/correction-text.ts';
import { Files, tried } from './files.ts';
import { Listing } from './listing.ts';
import { pack, unpack } from './packing.ts';
import { inParts } from './parts.ts';
import { withPaid } from './paid.ts';
import { historyOf, periodsBy, previewOf } from './plans.ts';
import type { Account, Calls, CoreAnswer, CoreRequest, Feed } from './protocol.ts';
import { recurringOf } from './since.ts';
import { spendingOf } from './spending.ts';

const feeds = new Map<string, Uint8Array<ArrayBuffer>>();
const files = new Files();
const listing = new Listing();
let settings: BudgetSettings = {};
let learned: string | undefined;
let ledger: Ledger | undefined;
/** How often something was: a feed that is still being unpacked then must not come back. */
let forgotten = 0;

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
  async packed(connectionId) {
    const bytes = feeds.get(connectionId);
    return bytes && pack(bytes);
  },
  async putPacked(connectionId, packed) {
    const before = forgotten;
    const bytes = await unpack(packed);
    if (before !== forgotten) throw new Error('It was forgotten meanwhile.');
    return calls.put(connectionId, bytes);
  },
  forget(connectionId) {
    forgotten += 1;
    feeds.delete(connectionId);
    rebuild();
  },
  forgetAll() {
    forgotten += 1;
    feeds.clear();
    files.clear();
    settings = {};
    learned = undefined;
    rebuild();
  },
  applySettings(wanted) {
    const before = settings;
    settings = wanted;
    try {
      // Not assigned to the ledger there is: its today may be yesterday, or that of another time zone.
      rebuild();
    } catch (error) {
      settings = before;
      throw error;
    }
  },
  view(period) {
    const now = current();
    const report = now.budget(period);
    const transactions = now.transactions({ from: report.period.from, to: report.period.to });
    return { report, transactions, recurring: withPaid(now, recurringOf(now)), spending: spendingOf(now, report, transactions), ...(files.list.length > 0 && { files: files.list }) };
  },
  useLearned(text) {
    const before = learned;
    learned = text;
    try {
      rebuild();
    } catch (error) {
      learned = before;
      throw error;
    }
  },
  explain(id, other) {
    const explanation = current().explain(id);
    const [found] = other === undefined ? [] : transactionsOf([other]);
    return { explanation, ...(found && { other: found }) };
  },
  correct(id, category, choice) {
    const before = current().exportLearned();
    // Asked first, so that the rows are told as they were.
    const { changed: ids } = current().correct(id, category, { ...choice, preview: true });
    const rows = transactionsOf(ids);
    if (!choice.preview) {
      current().correct(id, category, choice);
      changed();
    }
    learned = current().exportLearned();
    return { changed: rows, before, after: learned };
  },
  mergeLearned(text) {
    const before = current().exportLearned();
    current().mergeLearned(text);
    changed();
    learned = current().exportLearned();
    return { before, after: learned };
  },
  importFile(name, bytes, options = {}) {
    const file = files.add(current(), name, bytes, options);
    changed();
    return file;
  },
  tryFile(bytes, options) {
    return tried(bytes, options);
  },
  forgetFile(id) {
    files.remove(id);
    rebuild();
  },
  exportAs(format) {
    const now = current();
    switch (format) {
      case 'csv':
        return now.exportCsv();
      case 'ofx':
        return now.exportOfx();
      case 'learned':
        return now.exportLearned();
      default:
        return now.exportJournal(format);
    }
  },
  history(since, fed) {
    return historyOf(current(), since, fed, listing.rows(current()));
  },
  preview(wanted) {
    return previewOf(current(), wanted);
  },
  periods(wanted) {
    return periodsBy(wanted);
  },
  rows: (from, count) => listing.slice(current(), from, count),
  find: (filter, names) => listing.find(current(), filter, names),
  correctAll(ids, category, choice) {
    const before = current().exportLearned();
    // Asked first, so that the rows are told as they were.
    const { changed: altered, missing } = current().correctAll(ids, category, { ...choice, preview: true });
    const [rows, chosen] = [transactionsOf(altered), new Set(ids)];
    if (!choice.preview) {
      current().correctAll(ids, category, choice);
      changed();
    }
    learned = current().exportLearned();
    return { changed: rows.length, others: rows.filter(({ id }) => !chosen.has(id)).length, names: namesOf(rows), missing, before, after: learned };
  },
};

function current(): Ledger {
  return (ledger ??= newLedger());
}

function newLedger(): Ledger {
  return new Ledger({ settings, ...(learned !== undefined && { learned }) });
}

/** Those with these ids, the newest first. */
function transactionsOf(ids: string[]): Transaction[] {
  const wanted = new Set(ids);
  return listing.rows(current()).filter(({ id }) => wanted.has(id));
}

/** A ledger takes a feed once only and keeps its today, so a change means a new ledger: milliseconds. Answers each feed's bad rows. */
function rebuild(): Map<string, Feed['problems']> {
  const next = newLedger();
  try {
    const problems = new Map([...feeds].map(([id, bytes]) => [id, next.load(bytes).problems]));
    files.addAll(next);
    ledger?.free();
    ledger = next;
    changed();
    return problems;
  } catch (error) {
    next.free();
    throw error;
  }
}

/** The ledger says something else than before. */
function changed(): void {
  listing.change();
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
  for (const message of inParts(await answer(data))) self.postMessage(message);
});

async function answer({ id, call, args }: CoreRequest): Promise<CoreAnswer> {
  try {
    await init();
    return { id, value: await (calls[call] as (...args: unknown[]) => unknown)(...args) };
  } catch (error) {
    const code = error instanceof OpenpurseError ? error.code : 'unexpected';
    return { id, error: { code, message: error instanceof Error ? error.message : String(error) } };
  }
}
