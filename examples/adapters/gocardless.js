// GoCardless Bank Account Data: an amount is text and negative where money goes out, as here. It stays text: no digit is lost.

export function fromGoCardless({ transactions }) {
  return transactions.booked.map((record) => ({
    transaction_id: record.transactionId ?? record.internalTransactionId,
    timestamp: record.bookingDate ?? record.valueDate,
    description: record.remittanceInformationUnstructured ?? record.creditorName ?? record.debtorName ?? '',
    merchant_name: record.creditorName,
    amount: record.transactionAmount.amount,
    currency: record.transactionAmount.currency,
  }));
}
