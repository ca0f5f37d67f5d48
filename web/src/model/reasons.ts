// What the core tells as codes, in the reader's language: why a transaction is what it is, and why a row of a file does not count.

import type { FileProblem, Problem, Reason } from 'openpurse';
import { t } from '../text/index.ts';
import { categoryName } from './categories.ts';
import { dateFormat } from './formats.ts';
import type { Said } from './problems.ts';

/** One reason. A code without its sentence is an error of types here. */
export function reasonText(reason: Reason): string {
  const words = t.reasons;
  switch (reason.code) {
    case 'transfer': return words.transfer(reason.account, spoken(reason.on));
    case 'correction': return words.correction(spoken(reason.on), categoryName(reason.category));
    case 'similar_corrections': return words.similar_corrections(categoryName(reason.category));
    case 'rule': return words.rule(reason.id);
    case 'merchant': return words.merchant(reason.name, categoryName(reason.category), reason.list && words.lists[reason.list]);
    case 'statement_text': return words.statement_text(categoryName(reason.category));
    case 'looks_like': return words.looks_like(categoryName(reason.category), reason.word);
    case 'bank_classification': return words.bank_classification(reason.names.join(', '));
    case 'payment_method': return words.payment_method(categoryName(reason.category));
    case 'unknown': return words.unknown;
    case 'refund': return words.refund(spoken(reason.on), reason.partial);
    case 'split': return words.split;
  }
}

/** What is wrong with a row of a file, and where it is. */
export function fileProblemText({ file, message }: Problem): Said {
  return file === undefined ? { text: message, lang: 'en' } : { text: rowText(file) };
}

function rowText({ format, number, reason }: FileProblem): string {
  const words = t.reasons.file;
  if (reason.code === 'truncated') return words.truncated;
  return words.leftOut(words.rows[format](number), whyLeftOut(format, reason));
}

function whyLeftOut(format: FileProblem['format'], reason: Exclude<FileProblem['reason'], { code: 'truncated' }>): string {
  const words = t.reasons.file;
  switch (reason.code) {
    case 'no_date':
    case 'no_amount':
    case 'no_currency': return words.unread[format](words[reason.code], reason.field);
    case 'no_money': return words.no_money;
    case 'declined': return words.declined;
    // camt.053 also tells of what is not booked at all.
    case 'not_booked': return format === 'camt' ? words.told(reason.state) : words.not_booked(reason.state);
  }
}

/** `24 Nov 2026`. */
function spoken(date: string): string {
  return dateFormat({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}
