// A person with a browser's cookies, without a browser: connects banks and asks the Worker.

export class Person {
  readonly #cookies = new Map<string, string>();
  readonly #worker: string;
  /** Every code, state and cookie that the person was ever given: none of them may be in a log. */
  readonly secrets = new Set<string>();

  readonly #headers: Record<string, string>;

  /** `headers` go with every request. */
  constructor(workerUrl: string, headers: Record<string, string> = {}) {
    this.#worker = workerUrl;
    this.#headers = headers;
  }

  /** The cookies that would be sent, by name. */
  get cookies(): ReadonlyMap<string, string> {
    return this.#cookies;
  }

  /** One request to the Worker; redirects are not followed. */
  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({ ...this.#headers, ...(init.headers as Record<string, string> | undefined) });
    if (this.#cookies.size > 0) headers.set('cookie', [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '));
    const answer = await fetch(new URL(path, this.#worker), { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) this.#keep(line);
    return answer;
  }

  /** A request that changes something, as the app sends it. */
  change(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    return this.ask(path, {
      method,
      headers: { origin: this.#worker, 'x-requested-by': 'openpurse', 'content-type': 'application/json', ...headers },
      ...json,
    });
  }

  /** The JSON of a 200. */
  async json<T = any>(path: string): Promise<T> {
    const answer = await this.ask(path);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${text}`);
    return JSON.parse(text) as T;
  }

  /** From the connect button to the bank's last redirect: the callback's address, not yet visited. */
  async consent(providerId: string, user = 'john', password = 'doe'): Promise<string> {
    const begin = await this.ask('/auth/open-banking?return_to=/');
    if (begin.status !== 302) throw new Error(`connecting: ${begin.status} ${await begin.text()}`);
    const location = await atTheBank(new URL(begin.headers.get('location')!), providerId, user, password);
    for (const name of ['code', 'state']) this.secrets.add(new URL(location).searchParams.get(name)!);
    return location;
  }

  /** Connects a bank, all the way. */
  async connect(providerId: string): Promise<void> {
    const callback = new URL(await this.consent(providerId));
    const answer = await this.ask(callback.pathname + callback.search);
    if (answer.status !== 303 || answer.headers.get('location') !== '/') {
      throw new Error(`the callback: ${answer.status} ${answer.headers.get('location')} ${await answer.text()}`);
    }
  }

  #keep(line: string): void {
    const [pair, ...attributes] = line.split(';').map((part) => part.trim());
    const [name, value] = split(pair!);
    const gone = value === '' || attributes.some((attribute) => /^max-age=(0|-\d+)$/i.test(attribute));
    if (gone) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
    if (!gone) this.secrets.add(value);
  }
}

/** What a person does at the bank; answers where it sends them back to. */
export async function atTheBank(dialog: URL, providerId: string, user = 'john', password = 'doe'): Promise<string> {
  let page = await (await fetch(dialog)).text();
  page = await post(new URL('/bank', dialog), { session: session(page), provider: providerId }).then((answer) => answer.text());
  const back = await post(new URL('/login', dialog), { session: session(page), user, password });
  const location = back.headers.get('location');
  if (!location) throw new Error(`logging in: ${back.status} ${await back.text()}`);
  return location;
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}

function session(page: string): string {
  const found = /name="session"[^>]*value="([^"]+)"/.exec(page);
  if (!found) throw new Error(`the bank's page has no session:\n${page}`);
  return found[1]!;
}

function post(url: URL, fields: Record<string, string>): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}
