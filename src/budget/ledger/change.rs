//! What a change of the settings would do to a transaction.

use serde::Serialize;

use crate::category::Category;
use crate::row::Row;
use crate::transaction::{Kind, Part};

/// One transaction that other settings would read otherwise.
///
/// ```
/// # use budget::{Category, ImportOptions, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let rule = br#"{"rules":[{"id":"work","if":{"text":"pret"},"then":{"category":"transport"}}]}"#;
/// let change = &ledger.preview(&Settings::from_json(rule)?)[0];
/// assert_eq!((change.before.category, change.after.category), (Category::EatingOut, Category::Transport));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// [`crate::Transaction::id`].
    pub id: String,
    /// What it is now.
    pub before: Meaning,
    /// What it would be.
    pub after: Meaning,
}

/// What a transaction means for the budget.
///
/// ```
/// # use budget::{ImportOptions, Kind, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let rule = br#"{"rules":[{"id":"work","if":{"text":"pret"},"then":{"exclude":true}}]}"#;
/// let change = &ledger.preview(&Settings::from_json(rule)?)[0];
/// assert_eq!((change.before.kind, change.after.kind), (Kind::Spending, Kind::Excluded));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meaning {
    /// Its part in the budget.
    pub kind: Kind,
    /// Its category.
    pub category: Category,
    /// Its parts, where a rule splits it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub splits: Vec<Part>,
}

impl Change {
    /// What changed between two readings of one row; `None` where nothing did.
    pub(super) fn between(before: &Row, after: &Row) -> Option<Self> {
        let (id, before, after) = (after.id, Meaning::of(before), Meaning::of(after));
        (before != after).then(|| Self { id: id.to_string(), before, after })
    }
}

impl Meaning {
    fn of(row: &Row) -> Self {
        Self { kind: row.kind, category: row.category, splits: row.splits.clone() }
    }
}
