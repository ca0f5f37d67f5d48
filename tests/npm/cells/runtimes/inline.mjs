import { init, Ledger } from 'openpurse/inline';
import { answers } from './answers.js';

await init();
console.log(answers(Ledger));
