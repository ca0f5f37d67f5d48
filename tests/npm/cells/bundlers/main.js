import { init, Ledger } from 'openpurse';
import { answers } from './answers.js';
import { show } from './show.js';

await init();
show(answers(Ledger));
