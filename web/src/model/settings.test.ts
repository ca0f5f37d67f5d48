// Changes of the settings against an edge and a core that answer by hand.

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { CoreFailure, type Core } from '../core/client.ts';
import type { StoredSettings } from '../edge/api.ts';
import { EdgeFailure } from '../edge/http.ts';
import { SettingsChanges, type SettingsHost } from './settings.ts';

let stored: StoredSettings | undefined;
let saved: StoredSettings[];
let elsewhere: StoredSettings;
let host: SettingsHost;
let ended: boolean;

beforeEach(() => {
  stored = { value: { caps: [{ category: 'cash', amount: 20 }], rates: [{ currency: 'EUR', rate: 0.85 }] }, etag: '"1"' };
  elsewhere = { value: {}, etag: '"7"' };
  saved = [];
  ended = false;
  host = {
    core: () => ({ preview: async () => Promise.reject(new CoreFailure('invalid_settings', 'rules[0].if.min: expected zero or more')) }) as unknown as Core,
    stored: () => stored,
    save: async (settings) => (saved.push(settings), { ...settings, etag: '"2"' }),
    use: async (settings) => void (stored = settings),
    readAgain: async () => void (stored = elsewhere),
    sessionEnded: () => ended,
  };
});

test('a change is saved with all that it does not touch, by the version that it was made from', async () => {
  const settings = new SettingsChanges(host);
  assert.equal(await settings.change((before) => ({ ...before, alert_thresholds: [50] })), undefined);
  assert.deepEqual(saved, [{ value: { caps: [{ category: 'cash', amount: 20 }], rates: [{ currency: 'EUR', rate: 0.85 }], alert_thresholds: [50] }, etag: '"1"' }]);
  assert.equal(stored?.etag, '"2"');
  assert.equal(await settings.saveCap('cash', 30, { from: '2026-11-01' }), undefined);
  assert.deepEqual(stored?.value.caps, [{ category: 'cash', amount: 20, changes: [{ from: '2026-11-01', amount: 30 }] }]);
});

test('what was changed somewhere else is read again and not overwritten', async () => {
  host.save = () => Promise.reject(new EdgeFailure({ code: 'stale_settings', message: 'stale' }));
  assert.match((await new SettingsChanges(host).saveCap('cash', 1))!, /changed somewhere else/);
  assert.equal(stored, elsewhere);
});

test('a save that fails says why; one whose session ended says nothing, for the page is another', async () => {
  host.save = () => Promise.reject(new EdgeFailure({ code: 'offline', message: 'Not reachable.' }));
  const settings = new SettingsChanges(host);
  assert.match((await settings.saveCap('cash', 1))!, /could not be reached/);
  ended = true;
  assert.equal(await settings.saveCap('cash', 1), undefined);
});

test('without settings nothing is saved', async () => {
  stored = undefined;
  assert.match((await new SettingsChanges(host).saveCap('cash', 1))!, /could not be read/);
  assert.deepEqual(saved, []);
});

test('what the core refuses is told', async () => {
  assert.deepEqual(await new SettingsChanges(host).preview((before) => before), { code: 'invalid_settings', message: 'rules[0].if.min: expected zero or more' });
});
