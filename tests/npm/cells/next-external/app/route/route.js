import { init, Ledger } from 'openpurse';
import { answers } from '../../answers.js';

export const dynamic = 'force-dynamic';

export async function GET() {
  await init();
  return new Response(answers(Ledger));
}
