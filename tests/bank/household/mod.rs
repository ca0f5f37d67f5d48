//! The household whose money the simulated banks hold: 24 months up to `today`, the same for the same seed and day.
//! Habits become events (`income`, `bills`, `transfers`, `shopping`, `eight`, `single`, `euro`), the `ledger` turns events into records.

pub(crate) mod accounts;
mod bank_list;
mod bill_list;
mod bills;
mod calendar;
mod dice;
mod eight;
mod euro;
mod event;
mod income;
mod ledger;
mod mandates;
mod merchants;
mod money;
pub(crate) mod record;
mod shopping;
mod single;
mod timestamps;
mod transfers;

use chrono::NaiveDate;

pub(crate) use accounts::sandbox_iban;
use accounts::{BANKS, Bank};
pub(crate) use calendar::is_summer_time;
pub(crate) use dice::hex;
pub(crate) use event::Truth;
use event::{Event, Slot};
pub(crate) use ledger::Row;
pub(crate) use merchants::name as merchant_name;
pub(crate) use money::Money;
use record::{Account, Balance, DirectDebit, StandingOrder};
use transfers::Statement;

use crate::volume::Feed;

/// 64 hexadecimal digits that depend on the parts only.
pub(crate) fn hash(parts: &[&str]) -> String {
    dice::stable_id(0, parts, 64)
}

/// All accounts and cards of the household.
#[derive(Debug)]
pub(crate) struct Household {
    pub(crate) today: NaiveDate,
    pub(crate) holdings: Vec<Holding>,
}

/// One account or card: everything its bank would say about it.
#[derive(Debug)]
pub(crate) struct Holding {
    pub(crate) provider_id: &'static str,
    pub(crate) is_card: bool,
    currency: &'static str,
    pub(crate) account_id: String,
    pub(crate) account: Account,
    pub(crate) balance: Balance,
    /// Newest first.
    pub(crate) settled: Vec<Row>,
    pub(crate) pending: Vec<Row>,
    pub(crate) standing_orders: Vec<StandingOrder>,
    pub(crate) direct_debits: Vec<DirectDebit>,
}

impl Household {
    /// The household of a seed as it stands on `today`.
    pub(crate) fn generate(seed: u64, today: NaiveDate) -> Self {
        let from = calendar::minus_months(today, 24);
        // Two months more, so that the first statement repaid in the window has its purchases.
        let first = calendar::day_of_month(calendar::minus_months(today, 26), 1);
        let mut events = income::events(seed, first, today);
        events.extend(bills::events(seed, first, today));
        events.extend(transfers::own(seed, first, today));
        let shopping = shopping::events(seed, first, today);
        let statements = {
            let purchases: Vec<Event> = events.iter().chain(&shopping).cloned().collect();
            transfers::statements(&purchases, first, today)
        };
        events.extend(transfers::repayments(seed, &statements));
        events.extend(eight::events(seed, first, today));
        events.extend(single::events(seed, first, today));
        events.extend(euro::events(seed, first, today));
        // Purchases come last in a day: the last of today's are the pending ones.
        events.extend(shopping);
        let slots = BANKS.iter().flat_map(|bank| bank.slots().map(move |slot| (bank, slot)));
        let holdings = slots.map(|(bank, slot)| holding(seed, bank, slot, &events, &statements, (from, today)));
        Self { today, holdings: holdings.collect() }
    }

    /// One bank's accounts, or its cards.
    pub(crate) fn of<'a>(&'a self, provider_id: &'a str, cards: bool) -> impl Iterator<Item = &'a Holding> {
        self.holdings.iter().filter(move |it| it.provider_id == provider_id && it.is_card == cards)
    }
}

impl Holding {
    /// An id that changes with `salt`.
    pub(crate) fn id_with(&self, salt: &str) -> String {
        hash(&["account id", salt, &self.account_id]).chars().take(32).collect()
    }

    /// Its rows of a window, to be written in any number.
    pub(crate) fn feed(&self, from: NaiveDate, to: NaiveDate) -> Feed {
        Feed { from, to, is_card: self.is_card, currency: self.currency }
    }
}

fn holding(
    seed: u64,
    bank: &Bank,
    slot: Slot,
    events: &[Event],
    statements: &[Statement],
    (from, today): (NaiveDate, NaiveDate),
) -> Holding {
    let account_id = dice::stable_id(seed, &["account", &slot.label()], 32);
    let updated = format!("{today}T06:30:00.7408021Z");
    let own: Vec<Event> = events.iter().filter(|event| event.slot == slot).cloned().collect();
    let ledger = ledger::book(seed, slot, own, from, today);
    let balance = ledger.balance(slot, statements, updated.clone());
    Holding {
        provider_id: bank.id,
        is_card: slot == Slot::Card,
        currency: slot.currency(),
        account: bank.account(slot, account_id.clone(), updated),
        balance,
        settled: ledger.settled,
        pending: ledger.pending,
        standing_orders: mandates::standing_orders(seed, slot, &account_id, today),
        direct_debits: mandates::direct_debits(seed, slot, &account_id, today, statements),
        account_id,
    }
}

#[cfg(test)]
mod recurring_tests;
