//! Recurring payments: what the bank says will be paid, and what the transactions show to be paid regularly.

mod commitment;
mod detect;
mod fit;
mod payee;
mod plan;
mod rhythm;

use chrono::NaiveDate;
use serde::Serialize;

pub use self::commitment::Commitment;
pub(crate) use self::detect::Sighting;
pub(crate) use self::plan::{Held, Plan, plans};
pub use self::rhythm::Rhythm;
use crate::category::Category;
use crate::expected::Source;
use crate::money::{Amount, Currency};

/// A payment that comes back, in or out, and is still going on.
///
/// It is listed because the bank lists it, or because its rhythm, with a stable amount or the kind of a bill, shows in
/// at least three transactions (two for a yearly one). A bank's direct debit says nothing of when it is due: it is
/// listed once its rhythm shows. What missed two turns in a row has ended. Of a move between own accounts only the
/// side that pays is listed.
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings, Source};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     27/08/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
/// #     27/09/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
/// #     27/10/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // A water bill, seen on the 27th of three months.
/// let water = &ledger.recurring()[0];
/// assert_eq!((water.amount.to_string(), water.source), ("-30.00".into(), Source::Detected));
/// assert_eq!((water.transfer, water.missed), (false, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RecurringPayment {
    /// Who is paid, or pays, for people.
    pub name: String,
    /// What it counts as.
    pub category: Category,
    /// What the next one will be; money out is negative. An estimate where the amount varies.
    pub amount: Amount,
    /// The currency of `amount`.
    pub currency: Currency,
    /// How often, as a [`Rhythm`] prints; `unknown` where only the next date is known.
    pub every: String,
    /// When it is next due, today at the earliest: one that is a few days late is expected today.
    pub next_date: NaiveDate,
    /// When it was last paid; `None` for a standing order that was not seen yet.
    pub last_date: Option<NaiveDate>,
    /// Where it is known from.
    pub source: Source,
    /// The account it is paid from or into: [`crate::Account::id`].
    pub account_id: String,
    /// Whether it only moves the person's own money.
    pub transfer: bool,
    /// A change of its amount, of which the last few payments or the coming one are the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<AmountChange>,
    /// The day on which it was due and did not come.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missed: Option<NaiveDate>,
}

/// From one amount to another.
///
/// ```
/// use budget::AmountChange;
/// let change = AmountChange { from: "-9.99".parse()?, to: "-10.99".parse()? };
/// assert_eq!(serde_json::to_string(&change)?, r#"{"from":-9.99,"to":-10.99}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AmountChange {
    /// The amount before.
    pub from: Amount,
    /// The amount now.
    pub to: Amount,
}

#[cfg(test)]
mod tests;
