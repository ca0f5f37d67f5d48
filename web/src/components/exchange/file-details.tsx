// What a file of a bank may not say: the bank, the account, the currency. Nothing of it is remembered.

import type { ImportOptions } from 'openpurse';
import { t } from '../../text/index.ts';

export interface Details {
  bank: string;
  account: string;
  currency: string;
  card: boolean;
}

export const UNTOLD: Details = { bank: '', account: '', currency: '', card: false };

/** Without what is left empty; a currency that is none is not sent. */
export function optionsOf({ bank, account, currency, card }: Details): ImportOptions {
  return {
    ...(bank.trim() !== '' && { bank: bank.trim() }), ...(account.trim() !== '' && { account_name: account.trim() }),
    ...(isCurrency(currency) && { currency: currency.trim().toUpperCase() }), ...(card && { kind: 'card' as const }),
  };
}

export function FileDetails({ details, onChange }: { details: Details; onChange: (details: Details) => void }) {
  const words = t.exchange;
  const bad = details.currency.trim() !== '' && !isCurrency(details.currency);
  const text = (field: 'bank' | 'account') => (
    <label class="field">
      {words[field]}
      <input class="input" autocomplete="off" data-testid={`file-${field}`} value={details[field]} onInput={(event) => onChange({ ...details, [field]: event.currentTarget.value })} />
    </label>
  );
  return (
    <details class="file-details" data-testid="file-details">
      <summary>{words.more}</summary>
      <p class="quiet-text">{words.moreHint}</p>
      <div class="field-grid">
        {text('bank')}
        {text('account')}
        <label class="field">
          {words.currency}
          <input
            class="input"
            autocomplete="off"
            maxLength={3}
            data-testid="file-currency"
            aria-describedby="file-currency-hint"
            aria-invalid={bad}
            value={details.currency}
            onInput={(event) => onChange({ ...details, currency: event.currentTarget.value })}
          />
          <span id="file-currency-hint" class={bad ? 'field-error' : 'quiet-text'}>{bad ? words.badCurrency : words.currencyHint}</span>
        </label>
        <label class="choice">
          <input type="checkbox" data-testid="file-card" checked={details.card} onChange={(event) => onChange({ ...details, card: event.currentTarget.checked })} />
          <span>{words.card}</span>
        </label>
      </div>
    </details>
  );
}

function isCurrency(text: string): boolean {
  return /^[a-z]{3}$/i.test(text.trim());
}
