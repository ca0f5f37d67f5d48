import { init, Ledger } from './node_modules/openpurse/slim.js';
import { answers } from './answers.js';
import { show } from './show.js';

await init(new URL('./node_modules/openpurse/openpurse_core_bg.wasm', import.meta.url));
show(answers(Ledger));
