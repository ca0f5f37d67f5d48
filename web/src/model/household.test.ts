// The model against an edge and a core that answer by hand.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { BudgetReport } from 'openpurse';
import { CoreFailure, type Core } from '../core/client.ts';
import type { Connection, StoredSettings } from '../edge/api.ts';
import { EdgeFailure } from '../edge/http.ts';
import { NO_DRAFTS } from '../store/drafts.ts';
import { NO_SESSION, type KeptHousehold, type SessionStore } from '../store/session.ts';
import type { Edge } from '../edge/nowhere.ts';
import { HouseholdModel } from './household.ts';

const CONNECTIONS = ['c1', 'c2'].map((id): Connection => ({
  id, bank_name: `Bank ${id}`, provider_id: id, created_at: '', consent_expires_at: null, consent_days_left: null, state: 'active',
}));

let connections: Connection[];
let stored: StoredSettings;
let calls: string[];
let edge: Edge;
let unattended = false;

const core: Core = {
  async put(id) {
    calls.push(`put ${id}`);
    return { asOf: '2026-11-23T10:00:00Z', accounts: [], errors: [], problems: [] };
  },
  async packed(id) {
    return `packed ${id}`;
  },
  async putPacked(id, packed) {
    if (packed !== `packed ${id}`) throw new Error('not what was packed');
    calls.push(`restore ${id}`);
    return { asOf: '2026-11-23T10:00:00Z', accounts: [], errors: [], problems: [] };
  },
  async forget(id) {
    calls.push(`forget ${id}`);
  },
  async forgetAll() {
    calls.push('forget all');
  },
  async applySettings(settings) {
    calls.push(`caps ${JSON.stringify(settings.caps)}`);
  },
  async view(period) {
    return { report: { period: { label: period ?? 'now' } } as BudgetReport, transactions: [], recurring: [], spending: { days: [] } };
  },
  async useLearned(learned) {
    if (learned === 'garbage') throw new CoreFailure('invalid_learned', 'learned: not what was exported');
    calls.push(`learned ${learned}`);
  },
  async explain() {
    return { explanation: { category: 'cash', decided_by: 'bank', confidence: 1, because: ['The bank says so.'], reasons: [{ code: 'unknown' }] } };
  },
  async correct(id, category, { always, preview }) {
    if (!preview) calls.push(`correct ${id} ${category} ${always}`);
    return { changed: [], before: 'before', after: 'after' };
  },
  async mergeLearned(learned) {
    return { before: 'before', after: learned };
  },
  async importFile() {
    throw new CoreFailure('invalid_input', 'file: no file of a bank');
  },
  async tryFile() {
    return { transactions: 0, problems: [], first: [] };
  },
  async forgetFile() {},
  rows: async () => ({ version: 0, total: 0, transactions: [] }),
  find: async () => ({ version: 0, places: new Uint32Array(), sums: [] }),
  correctAll: async () => ({ changed: 0, others: 0, names: [], missing: [], before: '', after: '' }),
  async exportAs(format) {
    return format;
  },
  history: () => assert.fail('asked'),
  preview: () => assert.fail('asked'),
  periods: () => assert.fail('asked'),
};

beforeEach(() => {
  connections = CONNECTIONS;
  stored = { value: { caps: [{ category: 'cash', amount: 20 }] }, etag: '"1"' };
  calls = [];
  edge = {
    readStatus: async () => ({ authenticated: connections.length > 0, environment: 'simulated', connections }),
    readFeed: async (id) => {
      calls.push(`feed ${id}`);
      return new Uint8Array();
    },
    readSettings: async () => stored,
    saveSettings: async (settings) => {
      stored = { ...settings, etag: '"2"' };
      return stored;
    },
    renew: async (id) => (id === 'c1' ? undefined : `https://bank.example/renew/${id}`),
    disconnect: async (id) => {
      connections = id === undefined ? [] : connections.filter((connection) => connection.id !== id);
      return true;
    },
    readUnattended: async () => unattended,
    saveUnattended: async (enabled) => (unattended = enabled),
    logOut: async () => {
      connections = [];
    },
  };
});

async function started(): Promise<HouseholdModel> {
  const model = new HouseholdModel(edge, () => core, () => {}, (address) => calls.push(`to ${address}`));
  await model.start();
  return model;
}

