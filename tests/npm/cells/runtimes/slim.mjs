import { readFileSync } from 'node:fs';
import { initSync, Ledger } from 'openpurse/slim';
import { answers } from './answers.js';

initSync(readFileSync(new URL(import.meta.resolve('openpurse/openpurse_core_bg.wasm'))));
console.log(answers(Ledger));
