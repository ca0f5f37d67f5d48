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

const DEFAULT_TIME_ZONE = 'Europe/London';

let ready = false;

/** Called by an entry once the wasm is in place. */
export function markReady() {
  ready = true;
}

export function categorise(transactions) {
  const input = toBytes(transactions, 'transactions');
  const { answers, rows } = JSON.parse(inCore(() => categoriseInCore(input)));
  // Copies: a caller may change one row's answer without changing another's.
  return rows.map((number) => ({ ...answers[number] }));
}

export class Ledger {
  #handle;

  constructor(options) {
    const { settings, learned, today } = checkedOptions(options ?? {});
    // Also when today is given: a zone that does not exist is a mistake that would show another day.
    const todayThere = todayIn(settings?.timezone ?? DEFAULT_TIME_ZONE);
    const text = toJson({ settings, learned, today: today ?? todayThere }, 'options');
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
    checkPeriod(period);
    return this.#ask((handle) => handle.budget(period ?? undefined));
  }

  explain(id) {
    if (typeof id !== 'string') throw new OpenpurseError('invalid_input', 'id: expected the id of a transaction');
    return this.#ask((handle) => handle.explain(id));
  }

  figure(figure, period) {
    const text = toJson(figure, 'figure');
    checkPeriod(period);
    return this.#ask((handle) => handle.figure(text, period ?? undefined));
  }

  preview(settings) {
    const text = toJson(settings, 'settings');
    return this.#ask((handle) => handle.preview(text));
  }

  settled() {
    return this.#ask((handle) => handle.settled());
  }

  suggestedTransfers() {
    return this.#ask((handle) => handle.suggestedTransfers());
  }

  recurring() {
    return this.#ask((handle) => handle.recurring());
  }

  correct(id, category, options) {
    if (typeof id !== 'string') throw new OpenpurseError('invalid_input', 'id: expected the id of a transaction');
    const { always, preview } = correctionOptions(category, options);
    return this.#ask((handle) => handle.correct(id, category, always, preview));
  }

  correctAll(ids, category, options) {
    if (!Array.isArray(ids)) throw new OpenpurseError('invalid_input', 'ids: expected a list of ids of transactions');
    const { always, preview } = correctionOptions(category, options);
    const text = toJson(ids, 'ids');
    return this.#ask((handle) => handle.correctAll(text, category, always, preview));
  }

  exportLearned() {
    const handle = this.#live();
    return inCore(() => handle.exportLearned());
  }

  mergeLearned(learned) {
    if (typeof learned !== 'string') throw new OpenpurseError('invalid_learned', 'learned: expected the text of exportLearned()');
    const handle = this.#live();
    inCore(() => handle.mergeLearned(learned));
  }

  importFile(file, options) {
    if (typeof file !== 'string' && !ArrayBuffer.isView(file)) {
      throw new OpenpurseError('invalid_input', 'file: expected the bytes or the text of a file');
    }
    const bytes = toBytes(file, 'file');
    const text = toJson(options ?? {}, 'options');
    return this.#ask((handle) => handle.importFile(bytes, text));
  }

  exportCsv() {
    const handle = this.#live();
    return inCore(() => handle.exportCsv());
  }

  exportJournal(format) {
    if (typeof format !== 'string') throw new OpenpurseError('invalid_input', 'format: expected hledger or beancount');
    const handle = this.#live();
    return inCore(() => handle.exportJournal(format));
  }

  exportOfx() {
    const handle = this.#live();
    return inCore(() => handle.exportOfx());
  }

  get settings() {
    return this.#ask((handle) => handle.settings());
  }

  set settings(settings) {
    const text = toJson(settings, 'settings');
    const handle = this.#live();
    // Whatever else is wrong is for the core to say.
    todayIn(JSON.parse(text)?.timezone ?? DEFAULT_TIME_ZONE);
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

function checkPeriod(period) {
  if (period != null && typeof period !== 'string') {
    throw new OpenpurseError('invalid_input', 'period: expected a label such as "2026-11", or nothing for the current period');
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
  return new OpenpurseError('internal', `The core failed: ${wordsOf(thrown)}`, undefined, { cause: thrown });
}

/** A constructor's options, through JSON so that no getter of the caller's runs later. A misspelt one must not silently do nothing. */
function checkedOptions(options) {
  const checked = toObject(options, 'settings, learned and today');
  const field = Object.keys(checked).find((name) => !['settings', 'learned', 'today'].includes(name));
  if (field !== undefined) {
    throw new OpenpurseError('invalid_input', `options.${field}: unknown; there are settings, learned and today`, { field });
  }
  return checked;
}

/** Options as what JSON keeps of them; `fields` says which there are. */
/** What corrections have in common. */
function correctionOptions(category, options) {
  if (typeof category !== 'string') throw new OpenpurseError('invalid_input', 'category: expected one of the categories, such as "groceries"');
  const { always = false, preview = false, ...others } = toObject(options ?? {}, 'always and preview');
  for (const [name, value] of Object.entries({ always, preview })) {
    if (typeof value !== 'boolean') throw new OpenpurseError('invalid_input', `options.${name}: expected true or false`);
  }
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new OpenpurseError('invalid_input', `options.${unknown}: unknown; there are always and preview`);
  return { always, preview };
}

function toObject(options, fields) {
  const object = JSON.parse(toJson(options, 'options'));
  if (object === null || typeof object !== 'object' || Array.isArray(object)) {
    throw new OpenpurseError('invalid_input', `options: expected an object with ${fields}, or nothing`);
  }
  return object;
}

/** JSON bytes of what was given: bytes and text are taken to be JSON already. */
function toBytes(value, name) {
  if (!ArrayBuffer.isView(value)) return new TextEncoder().encode(typeof value === 'string' ? value : toJson(value, name));
  try {
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  } catch (cause) {
    const message = `${name}: its bytes are gone (${wordsOf(cause)}); were they transferred to a worker?`;
    throw new OpenpurseError('invalid_input', message, undefined, { cause });
  }
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
    const why = cause === undefined ? 'nothing was given' : wordsOf(cause);
    throw new OpenpurseError('invalid_input', `${name}: cannot be written as JSON (${why})`, undefined, { cause });
  }
  return text;
}

/** What a thrown value says of itself. Callers' getters may throw anything, even what cannot be made text. */
export function wordsOf(thrown) {
  try {
    return String(thrown?.message ?? thrown);
  } catch {
    return 'something that has no text was thrown';
  }
}

/** Today's date there, as YYYY-MM-DD: the core has no clock. */
function todayIn(timeZone) {
  let parts;
  try {
    parts = new Intl.DateTimeFormat('en-GB', { timeZone, calendar: 'gregory', numberingSystem: 'latn', year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date());
  } catch (cause) {
    const message = `timezone: ${wordsOf(timeZone)} is not a time zone of the IANA list, such as Europe/London`;
    throw new OpenpurseError('invalid_settings', message, { field: 'timezone' }, { cause });
  }
  const of = (type) => parts.find((part) => part.type === type)?.value;
  return `${of('year')}-${of('month')}-${of('day')}`;
}
