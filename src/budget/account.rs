//! Accounts and cards, and what a bank says is on them.

use serde::{Deserialize, Serialize};

use crate::money::{Amount, Currency};

/// A bank account or a card. The two differ in how banks sign their transactions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountKind {
    /// A current, savings or other account.
    Account,
    /// A credit or charge card.
    Card,
}

impl AccountKind {
    /// `account` or `card`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Card => "card",
        }
    }
}

/// One account or card of one connection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The bank's id of it, which may change on a reconnect.
    pub id: String,
    /// The connection it belongs to.
    pub connection_id: String,
    /// Account or card.
    pub kind: AccountKind,
    /// What the bank calls it, for people.
    pub display_name: String,
    /// The bank, for people.
    pub bank_name: String,
    /// `TRANSACTION`, `SAVINGS`, `CREDIT` … as the bank says; an open set.
    pub account_type: String,
    /// The account's own currency; single transactions may differ.
    pub currency: Currency,
    /// What is on it; `None` where the bank did not say.
    pub balance: Option<Balance>,
    /// Who it is, whatever its `id`: the same after a reconnect.
    pub fingerprint: String,
}

/// A balance as the bank gives it. For a card `current` is what is owed, positive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Without pending transactions.
    pub current: Amount,
    /// What can still be spent, with pending transactions and overdraft, where the bank says.
    pub available: Option<Amount>,
}
