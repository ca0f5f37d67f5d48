import { init, Ledger } from './node_modules/openpurse/web.js';
import { answers } from './answers.js';
import { show } from './show.js';

await init();
show(answers(Ledger));
