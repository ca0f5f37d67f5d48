import { init, Ledger } from './node_modules/openpurse/web.js';
import { answers } from './answers.js';

await init();
postMessage(answers(Ledger));
