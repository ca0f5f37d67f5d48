// Transactions with every reason that the core can give for one, and files with every reason why a row of one does not count.

import { Ledger, type Explanation, type Problem } from 'openpurse';

const TODAY = '2026-11-23';
const LIKE = ['ASHDOWN', 'BRAMLEY', 'CORBYN', 'DARLOW', 'ELTHAM'].map((name) => row(`ZWICKEL ${name}`, -5));

const ROWS = [
  row('TESCO STORES 3297', -60),
  row('TESCO STORES 3297', 20.5),
  row('LIDL GB', -8),
  row('LIDL GB', 8),
  row('QZXV 0001', -9, { merchant_name: 'Greggs' }),
  row('CASH WITHDRAWAL LNK', -20),
  row('HARBOUR KEBAB HOUSE', -7),
  row('QZXV 0017', -18, { transaction_classification: ['Food & Dining', 'Restaurants'] }),
  row('QZXV 0018', -19, { transaction_category: 'DIRECT_DEBIT' }),
  row('QZX', -1),
  row('THE GYM', -30),
  row('A PERSON', -500),
  row('ALNATURA', -12),
  row('MILLENNIUM', -120),
  row('NETFLIX.COM', -10.99),
  ...LIKE,
  row('ZWICKEL FARROW', -5),
];

const SETTINGS = {
  rules: [{ id: 'gym', if: { text: 'gym' }, then: { split: [{ category: 'health' as const, percent: 50 }, { category: 'home' as const, percent: 50 }] } }],
};

const CAMT = '<CdtDbtInd>DBIT</CdtDbtInd>';
const FILES = [
  'Type,Product,Started Date,Completed Date,Description,Amount,Fee,Currency,State,Balance\n'
    + 'CARD,Current,never,,Cafe,-5,0,GBP,COMPLETED,1\n'
    + 'CARD,Current,2026-11-01,2026-11-02,Cafe,-5,0,pounds,COMPLETED,1\n'
    + 'CARD,Current,2026-11-01,2026-11-02,Cafe,much,0,GBP,COMPLETED,1\n'
    + 'CARD,Current,2026-11-01,,Cafe,-5,0,GBP,REVERTED,1\n',
  'Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency\n'
    + 'tx,03/11/2026,10:02:00,Card payment,Shop,,Shopping,0.00,GBP,-9.00,GBP\n',
  'Transaction Date,Transaction Type,Sort Code,Account Number,Transaction Description,Debit Amount,Credit Amount,Balance\n03/11/2026,DEB,,00000017,LIDL GB,,,1\n',
  '!Type:Bank\nDnever\nT1\n^\nD03/11/2026\nTmuch\n^\n',
  '<OFX><STMTRS><STMTTRN><DTPOSTED>never<TRNAMT>1</STMTTRN><STMTTRN><DTPOSTED>20261103<TRNAMT>much</STMTTRN><STMTTRN><DTPOSTED>20261103',
  `<BkToCstmrStmt><Stmt><Ntry><Amt>much</Amt></Ntry><Ntry><Amt>1</Amt>${CAMT}</Ntry>
    <Ntry><Amt>1</Amt>${CAMT}<Sts>INFO</Sts><BookgDt><Dt>2026-11-03</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt>`,
];

/** Why each of many transactions is what it is: every code is met, and each of its parts. */
export function everyExplanation(): Explanation[] {
  const ledger = new Ledger({ today: TODAY, settings: SETTINGS });
  ledger.load(JSON.stringify({ results: ROWS }), { id: 'current', kind: 'account' });
  ledger.load(JSON.stringify({ results: [row('A PERSON', 500)] }), { id: 'savings', kind: 'account' });
  const named = (text: string) => ledger.transactions({ text }).map(({ id }) => id);
  ledger.correct(named('netflix')[0]!, 'education');
  ledger.correctAll(LIKE.flatMap(({ description }) => named(description)), 'education', { always: true });
  const all = ledger.transactions().map(({ id }) => ledger.explain(id));
  ledger.free();
  return all;
}

/** What is wrong with rows of files: every code is met, in every format that has it. */
export function everyFileProblem(): Problem[] {
  const ledger = new Ledger({ today: TODAY });
  const all = FILES.flatMap((file) => ledger.importFile(file).problems);
  ledger.free();
  return all;
}

function row(description: string, amount: number, more: object = {}) {
  return { timestamp: '2026-11-03', description, amount, currency: 'GBP', ...more };
}
