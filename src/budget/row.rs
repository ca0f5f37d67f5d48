//! A line's meaning for the budget, as it is worked with: small, and without the line's texts. [`Transaction`] is the same in
//! full, for people.
//!
//! [`Transaction`]: crate::transaction::Transaction

use chrono::NaiveDate;

use crate::category::Category;
use crate::identity::Id;
use crate::money::{Amount, Currency};
use crate::transaction::{Confidence, DecidedBy, Kind, Part};

/// One transaction.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) id: Id,
    /// Where the ledger has its entry.
    pub(crate) place: Place,
    /// The number of its texts: lines of one number say the same.
    pub(crate) text: usize,
    pub(crate) date: NaiveDate,
    /// Money out is negative.
    pub(crate) amount: Amount,
    pub(crate) currency: Currency,
    pub(crate) kind: Kind,
    pub(crate) category: Category,
    pub(crate) decided_by: DecidedBy,
    pub(crate) confidence: Confidence,
    /// The other leg of a transfer, or the purchase that a refund gives back, where it is here.
    pub(crate) other: Option<Id>,
    /// The parts a person's rule splits it into. Empty where it is one whole.
    pub(crate) splits: Vec<Part>,
}

/// Of which account, counted as the ledger came to know them, and which of its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) account: u32,
    pub(crate) entry: u32,
}

impl Row {
    /// What each part of it was for: the whole, or its splits.
    pub(crate) fn parts(&self) -> impl Iterator<Item = Part> {
        let whole = self.splits.is_empty().then_some(Part { category: self.category, amount: self.amount });
        whole.into_iter().chain(self.splits.iter().copied())
    }
}

/// The rows of a stretch of days, both ends included, out of rows that are sorted newest first.
pub(crate) fn between(rows: &[Row], from: Option<NaiveDate>, to: Option<NaiveDate>) -> &[Row] {
    let start = to.map_or(0, |to| rows.partition_point(|row| row.date > to));
    let end = from.map_or(rows.len(), |from| rows.partition_point(|row| row.date >= from));
    rows.get(start..end).unwrap_or_default()
}
