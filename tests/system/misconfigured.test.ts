// Settings of the Worker that are missing or wrong: named, with the command that sets them, and nothing half-works.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startBank, type Bank } from '../support/bank.ts';
import { until } from '../support/processes.ts';
import { startWorker, TEST_KEYS } from '../support/worker.ts';

let bank: Bank;

before(async () => {
  bank = await startBank();
});
after(() => bank?.close());

const CASES: [string, Record<string, string | undefined>, string[]][] = [
  ['a missing secret and a missing key ring', { TRUELAYER_CLIENT_SECRET: undefined, VAULT_KEYS: undefined }, ['TRUELAYER_CLIENT_SECRET', 'VAULT_KEYS']],
  ['a key ring whose current key is not there', { VAULT_KEYS: TEST_KEYS.replace('"current":"test"', '"current":"other"') }, ['VAULT_KEYS']],
  ['an unknown environment and addresses that only the simulation may have', { TRUELAYER_ENVIRONMENT: 'production' }, ['TRUELAYER_ENVIRONMENT']],
  ['the simulation\'s addresses in the real environment', { TRUELAYER_ENVIRONMENT: 'live' }, ['TRUELAYER_AUTH_URL', 'TRUELAYER_API_URL']],
];

for (const [name, changed, named] of CASES) {
  test(name, async () => {
    const worker = await startWorker(bank.url, (settings) => ({ ...settings, ...changed }));
    try {
      for (const path of ['/auth/open-banking', '/auth/open-banking/status', '/api/feed', '/budget_scan']) {
        const answer = await fetch(worker.url + path, { redirect: 'manual' });
        const problem = (await answer.json()) as { code: string; detail: string };
        assert.deepEqual([answer.status, problem.code], [500, 'misconfigured'], path);
        for (const variable of named) assert.ok(problem.detail.includes(variable), `${path}: ${problem.detail}`);
        assert.match(problem.detail, /wrangler|\.dev\.vars/, 'the command that sets it');
      }
      for (const variable of named) await until(`${variable} in the log`, 5000, async () => worker.log().includes(variable) || undefined);
      for (const value of ['simulated-secret-not-real', JSON.parse(TEST_KEYS).keys.test]) assert.ok(!worker.log().includes(value));
    } finally {
      await worker.close();
    }
  });
}
