// One request to the edge: a deadline that covers the body too, and one kind of failure.

/** Bank calls end at the edge after 25 s; this only catches a connection that died. */
const DEADLINE_MS = 30_000;

/** A request that failed, with the edge's stable code, or `offline`, `timeout`, `unreadable` where there was no answer of its own. */
export class EdgeFailure extends Error {
  override name = 'EdgeFailure';
  readonly code: string;
  /** Seconds, from Retry-After. */
  readonly retryAfter: number | undefined;

  constructor(code: string, message: string, retryAfter?: number) {
    super(message);
    this.code = code;
    this.retryAfter = retryAfter;
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
      throw new EdgeFailure('timeout', `No answer within ${DEADLINE_MS / 1000} seconds.`);
    }
    throw new EdgeFailure('offline', 'openpurse could not be reached. Check your connection.');
  }
}

/** Reads an answer as JSON. The edge is of our own making, so its shape is taken as documented. */
export function json<T>(answer: Answer): T {
  try {
    return JSON.parse(new TextDecoder().decode(answer.bytes)) as T;
  } catch {
    throw new EdgeFailure('unreadable', 'The answer broke off or was not what openpurse sends.');
  }
}

function failureOf(response: Response, bytes: Uint8Array<ArrayBuffer>): EdgeFailure {
  let problem: { code?: unknown; detail?: unknown; title?: unknown; message?: unknown } = {};
  try {
    problem = JSON.parse(new TextDecoder().decode(bytes)) ?? {};
  } catch {
    // Not the edge's own answer: a proxy's page, for example. The status has to do.
  }
  const text = [problem.detail, problem.message, problem.title].find((part) => typeof part === 'string');
  const retryAfter = Number(response.headers.get('retry-after') ?? NaN);
  return new EdgeFailure(
    typeof problem.code === 'string' ? problem.code : `http_${response.status}`,
    text ?? `openpurse answered with status ${response.status}.`,
    Number.isFinite(retryAfter) ? retryAfter : undefined,
  );
}
