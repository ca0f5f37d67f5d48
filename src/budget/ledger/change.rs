//! What a change of the settings would do to a transaction.

use serde::Serialize;

use crate::category::Category;
use crate::transaction::{Kind, Part, Transaction};

/// One transaction that other settings would read otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// [`Transaction::id`].
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
    pub(super) fn between(before: &Transaction, after: Transaction) -> Option<Self> {
        let (before, id) = (Meaning::of(before.clone()), after.id.clone());
        let after = Meaning::of(after);
        (before != after).then_some(Self { id, before, after })
    }
}

impl Meaning {
    fn of(row: Transaction) -> Self {
        Self { kind: row.kind, category: row.category, splits: row.splits }
    }
}
