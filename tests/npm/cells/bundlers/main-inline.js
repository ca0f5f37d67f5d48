import { init, Ledger } from 'openpurse/inline';
import { answers } from './answers.js';
import { show } from './show.js';

await init();
show(answers(Ledger));