test('nobody connected: the welcome screen, and no core is started', async () => {
  connections = [];
  const model = new HouseholdModel(edge, () => assert.fail('started'), () => {}, () => {});
  await model.start();
  assert.equal(model.state.screen, 'welcome');
});

test('an edge that answers with a problem is a failed screen with its code', async () => {
  edge.readStatus = () => Promise.reject(new EdgeFailure({ code: 'misconfigured', message: 'VAULT_KEYS is missing' }));
  const { state } = await started();
  assert.deepEqual([state.screen, state.failure?.code], ['failed', 'misconfigured']);
});

test('every bank is read; one that fails hides none of the others', async () => {
  const read = edge.readFeed;
  edge.readFeed = (id, from) => (id === 'c2' ? Promise.reject(new EdgeFailure({ code: 'bank_timeout', message: 'late' })) : read(id, from));
  const { state } = await started();
  assert.equal(state.readings.c1?.state, 'read');
  assert.deepEqual([state.readings.c2?.state, state.readings.c2?.failure?.code], ['failed', 'bank_timeout']);
  assert.equal(state.view?.report.period.label, 'now');
});

test('reading again keeps what was there when it fails', async () => {
  const model = await started();
  edge.readFeed = () => Promise.reject(new EdgeFailure({ code: 'offline', message: 'gone' }));
  await model.read('c1');
  assert.deepEqual([model.state.readings.c1?.state, model.state.readings.c1?.last?.asOf], ['failed', '2026-11-23T10:00:00Z']);
});

test('a session that ended leaves nothing on the screen', async () => {
  const model = await started();
  edge.readFeed = () => Promise.reject(new EdgeFailure({ code: 'not_connected', message: 'who?' }));
  await model.refresh();
  assert.equal(model.state.screen, 'welcome');
  assert.equal(model.state.view, undefined);
  assert.ok(calls.includes('forget all'));
});

test('an answer for a bank that was disconnected meanwhile is dropped', async () => {
  const model = await started();
  let arrive = (_: Uint8Array<ArrayBuffer>) => {};
  edge.readFeed = () => new Promise((resolve) => (arrive = resolve));
  const reading = model.read('c1');
  await model.leaving.disconnect('c1');
  arrive(new Uint8Array());
  await reading;
  assert.equal(calls.at(-1), 'forget c1');
});

test('caps are added at the end, changed in place and removed', async () => {
  const model = await started();
  assert.equal(await model.saveCap('groceries', 300), undefined);
  assert.equal(await model.saveCap('cash', 25.5), undefined);
  assert.deepEqual(stored.value.caps, [{ category: 'cash', amount: 25.5 }, { category: 'groceries', amount: 300 }]);
  assert.equal(await model.saveCap('cash', undefined), undefined);
  assert.equal(calls.at(-1), 'caps [{"category":"groceries","amount":300}]');
});

test('caps that changed elsewhere are read again and nothing is overwritten', async () => {
  const model = await started();
  const elsewhere: StoredSettings = { value: { caps: [{ category: 'fees', amount: 1 }] }, etag: '"7"' };
  stored = elsewhere;
  edge.saveSettings = () => Promise.reject(new EdgeFailure({ code: 'stale_settings', message: 'stale' }));
  assert.match((await model.saveCap('cash', 1))!, /changed somewhere else/);
  assert.equal(model.state.settings, elsewhere);
});

test('when the year is divided otherwise, the period on the screen is the current one', async () => {
  const model = await started();
  await model.show('2026-10');
  assert.equal(await model.saveCap('cash', 1), undefined);
  assert.equal(model.state.view?.report.period.label, '2026-10');
  assert.equal(await model.settings.change((before) => ({ ...before, period: { kind: 'week' } })), undefined);
  assert.equal(model.state.view?.report.period.label, 'now');
});

test('no draft outlives the session', async () => {
  let erased = 0;
  const drafts = { ...NO_DRAFTS, erase: async () => void (erased += 1) };
  const model = new HouseholdModel(edge, () => core, () => {}, () => {}, { drafts });
  await model.start();
  assert.equal(erased, 0);
  await model.leaving.logOut(false);
  assert.equal(erased, 1);
  await model.start();
  assert.equal(erased, 2, 'it ended while the page was closed');
});

