import { init, Ledger } from 'openpurse/slim';
import wasm from 'openpurse/openpurse_core_bg.wasm';
import { answers } from './answers.js';
import { show } from './show.js';

await init(new URL(wasm, import.meta.url));
show(answers(Ledger));
