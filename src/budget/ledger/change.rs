//! What a change of the settings would do to a transaction.

use serde::Serialize;

use crate::category::Category;
use crate::row::Row;
use crate::transaction::{Kind, Part};

/// One transaction that other settings would read otherwise.
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
