import { init, Ledger } from 'openpurse/inline';
import { answers } from '../answers.js';
import { Client } from './client.js';

export const dynamic = 'force-dynamic';

export default async function Page() {
  await init();
  return <main><pre id="server">{answers(Ledger)}</pre><Client /></main>;
}
