// The simulated bank as a test uses it: started, told to misbehave, asked for the truth.

import { createInterface } from 'node:readline';
import { end, start } from './processes.ts';

/** One record with what it really was. Amounts are TrueLayer's, so cards are signed the opposite way. */
export interface TrueRecord {
  record: { timestamp: string; amount: number; currency: string; description: string; transaction_type: 'DEBIT' | 'CREDIT' };
  truth: { kind: 'spending' | 'income' | 'transfer' | 'refund'; category: string };
}

export interface TrueAccount {
  provider_id: string;
  kind: 'account' | 'card';
  account: { account_id: string; display_name: string; account_number?: { number?: string; iban?: string } };
  transactions: TrueRecord[];
  pending: TrueRecord[];
}

export interface Fault {
  path: string;
  fault: 'hang' | 'reset' | 'html_502' | 'malformed' | 'truncated' | 'stalled' | 'endless' | 'empty' | 'slow_headers' | 'accepted' | 'error';
  account_id?: string;
  provider_id?: string;
  times?: number;
  status?: number;
  error?: string;
  /** The header `Retry-After`, in seconds. */
  retry_after?: number;
  ms?: number;
}

/** A bank's habits; without a bank, all banks'. */
export interface Behaviour {
  provider_id?: string;
  new_account_ids?: boolean;
  sca?: 'off' | 'clamp' | 'refuse';
  extend?: 'by_user' | 'no_action_needed' | 'authentication_needed' | 'refuse';
}

export interface Call {
  method: string;
  path: string;
  query: string;
  status: number | null;
  psu_ip: string | null;
  has_correlation_id: boolean;
}

export interface Bank {
  url: string;
  reset(): Promise<void>;
  delay(milliseconds: number): Promise<void>;
  faults(faults: Fault[]): Promise<void>;
  /** `provider_id` limits what happens to the tokens there are to those of one bank. */
  tokens(settings: { expires_in?: number; rotate?: boolean; expire_access?: boolean; revoke_refresh?: boolean; provider_id?: string }): Promise<void>;
  /** The refresh tokens that the bank accepts now. */
  accepted(): Promise<string[]>;
  advance(seconds: number): Promise<void>;
  behaviour(behaviour: Behaviour): Promise<void>;
  /** Gives the transactions of some accounts so many rows. */
  volume(volume: { rows?: number; provider_id?: string; account_id?: string }): Promise<void>;
  /** Has the banks answer with a feed's accounts and rows, in these very bytes, on that day, until the next reset. */
  give(today: string, feed: string): Promise<void>;
  calls(): Promise<Call[]>;
  /** Every code, token and session that the bank has issued so far. */
  issued(): Promise<string[]>;
  /** Everything the bank knows, settled and pending, with the truth about each record. */
  records(providerId?: string): Promise<{ today: string; accounts: TrueAccount[] }>;
  close(): Promise<void>;
}

/** `today`: the bank's day, where it is not the true one. */
export async function startBank(today?: string): Promise<Bank> {
  const program = process.env.OPENPURSE_BANK;
  if (!program) throw new Error('OPENPURSE_BANK is not set: run `cargo xtask test system`');
  const child = start(program, ['--exit-with-stdin', ...(today === undefined ? [] : ['--today', today])]);
  child.stderr!.pipe(process.stderr);
  const line = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolve);
    child.once('exit', () => reject(new Error('the simulated bank ended')));
  });
  const { bank, control } = JSON.parse(line) as { bank: string; control: string };

  const ask = (method: string, path: string, body?: unknown) => send(method, path, body === undefined ? undefined : JSON.stringify(body));
  async function send(method: string, path: string, body?: string): Promise<unknown> {
    const answer = await fetch(control + path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path} of the bank's control: ${answer.status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }

  return {
    url: bank,
    reset: async () => void (await ask('POST', '/reset')),
    delay: async (ms) => void (await ask('PUT', '/delay', { ms })),
    faults: async (faults) => void (await ask('PUT', '/faults', faults)),
    tokens: async (settings) => void (await ask('PUT', '/tokens', settings)),
    accepted: async () => (await ask('GET', '/tokens')) as string[],
    advance: async (seconds) => void (await ask('PUT', '/clock', { advance_seconds: seconds })),
    behaviour: async (behaviour) => void (await ask('PUT', '/behaviour', behaviour)),
    volume: async (volume) => void (await ask('PUT', '/volume', volume)),
    give: async (today, feed) => void (await send('PUT', '/given', `{"today":${JSON.stringify(today)},"feed":${feed}}`)),
    calls: async () => (await ask('GET', '/calls')) as Call[],
    issued: async () => (await ask('GET', '/issued')) as string[],
    records: async (providerId) =>
      (await ask('GET', `/records${providerId ? `?provider_id=${providerId}` : ''}`)) as Awaited<ReturnType<Bank['records']>>,
    close: () => end(child),
  };
}
