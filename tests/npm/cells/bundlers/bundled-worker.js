import { init, Ledger } from 'openpurse';
import { answers } from './answers.js';

init().then(() => postMessage(answers(Ledger)));
