// A person's own test, for Vitest (which imports its globals) and Jest alike; both wait for a promise.

import { writeFileSync } from 'node:fs';
import { init, Ledger } from 'openpurse';
import { answers } from './answers.js';

test('the package answers', async () => {
  await init();
  writeFileSync('answers.json', answers(Ledger));
});
