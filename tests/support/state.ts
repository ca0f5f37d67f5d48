// What lies in a Worker's state folder: the bytes of KV and of the Durable Objects, read and changed while it is stopped.

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Every file below the folder. */
export function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The values in KV: each a file of its own. */
export function kvFiles(state: string): string[] {
  return files(state).filter((file) => file.includes('/kv/TENANTS/blobs/'));
}

/** A Durable Object's storage: text values by key. Objects that never stored anything are left out. */
export interface Stored {
  file: string;
  values: Record<string, string>;
}

export function objects(state: string): Stored[] {
  const databases = files(state).filter((file) => /\/do\/openpurse-Tenant\/[0-9a-f]{64}\.sqlite$/.test(file));
  return databases.map((file) => ({ file, values: Object.fromEntries(rows(file)) })).filter(({ values }) => Object.keys(values).length > 0);
}

/** V8's own format of a short ASCII text: a header, a length, the text. */
function text(value: Uint8Array): string {
  return Buffer.from(value).toString('latin1').replace(/^\xff\x0f"[\x80-\xff]*[\x00-\x7f]/, '');
}

/** Another process may be writing at this moment. */
const PATIENCE = { timeout: 5_000 };

function rows(file: string): [string, string][] {
  const database = new DatabaseSync(file, PATIENCE);
  try {
    const exists = database.prepare("select name from sqlite_master where name = '_cf_KV'").get();
    if (!exists) return [];
    return database.prepare('select key, value from _cf_KV').all().map(({ key, value }) => [String(key), text(value as Uint8Array)]);
  } finally {
    database.close();
  }
}

/** Replaces a piece of a Durable Object's text value with another of the same length. */
export function replaceInObject(file: string, key: string, change: (value: string) => string): void {
  const database = new DatabaseSync(file);
  try {
    const { value } = database.prepare('select value from _cf_KV where key = ?').get(key) as { value: Uint8Array };
    const before = Buffer.from(value).toString('latin1');
    const after = change(before);
    if (after === before || after.length !== before.length) throw new Error('nothing was replaced by as much');
    database.prepare('update _cf_KV set value = ? where key = ?').run(Buffer.from(after, 'latin1'), key);
  } finally {
    database.close();
  }
}

/** Has every alarm ring as soon as the Worker runs again: its time is in the object's own storage, and in a list of all. */
export function ringAlarms(state: string): void {
  const change = (file: string, sql: string) => {
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
  };
  for (const { file } of objects(state)) change(file, 'update _cf_METADATA set value = 1000000 where key = 1');
  for (const file of files(state).filter((name) => name.endsWith('/do/openpurse-Tenant/metadata.sqlite'))) change(file, 'update _cf_ALARM set scheduled_time = 1000000');
}

/** The contents of the values in KV, by file; and putting them back. */
export function readKv(state: string): Map<string, Buffer> {
  return new Map(kvFiles(state).map((file) => [file, readFileSync(file)]));
}

export function writeKv(values: Map<string, Buffer>): void {
  for (const [file, bytes] of values) writeFileSync(file, bytes);
}

/** Swaps what the objects of two tenants keep as their records; the tenants by the names under which they are stored. */
export function swapRecords(state: string, names: [string, string]): void {
  const stored = objects(state);
  const open = names.map((name) => new DatabaseSync(stored.find(({ values }) => JSON.parse(values.chores ?? '{}').name === name)!.file));
  const values = open.map((database) => database.prepare("select value from _cf_KV where key = 'record'").get()!.value as Uint8Array);
  open.forEach((database, at) => database.prepare("update _cf_KV set value = ? where key = 'record'").run(values[1 - at]!));
  for (const database of open) database.close();
}

/** Swaps two tenants' copies in KV: each under the other's key. */
export function swapCopies(state: string, names: [string, string]): void {
  const blobs = dirname(kvFiles(state)[0]!);
  const indices = files(state).filter((file) => /\/kv\/.*\.sqlite$/.test(file) && !file.endsWith('metadata.sqlite'));
  const blob = (name: string) => indices.flatMap((file) => {
    const database = new DatabaseSync(file);
    const row = database.prepare('select blob_id from _mf_entries where key = ?').get(name);
    database.close();
    return row ? [join(blobs, String(row.blob_id))] : [];
  })[0]!;
  const found = names.map(blob);
  const values = found.map((file) => readFileSync(file));
  if (values[0]!.equals(values[1]!)) throw new Error('the two copies are the same');
  found.forEach((file, at) => writeFileSync(file, values[1 - at]!));
}
