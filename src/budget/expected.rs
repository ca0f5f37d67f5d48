//! Payments that will come, as far as they are known: what the projections and `upcoming` are made of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::money::{Amount, Currency};

/// Where a coming payment is known from, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The bank's list of standing orders.
    StandingOrder,
    /// The bank's list of direct debits.
    DirectDebit,
    /// Found in the transactions.
    Detected,
}

/// One payment on one day to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Who pays or will be paid, for people.
    pub name: String,
    /// The day on which it is expected.
    pub date: NaiveDate,
    /// How much; money out is negative.
    pub amount: Amount,
    /// The currency of `amount`.
    pub currency: Currency,
    /// What it will count as.
    pub category: Category,
    /// Whether it moves the person's own money, and so is neither income nor spending.
    pub transfer: bool,
    /// Where it is known from.
    pub source: Source,
}
