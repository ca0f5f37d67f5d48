//! Turns an account's events into what its bank serves: order, ids, signs, running balances, pending items.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::dice::{Dice, digest, hex};
use super::event::{Event, Slot, Truth};
use super::money::Money;
use super::record::{AccountBalance, Balance, CardBalance, RunningBalance, Transaction};
use super::timestamps;
use super::transfers::Statement;

const CREDIT_LIMIT: i64 = 600_000;

/// A record with its date and the answer to it.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) date: NaiveDate,
    pub(crate) record: Transaction,
    pub(crate) truth: Truth,
}

/// One account's history, newest first, and its balance.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) settled: Vec<Row>,
    pub(crate) pending: Vec<Row>,
    /// In the household's view: negative on a card that is owed.
    closing: i64,
    /// The sum of the pending items in the account's currency.
    held: i64,
}

/// Books `events` (of one slot, any order) as of `today`, keeping rows from `from` on.
pub(crate) fn book(seed: u64, slot: Slot, mut events: Vec<Event>, from: NaiveDate, today: NaiveDate) -> Ledger {
    events.retain(|event| event.date <= today);
    events.sort_by_key(|event| event.date);
    let first_pending = events.len() - pending_count(seed, slot, &events, today);
    let mut running = opening(slot, &events);
    let mut ledger = Ledger { settled: Vec::new(), pending: Vec::new(), closing: 0, held: 0 };
    let mut position = (from, 0);
    for (index, event) in events.into_iter().enumerate() {
        position = if position.0 == event.date { (event.date, position.1 + 1) } else { (event.date, 0) };
        let own = if event.currency == slot.currency() { event.minor } else { 0 };
        let mut record = record(seed, &event, position.1);
        if index >= first_pending {
            ledger.held += own;
            // A pending item settles under other ids.
            record.normalised_provider_transaction_id = None;
            record.provider_transaction_id = None;
            ledger.pending.push(Row { date: event.date, record, truth: event.truth });
            continue;
        }
        running += own;
        if slot != Slot::Card && event.currency == slot.currency() {
            record.running_balance = Some(RunningBalance { amount: Money(running), currency: event.currency });
        }
        ledger.settled.push(Row { date: event.date, record, truth: event.truth });
    }
    ledger.closing = running;
    ledger.settled.retain(|row| row.date >= from);
    ledger.settled.reverse();
    ledger.pending.reverse();
    ledger
}

/// How many of today's last card purchases have not settled yet.
fn pending_count(seed: u64, slot: Slot, events: &[Event], today: NaiveDate) -> usize {
    let mut dice = Dice::new(seed, &format!("pending {}", slot.label()), today);
    let most = match slot {
        Slot::Personal => dice.range(1, 2),
        Slot::Joint => dice.range(0, 1),
        Slot::Card | Slot::Eight(_) | Slot::Single(_) => dice.range(0, 2),
        Slot::Savings | Slot::Euro => 0,
    };
    let todays = events.iter().rev().take_while(|event| event.date == today && event.code == "DEB" && event.minor < 0);
    todays.take(usize::try_from(most).unwrap_or(0)).count()
}

/// The balance before the first event: such that the account never goes below its floor. A card starts repaid.
fn opening(slot: Slot, events: &[Event]) -> i64 {
    let floor = match slot {
        Slot::Card => return 0,
        Slot::Savings => 512_040,
        Slot::Joint => 34_012,
        Slot::Personal | Slot::Eight(_) | Slot::Single(_) | Slot::Euro => 21_037,
    };
    let mut running = 0;
    let lowest = events.iter().filter(|event| event.currency == slot.currency()).map(|event| {
        running += event.minor;
        running
    });
    floor - lowest.min().unwrap_or(0).min(0)
}

/// The record of an event that is the `position`-th of its account and day.
fn record(seed: u64, event: &Event, position: i64) -> Transaction {
    let slot = event.slot;
    let digest = digest(seed, &["record", &slot.label(), &event.date.to_string(), &position.to_string()]);
    let ids = Ids::of(slot, &hex(&digest));
    let mut meta = BTreeMap::from([("provider_transaction_category", event.code.to_owned())]);
    if slot == Slot::Card {
        meta.insert("cardNumber", "************4471".to_owned());
    }
    if let (Slot::Eight(_), Some(id)) = (slot, &ids.provider) {
        meta.insert("bank_transaction_id", id.clone());
    }
    Transaction {
        timestamp: timestamps::write(&mut Dice::from_digest(digest), slot, event.date, position),
        description: event.text.clone(),
        transaction_type: if event.minor < 0 { "DEBIT" } else { "CREDIT" },
        transaction_category: event.category,
        transaction_classification: event.classification,
        merchant_name: event.merchant,
        amount: Money(if slot == Slot::Card { -event.minor } else { event.minor }),
        currency: event.currency,
        transaction_id: String::new(),
        normalised_provider_transaction_id: ids.normalised,
        provider_transaction_id: ids.provider,
        running_balance: None,
        meta,
    }
}

/// The ids that do not change. Not every bank has both; the last account of the load-test bank and the nameless
/// bank have none.
struct Ids {
    normalised: Option<String>,
    provider: Option<String>,
}

impl Ids {
    /// Cut from 64 random digits.
    fn of(slot: Slot, digits: &str) -> Self {
        let nameless = matches!(slot, Slot::Eight(8) | Slot::Single("nameless"));
        let normalised: String = digits.chars().take(17).collect();
        let provider: String = digits.chars().skip(17).take(18).collect();
        Self {
            normalised: (slot != Slot::Savings && !nameless).then(|| format!("txn-{normalised}")),
            provider: match slot {
                _ if nameless => None,
                Slot::Personal | Slot::Joint => Some(format!("tx_0000{provider}")),
                _ => Some(provider),
            },
        }
    }
}

impl Ledger {
    /// The balance record; `statements` matter for the card only.
    pub(crate) fn balance(&self, slot: Slot, statements: &[Statement], update_timestamp: String) -> Balance {
        if slot != Slot::Card {
            let overdraft = if slot == Slot::Personal { 50_000 } else { 0 };
            return Balance::Account(AccountBalance {
                currency: slot.currency(),
                available: Money(self.closing + self.held + overdraft),
                current: Money(self.closing),
                overdraft: Money(overdraft),
                update_timestamp,
            });
        }
        let last = statements.last();
        let owed = last.map_or(0, |statement| statement.balance);
        Balance::Card(CardBalance {
            available: Money(CREDIT_LIMIT + self.closing + self.held),
            currency: "GBP",
            current: Money(-self.closing),
            credit_limit: Money(CREDIT_LIMIT),
            last_statement_balance: Money(owed),
            last_statement_date: last.map_or_else(String::new, |statement| statement.date.to_string()),
            payment_due: Money((owed / 50).max(owed.clamp(0, 500))),
            payment_due_date: last.map_or_else(String::new, |statement| {
                format!("{:04}-{:02}-{:02}T00:00:00Z", statement.due.year(), statement.due.month(), statement.due.day())
            }),
            update_timestamp,
        })
    }
}
