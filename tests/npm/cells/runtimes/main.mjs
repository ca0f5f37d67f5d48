import { init, Ledger } from 'openpurse';
import { answers } from './answers.js';

await init();
console.log(answers(Ledger));
