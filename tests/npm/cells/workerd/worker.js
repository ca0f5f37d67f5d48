import { Ledger } from 'openpurse';
import { answers } from './answers.js';

export default { fetch: () => new Response(answers(Ledger)) };