test('disconnecting one bank keeps the others; the last one leads to the welcome screen', async () => {
  const model = await started();
  await model.leaving.disconnect('c1');
  assert.deepEqual(model.state.connections.map(({ id }) => id), ['c2']);
  assert.ok(calls.includes('forget c1'));
  await model.leaving.disconnect('c2');
  assert.equal(model.state.screen, 'welcome');
});

test('a bank is gone at once, also where nobody answers who is left; a second try finds it gone and goes on', async () => {
  const kept = tab();
  const model = await startedWith(kept);
  const { readStatus, disconnect } = edge;
  Object.assign(edge, { readStatus: offline, disconnect: async () => false });
  const failure = await model.leaving.disconnect('c1');
  assert.match(failure!, /could not be reached.*withdraw it/s);
  assert.deepEqual([Object.keys(model.state.readings), [...kept.feeds.keys()], kept.forgotten], [['c2'], ['c2'], ['c1']]);
  assert.deepEqual(kept.household?.connections.map(({ id }) => id), ['c2']);
  connections = CONNECTIONS.filter(({ id }) => id === 'c2');
  Object.assign(edge, { readStatus, disconnect: () => Promise.reject(new EdgeFailure({ code: 'not_found', message: 'No such connection.' })) });
  assert.equal(await model.leaving.disconnect('c1'), undefined);
  assert.deepEqual([model.state.screen, model.state.connections.map(({ id }) => id)], ['budget', ['c2']]);
  assert.match(model.state.remark!, /disconnected already/);
  assert.match((await model.leaving.disconnect())!, /no such thing/, 'of everything it is no answer');
  edge.disconnect = disconnect;
});

test('a bank that another tab disconnected is gone here, too, and nobody is asked', async () => {
  const kept = tab();
  const model = await startedWith(kept);
  calls = [];
  kept.forget?.('c1');
  await new Promise(setImmediate);
  assert.deepEqual([model.state.connections.map(({ id }) => id), Object.keys(model.state.readings), calls], [['c2'], ['c2'], ['forget c1']]);
  assert.deepEqual(kept.household?.connections.map(({ id }) => id), ['c2']);
  kept.forget?.('c1');
  assert.equal(model.state.screen, 'budget');
  // Of the last one that it knows, there may be others that were connected meanwhile.
  connections = CONNECTIONS.filter(({ id }) => id === 'c1');
  kept.forget?.('c2');
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual(model.state.connections.map(({ id }) => id), ['c1']);
});

test('what TrueLayer did not confirm is said, on whichever screen follows', async () => {
  const model = await started();
  const disconnect = edge.disconnect;
  edge.disconnect = async (id) => (await disconnect(id), false);
  await model.leaving.disconnect('c1');
  assert.match(model.state.remark!, /withdraw it/);
  await model.leaving.disconnect();
  assert.deepEqual([model.state.screen, /withdraw it/.test(model.state.remark!)], ['welcome', true]);
});

test('a disconnect that fails says why and changes nothing', async () => {
  const model = await started();
  edge.disconnect = () => Promise.reject(new EdgeFailure({ code: 'offline', message: 'Not reachable.' }));
  assert.match((await model.leaving.disconnect())!, /could not be reached/);
  assert.equal(model.state.screen, 'budget');
});

test('a permission is renewed in place where that is possible, else at the bank', async () => {
  const model = await started();
  calls = [];
  connections = CONNECTIONS.map((connection) => ({ ...connection, consent_days_left: 90 }));
  await model.renew('c1');
  assert.deepEqual(calls, ['feed c1', 'put c1']);
  assert.equal(model.state.connections[0]!.consent_days_left, 90);
  await model.renew('c2');
  assert.deepEqual(calls.slice(2), ['to https://bank.example/renew/c2']);
});

test('a renewal that fails says why', async () => {
  const model = await started();
  edge.renew = async () => {
    throw new EdgeFailure({ code: 'bank_timeout', message: 'Too slow.' });
  };
  await model.renew('c1');
  assert.equal(model.state.failure?.message, 'Too slow.');
});

test('whether the server may open the record on its own is asked, chosen, and never guessed', async () => {
  const model = await started();
  assert.deepEqual([await model.unattended(), await model.unattended(true), await model.unattended()], [false, true, true]);
  edge.readUnattended = async () => {
    throw new EdgeFailure({ code: 'offline', message: 'No network.' });
  };
  assert.deepEqual(await model.unattended(), { code: 'offline', message: 'No network.' });
});

