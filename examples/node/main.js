import { init, Ledger } from 'openpurse';

await init();
const ledger = new Ledger({ today: '2026-11-23', settings: { caps: [{ category: 'groceries', amount: 400 }] } });
ledger.load({
  results: [
    { timestamp: '2026-11-02', description: 'LIDL GB', amount: -30.35, currency: 'GBP' },
    { timestamp: '2026-11-05', description: 'NETFLIX.COM', amount: -9.99, currency: 'GBP' },
  ],
}, { id: 'my-account', kind: 'account' });

const { budgets, uncapped } = ledger.budget();
for (const { name, left } of budgets) console.log(`${name}: ${left} left`); // Groceries: 369.65 left
for (const { name, spent } of uncapped) console.log(`${name}: ${spent} spent`); // Subscriptions: 9.99 spent
ledger.free();
