// Plaid: an amount is positive where money goes out, so every sign is turned around. Pending records are left out: they come again,
// under another id, once they are booked.

export function fromPlaid(transactions) {
  return transactions.filter(({ pending }) => !pending).map((record) => ({
    transaction_id: record.transaction_id,
    timestamp: record.authorized_date ?? record.date,
    description: record.original_description ?? record.name,
    merchant_name: record.merchant_name ?? undefined,
    amount: -record.amount,
    currency: record.iso_currency_code,
  }));
}
