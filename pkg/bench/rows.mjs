// Rows that no cache of decisions answers: a thousand different descriptions, some known and some not.

const NAMES = [
  'TESCO STORES',
  'CARD PAYMENT TO SAINSBURYS STOCKWE',
  'HARBOUR KEBAB HOUSE',
  'BILL PAYMENT VIA FASTER PAYMENT TO MISS A SMITH REFERENCE DINNER',
  'WWW.UNHEARDOF.CO.UK',
  'DIRECT DEBIT PAYMENT TO VODAFONE LTD REF',
  'THE ROSE & CROWN LEEDS',
  'MILL LANE PHARMACY',
];

export const rows = Array.from({ length: 1000 }, (_, row) => ({ description: `${NAMES[row % NAMES.length]} ${row}X`, amount: -9.99 }));
