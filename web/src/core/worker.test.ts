// The worker in Node: its messages come and go by hand, and the day by a clock that the test sets.

import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import type { Calls, CoreAnswer, View } from './protocol.ts';

let receive: (event: { data: unknown }) => Promise<void>;
let answer: CoreAnswer;
Object.assign(globalThis, {
  self: {
    addEventListener: (_: string, listener: typeof receive) => (receive = listener),
    postMessage: (message: CoreAnswer) => (answer = message),
  },
});
await import('./worker.ts');

async function ask(call: keyof Calls, ...args: unknown[]): Promise<unknown> {
  await receive({ data: { id: 1, call, args } });
  assert.ok('value' in answer, JSON.stringify(answer));
  return answer.value;
}

const label = async () => ((await ask('view')) as View).report.period.label;

test('other settings are applied as of the day they are applied on, and wrong ones change nothing', async () => {
  mock.timers.enable({ apis: ['Date'], now: new Date('2026-11-30T23:30:00Z') });
  try {
    assert.equal(await label(), '2026-11');
    await ask('applySettings', { timezone: 'Europe/Berlin' });
    assert.equal(await label(), '2026-12', 'the day there');
    mock.timers.setTime(Date.UTC(2027, 0, 2));
    await ask('applySettings', {});
    assert.equal(await label(), '2027-01', 'the page was open overnight');
    await receive({ data: { id: 2, call: 'applySettings', args: [{ currency: 'pounds' }] } });
    assert.ok('error' in answer && answer.error.code === 'invalid_settings', JSON.stringify(answer));
    await ask('forget', 'nobody');
    assert.equal(await label(), '2027-01');
  } finally {
    mock.timers.reset();
  }
});
