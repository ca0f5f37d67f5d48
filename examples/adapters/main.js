import { init, Ledger } from 'openpurse';
import { fromGoCardless } from './gocardless.js';
import { fromPlaid } from './plaid.js';

// Invented records, in the shape that each service sends.
const plaid = [
  { transaction_id: 'p1', date: '2026-11-03', name: 'Tesco', original_description: 'TESCO STORES 3297', merchant_name: 'Tesco', amount: 12.5, iso_currency_code: 'GBP', pending: false },
  { transaction_id: 'p2', date: '2026-11-04', name: 'ACME LTD SALARY', merchant_name: null, amount: -2100, iso_currency_code: 'GBP', pending: false },
  { transaction_id: 'p3', date: '2026-11-05', name: 'PRET A MANGER', merchant_name: null, amount: 7.4, iso_currency_code: 'GBP', pending: true },
];
const goCardless = {
  transactions: {
    booked: [{ transactionId: 'g1', bookingDate: '2026-11-06', transactionAmount: { amount: '-9.99', currency: 'GBP' }, creditorName: 'Netflix', remittanceInformationUnstructured: 'NETFLIX.COM' }],
    pending: [],
  },
};

await init();
const ledger = new Ledger({ today: '2026-11-23' });
ledger.load({ results: fromPlaid(plaid) }, { id: 'at-plaid', kind: 'account' });
ledger.load({ results: fromGoCardless(goCardless) }, { id: 'at-gocardless', kind: 'account' });

const { income, spent } = ledger.budget();
console.log(income, spent); // 2100 22.49
console.log(ledger.transactions().map(({ category, amount }) => `${category} ${amount}`).join(', ')); // subscriptions -9.99, income 2100, groceries -12.5
ledger.free();