test('figures of files stay when the page is come back to, and when the session of before is answered late', async () => {
  connections = [];
  const kept = tab();
  const model = await startedWith(kept);
  edge.renew = () => Promise.reject(new EdgeFailure({ code: 'not_connected', message: 'who?' }));
  await model.lookAtFiles();
  calls = [];
  await model.start();
  await model.renew('c1');
  assert.deepEqual([model.state.screen, model.state.view?.report.period.label, calls, kept.ends], ['budget', 'now', [], 0]);
});

test('a bank that was disconnected elsewhere leaves nothing behind', async () => {
  const kept = tab();
  const model = await startedWith(kept);
  connections = CONNECTIONS.filter(({ id }) => id === 'c2');
  calls = [];
  await model.start();
  assert.deepEqual([Object.keys(model.state.readings), [...kept.feeds.keys()], calls.includes('forget c1')], [['c2'], ['c2'], true]);
});

test('an answer that comes after the person has left is nobody’s', async () => {
  const model = await started();
  let answer = (_: Uint8Array<ArrayBuffer>) => {};
  edge.readFeed = () => new Promise((resolve) => (answer = resolve));
  const reading = model.read('c1');
  await model.leaving.logOut(false);
  calls = [];
  answer(new Uint8Array());
  await reading;
  assert.deepEqual([model.state.screen, model.state.view, calls], ['welcome', undefined, []]);
});

test('files are looked at without any connection: no server is asked, and settings last as long as that', async () => {
  connections = [];
  const model = await started();
  edge.saveSettings = edge.readSettings = () => assert.fail('asked the server');
  await model.lookAtFiles();
  assert.deepEqual([model.state.screen, model.state.view?.report.period.label], ['budget', 'now']);
  assert.equal(await model.saveCap('cash', 5), undefined);
  assert.deepEqual(model.state.settings?.value.caps, [{ category: 'cash', amount: 5 }]);
  await model.leaveFiles();
  assert.deepEqual([model.state.screen, model.state.settings, model.state.view], ['welcome', undefined, undefined]);
  await model.lookAtFiles();
  assert.deepEqual(model.state.settings?.value, {});
});

test('settings of a file replace all, and what the server refuses is told by its field', async () => {
  const model = await started();
  assert.equal(await model.settings.change(() => ({ currency: 'EUR' })), undefined);
  assert.deepEqual([stored.value, model.state.settings], [{ currency: 'EUR' }, stored]);
  edge.saveSettings = () => Promise.reject(new EdgeFailure({ code: 'invalid_request', message: 'No such currency.', field: 'currency' }));
  assert.equal(await model.settings.change(() => ({ currency: 'pounds' })), 'Currency: No such currency.');
  edge.saveSettings = () => Promise.reject(new EdgeFailure({ code: 'stale_settings', message: 'stale' }));
  assert.match((await model.settings.change(() => ({})))!, /changed somewhere else/);
});

test('everything is erased only after the server has erased its part', async () => {
  const model = await started();
  const disconnect = edge.disconnect;
  const erase = async () => void calls.push('erase device');
  edge.disconnect = () => Promise.reject(new EdgeFailure({ code: 'offline', message: 'Not reachable.' }));
  assert.match((await model.leaving.eraseEverything(erase))!, /could not be reached/);
  assert.ok(!calls.includes('erase device'));
  edge.disconnect = disconnect;
  assert.equal(await model.leaving.eraseEverything(erase), undefined);
  assert.deepEqual([calls.at(-1), model.state.screen], ['erase device', 'welcome']);
});

/** A tab's store, as it is after the model has used it. */
function tab(): { feeds: Map<string, string>; household?: KeptHousehold | undefined; ends: number; end?: () => void; forgotten: string[]; forget?: (id: string) => void; store: SessionStore } {
  const kept: ReturnType<typeof tab> = {
    feeds: new Map(),
    ends: 0,
    forgotten: [],
    store: {
      ...NO_SESSION,
      household: () => kept.household,
      keepHousehold: (household) => void (kept.household = household),
      feed: (id) => kept.feeds.get(id),
      keepFeed: (id, packed) => void kept.feeds.set(id, packed),
      dropFeed: (id) => void kept.feeds.delete(id),
      forget: (id) => {
        kept.feeds.delete(id);
        kept.forgotten.push(id);
      },
      onForget: (listener) => void (kept.forget = listener),
      erase: () => {
        kept.feeds.clear();
        kept.household = undefined;
      },
      end: () => {
        kept.store.erase();
        kept.ends += 1;
      },
      onEnd: (listener) => void (kept.end = listener),
    },
  };
  return kept;
}

