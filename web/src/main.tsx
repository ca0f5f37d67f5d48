// The page's start: makes the model, draws the app whenever something changed.
//
// What the browser tests rely on, by data-testid. Amounts in data-* are exact decimal text, negative = money out.
//   household          the connected page; data-state: reading, ready
//   connect            link: start connecting a bank (also: connect-another, in the menu)
//   connect-error      why the last attempt failed
//   misconfigured      what the Worker's operator has to set
//   failed             why nothing can be shown, with a button: retry
//   banner-simulated   the figures come from a simulated bank
//   go-home, go-transactions, go-budgets, go-recurring, go-connections   links to the screens
//   notice             one thing that did not come, or needs doing; a button inside: retry or renew
//   period-label       data-period: the label; buttons: period-previous, period-next
//   income, spent, transfers, caps-left     data-amount
//   left-to-spend      data-amount, data-per-day, data-until, data-commitments; not in a period that is over; left-note says it in words
//   alert              data-id, data-code
//   freshness          one per bank: its name and how old its figures are
//   spending-line      data-spent, data-before, data-allowed: until today, by the same day of the period before, by the last day
//   upcoming           data-name, data-date, data-amount, data-source; nothing-upcoming where there is none; all-upcoming shows the rest
//   recurring          folds up the recurring-payments: data-name, data-every, data-next, data-amount, data-source; recurring-remark inside
//   nothing-recurring, yearly-cost (data-category, data-currency, data-amount)
//   currency-totals    data-currency, data-income, data-spent: one per other currency
//   budget-row         data-category, data-spent, data-cap, data-left, data-carried, data-projected; inside: cap-remark, button: edit-cap
//   uncapped-row       data-category, data-spent; button inside: set-cap
//   cap-input, save-cap, remove-cap, cap-error      of the one open form
//   add-cap, cap-category     caps a category without spending
//   transaction-search, transaction-count (data-shown, data-total)
//   transaction-row    data-id, data-amount, data-currency, data-category, data-kind, data-status, data-date
//   transaction-list   data-long: only what is on the screen is drawn; day-total (data-date, data-currency, data-amount) on the screen of transactions
//   filters            opens the fields filter-category, -account, -kind, -min, -max, -from, -to; filter-chip (data-field) takes one off, clear-filters all
//   shown-sum          of what the filters leave: data-currency, data-amount
//   select-mode        turns on select-row, one per row, and selection-bar: selection-count (data-count), selection-sum (data-currency, data-amount),
//                      select-all, select-none, many-category, many-always, many-preview (data-changed), preview-names, many-apply, many-problem
//   open-row           opens a row: row-details, because (data-decided-by), parts, other-row (data-id), in it the link go-other
//   correct-category, preview-one, preview-always (data-changed), preview-names, correct-one, correct-always, correct-cancel
//   corrected          the last correction; buttons: undo, keep-correction
//   learned-problem, drop-set-aside; learned-waiting, erase-learned (on the welcome page)
//   open-exchange      opens exchange: import-account, import-files, import-error, imported-file (data-added, data-problems),
//                      import-problem, remove-file, export-csv, -ofx, -hledger, -beancount, -learned, import-learned, learned-told
//   refresh, menu, disconnect-bank (data-connection), disconnect (all), confirm-disconnect, log-out, log-out-everywhere
//   shortcuts          turns the key R off and on
//   privacy            opens what this site keeps; checkbox inside: unattended

import { render } from 'preact';
import { App } from './app.tsx';
import { startCore } from './core/client.ts';
import * as edge from './edge/api.ts';
import { HouseholdModel } from './model/household.ts';
import { browserStore } from './store/learned.ts';
import { speak } from './text/index.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/page.css';
import './styles/budget.css';
import './styles/home.css';
import './styles/transactions.css';
import './styles/corrections.css';
import './styles/exchange.css';
import './styles/navigation.css';

const root = document.getElementById('app') as HTMLElement;
const connectError = takeConnectError();
const model = new HouseholdModel(edge, startCore, draw, (address) => location.assign(address), browserStore());

function draw(): void {
  render(<App model={model} state={model.state} connectError={connectError} />, root);
}

/** Reads the callback's error from the address and removes it there, so that a reload does not show it again. */
function takeConnectError(): string | undefined {
  const address = new URL(location.href);
  const code = address.searchParams.get('connect_error');
  if (code === null) return undefined;
  address.searchParams.delete('connect_error');
  history.replaceState(null, '', address.pathname + address.search + address.hash);
  return code;
}

await speak();
draw();
void model.start();
