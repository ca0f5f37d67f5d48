import { init, Ledger } from './node_modules/openpurse/inline.js';
import { answers } from './answers.js';
import { show } from './show.js';

await init();
show(answers(Ledger));