async function startedWith({ store }: ReturnType<typeof tab>): Promise<HouseholdModel> {
  const model = new HouseholdModel(edge, () => core, () => {}, () => {}, { session: store });
  await model.start();
  return model;
}

const offline = () => Promise.reject(new EdgeFailure({ code: 'offline', message: 'No network.' }));

test('what a tab kept is shown without asking the bank; what it kept of nobody or cannot be read is not', async () => {
  const kept = tab();
  kept.feeds.set('c1', 'packed c1').set('c2', 'garbage');
  const model = await startedWith(kept);
  assert.deepEqual(calls.filter((call) => /feed|restore/.test(call)).sort(), ['feed c2', 'restore c1']);
  assert.deepEqual([model.state.readings.c1?.state, model.state.readings.c2?.state], ['read', 'read']);
  assert.deepEqual([...kept.feeds].sort(), [['c1', 'packed c1'], ['c2', 'packed c2']]);
  assert.equal(kept.household?.settings, stored);
  await model.refresh();
  assert.equal(calls.filter((call) => call.startsWith('feed')).length, 3);
});

test('what did not come whole is not kept', async () => {
  const kept = tab();
  const { put } = core;
  core.put = async (id, bytes) => ({ ...(await put(id, bytes)), errors: [{ code: 'bank_timeout', message: 'late', action: 'wait' }] });
  try {
    await startedWith(kept);
    assert.equal(kept.feeds.size, 0);
  } finally {
    core.put = put;
  }
});

test('without a network a tab shows what it kept, and asks who is here before it reads again', async () => {
  const kept = tab();
  await startedWith(kept);
  const { readStatus, readFeed, readSettings } = edge;
  Object.assign(edge, { readStatus: offline, readFeed: offline, readSettings: offline });
  calls = [];
  const model = await startedWith(kept);
  assert.deepEqual([model.state.screen, model.state.unreached, model.state.settings], ['budget', true, stored]);
  assert.deepEqual([...calls].sort(), ['caps [{"category":"cash","amount":20}]', 'restore c1', 'restore c2']);
  await model.refresh();
  assert.deepEqual([model.state.readings.c1?.state, model.state.readings.c1?.last?.asOf], ['failed', '2026-11-23T10:00:00Z']);
  Object.assign(edge, { readStatus, readFeed, readSettings });
  await model.refresh();
  assert.deepEqual([model.state.unreached, model.state.readings.c1?.state], [false, 'read']);
});

test('without a network and without anything kept it fails, and shows nobody', async () => {
  const kept = tab();
  kept.household = { environment: 'live', connections: CONNECTIONS };
  edge.readStatus = offline;
  const { state } = await startedWith(kept);
  assert.deepEqual([state.screen, state.failure?.code, state.connections], ['failed', 'offline', []]);
});

test('whoever leaves takes along what the tab kept, and other tabs hear of it', async () => {
  const kept = tab();
  const model = await startedWith(kept);
  assert.equal(kept.feeds.size, 2);
  await model.leaving.logOut(false);
  assert.deepEqual([kept.feeds.size, kept.household, kept.ends], [0, undefined, 1]);
});

test('a session that ended elsewhere takes it along, too, whether it is found out or told', async () => {
  const kept = tab();
  const found = await startedWith(kept);
  const { readFeed } = edge;
  edge.readFeed = () => Promise.reject(new EdgeFailure({ code: 'not_connected', message: 'who?' }));
  await found.refresh();
  edge.readFeed = readFeed;
  assert.deepEqual([found.state.screen, kept.feeds.size, kept.ends > 0], ['welcome', 0, true]);

  const told = await startedWith(tab());
  const other = tab();
  const follower = await startedWith(other);
  other.end?.();
  assert.deepEqual([told.state.screen, follower.state.screen, follower.state.view], ['budget', 'welcome', undefined]);
});

test('nobody signed in: what a tab still had is gone', async () => {
  const kept = tab();
  await startedWith(kept);
  connections = [];
  const { state } = await startedWith(kept);
  assert.deepEqual([state.screen, kept.feeds.size, kept.household], ['welcome', 0, undefined]);
});
