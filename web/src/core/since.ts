// Since when a recurring payment has its new amount: the transactions know.

import type { Ledger, RecurringPayment } from 'openpurse';
import type { Regular } from '../model/recurring.ts';

type Books = Pick<Ledger, 'recurring' | 'transactions'>;

/** The recurring payments, each that changed with the first day of its new amount. One that is only about to change has none. */
export function recurringOf(ledger: Books): Regular[] {
  return ledger.recurring().map((payment) => {
    const since = payment.changed === undefined ? undefined : firstOf(ledger, payment, payment.changed.to);
    return since === undefined ? payment : { ...payment, since };
  });
}

function firstOf(ledger: Books, { account_id, name, currency }: RecurringPayment, amount: number): string | undefined {
  const rows = ledger.transactions({ account: account_id, text: name });
  const paid = rows.filter((row) => row.currency === currency && (row.merchant ?? row.description) === name);
  // The newest first, as the ledger has them.
  const before = paid.findIndex((row) => row.amount !== amount);
  return (before < 0 ? paid : paid.slice(0, before)).at(-1)?.date;
}
