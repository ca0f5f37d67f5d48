// The edge's routes that the page uses, typed.

import type { BudgetSettings } from 'openpurse';
import { ask, json } from './http.ts';

export interface Connection {
  id: string;
  bank_name: string;
  provider_id: string;
  created_at: string;
  consent_expires_at: string | null;
  consent_days_left: number | null;
  /** What may be read, by TrueLayer's names. */
  scopes?: string[];
  state: 'active' | 'renew_soon' | 'reconnect';
}

export interface Status {
  authenticated: boolean;
  environment: 'sandbox' | 'live' | 'simulated';
  connections: Connection[];
}

/** Budget settings with the version that a save must name. */
export interface StoredSettings {
  value: BudgetSettings;
  etag: string | null;
}

/** The link that starts a connection. */
export const CONNECT_LINK = '/auth/open-banking?return_to=/';

/** Renews the permission to read a bank. @returns where the person must go for it; undefined when it is done. */
export async function renew(connectionId: string): Promise<string | undefined> {
  const path = `/auth/open-banking/connections/${encodeURIComponent(connectionId)}/renew?return_to=/`;
  return json<{ url?: string }>(await ask(path, { method: 'POST', headers: OURS })).url;
}

export async function readStatus(): Promise<Status> {
  return json<Status>(await ask('/auth/open-banking/status'));
}

/** The bank's own records of one connection since that day, as bytes for the core. */
export async function readFeed(connectionId: string, from: string): Promise<Uint8Array<ArrayBuffer>> {
  const query = new URLSearchParams({ connection_id: connectionId, from });
  return (await ask(`/api/feed?${query}`)).bytes;
}

export async function readSettings(): Promise<StoredSettings> {
  return storedSettings(await ask('/api/budget-settings'));
}

/** Saves them whole, unless someone else saved since they were read: `stale_settings`. */
export async function saveSettings(settings: StoredSettings): Promise<StoredSettings> {
  const headers: Record<string, string> = { ...OURS, 'content-type': 'application/json' };
  if (settings.etag !== null) headers['if-match'] = settings.etag;
  return storedSettings(await ask('/api/budget-settings', { method: 'PUT', headers, body: JSON.stringify(settings.value) }));
}

/** Revokes at TrueLayer, then erases: one connection, or everything. @returns false when it is erased, but TrueLayer did not confirm. */
export async function disconnect(connectionId?: string): Promise<boolean> {
  const path = connectionId === undefined ? '' : `/connections/${encodeURIComponent(connectionId)}`;
  const answer = await ask(`/auth/open-banking${path}`, { method: 'DELETE', headers: OURS });
  return json<{ revoked?: boolean }>(answer).revoked !== false;
}

/** Ends this browser's session, or those of all browsers. */
export async function logOut(everywhere: boolean): Promise<void> {
  await ask(`/auth/logout?everywhere=${everywhere}`, { method: 'POST', headers: OURS });
}

/** Whether the server may open the record on its own, without this browser. */
export async function readUnattended(): Promise<boolean> {
  return json<{ enabled: boolean }>(await ask('/api/notifications')).enabled;
}

export async function saveUnattended(enabled: boolean): Promise<boolean> {
  const headers = { ...OURS, 'content-type': 'application/json' };
  return json<{ enabled: boolean }>(await ask('/api/notifications', { method: 'PUT', headers, body: JSON.stringify({ enabled }) })).enabled;
}

/** What proves to the edge that a change was asked for by this page. */
const OURS = { 'x-requested-by': 'openpurse' };

function storedSettings(answer: Awaited<ReturnType<typeof ask>>): StoredSettings {
  const { timezone, currency, period, caps, rules, alert_thresholds, rates } = json<BudgetSettings>(answer);
  const known = Object.entries({ timezone, currency, period, caps, rules, alert_thresholds, rates }).filter(([, value]) => value !== undefined);
  return { value: Object.fromEntries(known) as BudgetSettings, etag: answer.etag };
}
