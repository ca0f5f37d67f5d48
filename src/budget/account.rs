//! Accounts and cards, and what a bank says is on them.

use serde::{Deserialize, Serialize};

use crate::money::{Amount, Currency};

/// A bank account or a card. The two differ in how banks sign their transactions.
///
/// ```
/// use budget::{AccountKind, BankHint, Category, Evidence, categorise};
/// let thanks = Evidence {
///     kind: AccountKind::Card,
///     description: "PAYMENT RECEIVED - THANK YOU",
///     merchant_name: None,
///     amount: "250.00".parse()?,
///     hint: &BankHint::default(),
/// };
/// // Money that comes in on a card is its repayment.
/// assert_eq!(categorise(&thanks).category, Category::Transfers);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    ///
    /// ```
    /// assert_eq!(budget::AccountKind::Card.as_str(), "card");
    /// ```
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Card => "card",
        }
    }
}

/// One account or card of one connection.
///
/// ```
/// # use budget::{Currency, ImportOptions, import};
/// # let october = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/10/2026,Pret,,CARD,-3.40,96.60\n";
/// # let november = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,93.20\n";
/// let options = ImportOptions::default();
/// let (one, other) = (&import(october.as_bytes(), &options)?[0].account, &import(november.as_bytes(), &options)?[0].account);
/// assert_eq!((one.bank_name.as_str(), one.currency), ("Starling", Currency::GBP));
/// // Two files of one account: the fingerprint says so.
/// assert_eq!(one.fingerprint, other.fingerprint);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// use budget::Balance;
/// // A card with a limit of 1,000, on which 120.50 are owed.
/// let card = Balance { current: "120.50".parse()?, available: Some("879.50".parse()?) };
/// assert_eq!(card.available.map(|free| (free + card.current).to_string()), Some("1000.00".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// Without pending transactions.
    pub current: Amount,
    /// What can still be spent, with pending transactions and overdraft, where the bank says.
    pub available: Option<Amount>,
}
