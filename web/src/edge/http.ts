// One request to the edge: a deadline that covers the body too, and one kind of failure.

/** Bank calls end at the edge after 25 s; this only catches a connection that died. */
const DEADLINE_MS = 30_000;

/** One thing that did not come from a bank, as answers and problems list it. The message is written for people. */
export interface FeedError {
  code: string;
  message: string;
  connection_id?: string;
  account_id?: string;
  resource?: string;
  /** Seconds. */
  retry_after?: number;
  action: 'none' | 'wait' | 'reconnect' | 'contact_bank';
}

/** A setting of the Worker that is missing or malformed, and the command that sets it. */
export interface Setting {
  name: string;
  problem: string;
  command: string;
}

/** Why a request failed as a whole: the edge's problem, or `offline`, `timeout`, `unreadable` where it sent none. */
export interface Failure {
  code: string;
  message: string;
  /** Which field of the request is not valid. */
  field?: string;
  errors?: FeedError[];
  settings?: Setting[];
}

export class EdgeFailure extends Error {
  override name = 'EdgeFailure';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** An answer with a 2xx status, its body read whole. */
export interface Answer {
  bytes: Uint8Array<ArrayBuffer>;
  etag: string | null;
}

/** @throws {EdgeFailure} and nothing else. */
export async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(path, { ...init, signal: AbortSignal.timeout(DEADLINE_MS) });
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (!response.ok) throw failureOf(response, bytes);
    return { bytes, etag: response.headers.get('etag') };
  } catch (error) {
    if (error instanceof EdgeFailure) throw error;
    if (error instanceof DOMException && error.name === 'TimeoutError') {
      throw new EdgeFailure({ code: 'timeout', message: `No answer within ${DEADLINE_MS / 1000} seconds.` });
    }
    throw new EdgeFailure({ code: 'offline', message: 'openpurse could not be reached. Check your connection.' });
  }
}

/** Reads an answer as JSON. The edge is of our own making, so its shape is taken as documented. */
export function json<T>(answer: Answer): T {
  try {
    return JSON.parse(new TextDecoder().decode(answer.bytes)) as T;
  } catch {
    throw new EdgeFailure({ code: 'unreadable', message: 'The answer broke off or was not what openpurse sends.' });
  }
}

function failureOf(response: Response, bytes: Uint8Array<ArrayBuffer>): EdgeFailure {
  let problem: Partial<Failure> & { detail?: string } = {};
  try {
    problem = JSON.parse(new TextDecoder().decode(bytes)) ?? {};
  } catch {
    // Not the edge's own answer: a proxy's page, for example. The status has to do.
  }
  const { code = `http_${response.status}`, detail = `openpurse answered with status ${response.status}.`, field, errors, settings } = problem;
  return new EdgeFailure({ code, message: detail, ...(field && { field }), ...(errors && { errors }), ...(settings && { settings }) });
}
