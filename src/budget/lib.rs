//! The budget core: transactions in, a budget out.
//!
//! Pure: no I/O, no clock, no locale, no randomness, no JavaScript. `today` is an argument; the same input gives the
//! same bytes natively, in the browser and at the edge.
//!
//! A bank's lines come in as [`Statement`]s; a [`Ledger`] identifies, categorises and pairs them, and answers with
//! [`Transaction`]s and a [`Report`].

mod account;
mod categorise;
mod category;
mod expected;
mod explain;
mod holiday;
mod identity;
mod ledger;
mod money;
mod period;
mod recurring;
mod refund;
mod report;
mod rule;
mod settings;
mod settle;
#[cfg(test)]
mod testing;
mod transaction;
mod transfer;

pub use account::{Account, AccountKind, Balance};
pub use categorise::{Decision, Evidence, categorise};
pub use category::{Category, CategoryError};
pub use expected::{Expected, Source};
pub use explain::{Addend, Explanation, Figure, Sum};
pub use ledger::{Change, Filter, Ledger, Loaded, Meaning};
pub use money::{Amount, AmountError, Currency, CurrencyError};
pub use period::{Payday, Period, PeriodError, PeriodKind, Shift};
pub use recurring::{AmountChange, Commitment, RecurringPayment, Rhythm};
pub use report::{
    Alert, BalanceCheck, BudgetLine, CappedTotals, Converted, CurrencyTotals, LeftToSpend, Pace, Report, SpendingLine,
    Upcoming,
};
pub use rule::{Condition, Direction, Rule, Share, Then};
pub use settings::{Cap, CapChange, Rate, Rollover, Settings, SettingsError};
pub use settle::Settled;
pub use transaction::{
    BankHint, Confidence, DecidedBy, Kind, Method, Part, Problem, Record, Statement, Status, Transaction,
};
