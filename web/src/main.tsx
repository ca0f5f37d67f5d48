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
//   alert              data-id, data-code; dismiss-alert beside it, show-alerts below
//   language           select, on the welcome page and below every screen
//   freshness          one per bank: its name and how old its figures are
//   spending-line      data-spent, data-before, data-allowed: until today, by the same day of the period before, by the last day;
//                      line-end-now, line-end-before: what the lines come to; line-day: the table's rows
//   upcoming           data-name, data-date, data-amount, data-source; nothing-upcoming where there is none; all-upcoming shows the rest
//   recurring          folds up the recurring-payments: data-name, data-every, data-next, data-amount, data-source; recurring-remark inside
//   nothing-recurring, yearly-cost (data-category, data-currency, data-amount); links: to-recurring, to-budgets
//   yearly-total       data-of (subscriptions-and-bills, all), data-currency, data-amount
//   calendar           data-month; calendar-sums, calendar-paid-sums, buttons: calendar-previous, calendar-next; calendar-day (data-date), inside:
//                      calendar-payment (data-name, data-date, data-amount, data-about), calendar-paid (data-name, data-date, data-amount);
//                      on a phone agenda-payment and, folded up in agenda-so-far, agenda-paid (data-name, data-date, data-amount)
//   recurring-group    data-group (changed, missed, subscriptions, bills, income, others), recurring-payments inside, with data-yearly
//   currency-totals    data-currency, data-income, data-spent: one per other currency
//   budget-row         data-category, data-spent, data-cap, data-left, data-carried, data-projected; inside: cap-remark, button: edit-cap
//   uncapped-row       data-category, data-spent; button inside: set-cap
//   cap-input, save-cap, remove-cap, cap-error      of the one open form
//   add-cap, cap-category     caps a category without spending
//   budgets            the screen of budgets; data-state: reading, ready; budgets-unloaded where it could not be loaded
//   cap-from, cap-rollover-(none, surplus, surplus_and_deficit)   of the form there; beside a cap: cap-rolls (data-rollover),
//                      cap-change (data-from) with drop-change
//   thresholds, save-thresholds, thresholds-told     percent of a cap at which it is said
//   suggestions        data-periods: how many whole ones; suggestions-basis and suggestions-told say it in words; take-all,
//                      more-suggestions folds up those that are not the most expensive
//   suggestion         data-category, data-amount, data-typical, data-figures; button inside: take-suggestion
//   histories, category-history (data-category), history-period (data-period, data-spent, data-cap); all-histories shows the rest,
//                      history-legend: one per kind of mark
//   period-kind, period-start-day, period-starts, period-anchor, period-day, period-shift, period-timezone, save-period, period-told;
//                      period-preview (data-from, data-to), caps-stay
//   rules, rule (data-id, data-place) with rule-up, rule-down, edit-rule, delete-rule; rules-told, undo-rule, add-rule
//   rule-form          rule-text, rule-merchant, rule-account, rule-direction, rule-min, rule-max, rule-outcome, rule-category, split-part
//                      (split-category, split-percent, remove-part), add-part, split-rest (data-rest), save-rule, cancel-rule, rule-error,
//                      draft-restored; rule-preview (data-count), rule-change (data-id, data-before, data-after)
//   field-error        data-field: of the fields of these forms
//   transaction-search, transaction-count (data-shown, data-total)
//   transaction-row    data-id, data-amount, data-currency, data-category, data-kind, data-status, data-date; row-whole, where only a part counts
//   transaction-list   data-long: only what is on the screen is drawn; day-total (data-date, data-currency, data-amount) on the screen of transactions
//   filters            opens the fields filter-category, -account, -kind, -min, -max, -from, -to; filter-chip (data-field) takes one off, clear-filters all
//   shown-sum          of what the filters leave: data-currency, data-amount; in transactions-count
//   select-mode        turns on select-row, one per row, and selection-bar: selection-count (data-count), selection-sum (data-currency, data-amount),
//                      select-all, select-none, many-category, many-always, many-preview (data-changed), preview-names, many-apply, many-problem
//   open-row           opens a row: row-details, because (data-decided-by), parts, other-row (data-id), in it the link go-other; make-rule
//   correct-category, preview-one, preview-always (data-changed), preview-names, correct-one, correct-always, correct-cancel
//   corrected          the last correction; buttons: undo, keep-correction
//   learned-problem, drop-set-aside; learned-waiting, erase-learned (on the welcome page)
//   connection         one per bank: data-id, data-state, data-expires, data-days-left; inside: refresh-bank, renew-bank, consent-reminder,
//                      disconnect-bank; beside: consent-reminders (all), connect-here, open-exchange-here
//   leave, leave-everywhere, disconnect-everything, erase-everything (asks for agree)     on the screen of connections
//   storage-promise    data-promised; ask-promise
//   files-only         on the welcome page; then files-only-notice, use-currency, leave-files (in the menu)
//   file-details, file-bank, file-account, file-currency, file-card, reorder-dates
//   mapping            map-date, -description, -amount, -moneyOut, -moneyIn, -currency, -order, -amounts, -comma, -flip, -no-header, -take, -cancel;
//                      trial (data-transactions, data-problems), trial-row (data-date, data-amount, data-currency)
//   export-settings, import-settings, settings-changes, use-settings, keep-settings, settings-told
//   open-exchange      opens exchange: import-account, import-files, import-error, imported-file (data-added, data-problems),
//                      import-problem, remove-file, export-csv, -ofx, -hledger, -beancount, -learned, import-learned, learned-told
//   refresh, menu, disconnect-bank (data-connection), disconnect (all), confirm-disconnect, log-out, log-out-everywhere
//   offline            no network, and since when the figures are; update, with the button take-update; install
//   shortcuts          turns the key R off and on
//   privacy            opens what this site keeps; checkbox inside: unattended

import { render } from 'preact';
import { App } from './app.tsx';
import { startCore } from './core/client.ts';
import * as edge from './edge/api.ts';
import { HouseholdModel } from './model/household.ts';
import type { RuleDraft } from './model/rule-draft.ts';
import { browserDrafts } from './store/drafts.ts';
import { browserStore } from './store/learned.ts';
import { tabStore } from './store/session.ts';
import { speak } from './text/index.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/page.css';
import './styles/budget.css';
import './styles/budgets.css';
import './styles/home.css';
import './styles/transactions.css';
import './styles/corrections.css';
import './styles/exchange.css';
import './styles/connections.css';
import './styles/navigation.css';
import './styles/device.css';
import './styles/recurring.css';

const root = document.getElementById('app') as HTMLElement;
const connectError = takeConnectError();
const stores = { learned: browserStore(), session: tabStore(), drafts: browserDrafts<RuleDraft>() };
const model = new HouseholdModel(edge, startCore, drawSoon, (address) => location.assign(address), stores);

const soon = new MessageChannel();
let due = false;
soon.port1.onmessage = () => {
  due = false;
  draw();
};

/** Once for all that changes in one task, and in a task after it: what changed may have taken its time. */
function drawSoon(): void {
  if (!due) soon.port2.postMessage(undefined);
  due = true;
}

function draw(): void {
  render(<App model={model} state={model.state} connectError={connectError} onSpoken={draw} />, root);
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
// Left and come back to by the browser's buttons: the person may have logged out meanwhile.
addEventListener('pageshow', ({ persisted }) => persisted && void model.start());
