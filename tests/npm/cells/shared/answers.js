// The vectors, answered by whatever has the package: JSON text of the texts.

import questions from './questions.js';

export function answers(Ledger) {
  return JSON.stringify(questions.map(({ today, settings, feed, period }) => {
    const ledger = new Ledger({ today, settings });
    ledger.load(feed);
    const report = JSON.stringify(ledger.budget(period ?? undefined));
    const transactions = JSON.stringify(ledger.transactions());
    ledger.free();
    return { report, transactions };
  }));
}
