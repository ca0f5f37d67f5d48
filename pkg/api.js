// What every entry exports: a thin wrapper that turns values into the core's JSON text and back, and every failure into an OpenpurseError.

import { categorise as categoriseInCore, LedgerHandle } from './openpurse_core.js';

export class OpenpurseError extends Error {
  name = 'OpenpurseError';

  constructor(code, message, detail, options) {
    super(message, options);
    this.code = code;
    this.detail = detail;
  }
}

let ready = false;

/** Called by an entry once the wasm is in place. */
export function markReady() {
  ready = true;
}

export function categorise(transactions) {
  const input = toBytes(transactions, 'transactions');
  return JSON.parse(inCore(() => categoriseInCore(input)));
}

export class Ledger {
  #handle;

  constructor(options) {
    // Through JSON first, so that no getter of the caller's runs below.
    const { settings, today } = JSON.parse(toJson(options ?? {}, 'options'));
    const text = toJson({ settings, today: today ?? todayIn(settings?.timezone ?? 'Europe/London') }, 'options');
    this.#handle = inCore(() => new LedgerHandle(text));
  }

  load(feed, account) {
    const bytes = toBytes(feed, 'feed');
    const accountText = account == null ? undefined : toJson(account, 'account');
    return this.#ask((handle) => handle.load(bytes, accountText));
  }

  transactions(filter) {
    const text = toJson(filter ?? {}, 'filter');
    return this.#ask((handle) => handle.transactions(text));
  }

  budget(period) {
    if (period != null && typeof period !== 'string') {
      throw new OpenpurseError('invalid_input', 'period: expected a label such as "2026-11", or nothing for the current period');
    }
    return this.#ask((handle) => handle.budget(period ?? undefined));
  }

  get settings() {
    return this.#ask((handle) => handle.settings());
  }

  set settings(settings) {
    const text = toJson(settings, 'settings');
    const handle = this.#live();
    inCore(() => handle.setSettings(text));
  }

  free() {
    const handle = this.#handle;
    this.#handle = undefined;
    handle?.free();
  }

  [Symbol.dispose ?? Symbol.for('Symbol.dispose')]() {
    this.free();
  }

  /** Calls the core and reads its JSON answer. */
  #ask(call) {
    const handle = this.#live();
    return JSON.parse(inCore(() => call(handle)));
  }

  #live() {
    if (this.#handle === undefined) {
      throw new OpenpurseError('freed', 'This ledger was freed; make a new one.');
    }
    return this.#handle;
  }
}

/** Runs one call of the core. It throws JSON text; anything else that comes out of it is a defect of ours. */
function inCore(call) {
  if (!ready) {
    throw new OpenpurseError('not_initialised', 'Call `await init()` once before anything else.');
  }
  try {
    return call();
  } catch (thrown) {
    throw fromCore(thrown);
  }
}

function fromCore(thrown) {
  if (typeof thrown === 'string') {
    try {
      const { code, message, detail } = JSON.parse(thrown);
      return new OpenpurseError(code, message, detail ?? undefined);
    } catch {
      // Not the core's JSON: told as it is, below.
    }
  }
  return new OpenpurseError('internal', `The core failed: ${thrown?.message ?? thrown}`, undefined, { cause: thrown });
}

/** JSON bytes of what was given: bytes and text are taken to be JSON already. */
function toBytes(value, name) {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return new TextEncoder().encode(typeof value === 'string' ? value : toJson(value, name));
}

function toJson(value, name) {
  let text;
  let cause;
  try {
    text = JSON.stringify(value);
  } catch (thrown) {
    // A cycle, a BigInt, or a getter of the caller's that throws.
    cause = thrown;
  }
  if (text === undefined) {
    const why = cause === undefined ? 'nothing was given' : (cause?.message ?? String(cause));
    throw new OpenpurseError('invalid_input', `${name}: cannot be written as JSON (${why})`, undefined, { cause });
  }
  return text;
}

/** Today's date there, as YYYY-MM-DD: the core has no clock. */
function todayIn(timeZone) {
  let parts;
  try {
    parts = new Intl.DateTimeFormat('en-GB', { timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date());
  } catch (cause) {
    const message = `settings.timezone: ${String(timeZone)} is not a time zone of the IANA list, such as Europe/London`;
    throw new OpenpurseError('invalid_settings', message, { field: 'timezone' }, { cause });
  }
  const of = (type) => parts.find((part) => part.type === type)?.value;
  return `${of('year')}-${of('month')}-${of('day')}`;
}
