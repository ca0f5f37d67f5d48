//! Why: what decided a transaction's category, and which transactions make a figure of the report.

use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::money::{Amount, Currency};
use crate::reason::Reason;
use crate::row::Row;
use crate::rule::Rule;
use crate::transaction::{BankHint, Confidence, DecidedBy, Kind};

/// Why a transaction is what it is.
///
/// ```
/// # use budget::{DecidedBy, Filter, ImportOptions, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let id = &ledger.transactions(&Filter::default())[0].id;
/// let why = ledger.explain(id).ok_or("no such transaction")?;
/// assert_eq!((why.decided_by, why.because.len()), (DecidedBy::Dictionary, 1));
/// assert_eq!(why.because[0], why.reasons[0].to_string());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// [`crate::Transaction::category`].
    pub category: Category,
    /// [`crate::Transaction::decided_by`].
    pub decided_by: DecidedBy,
    /// [`crate::Transaction::confidence`].
    pub confidence: Confidence,
    /// The reasons in plain English words, the deciding one first.
    pub because: Vec<String>,
    /// The same reasons in the same order as codes with their parts, for front ends in other languages.
    pub reasons: Vec<Reason>,
}

/// A figure of the report. In JSON such as `{"of":"spent","category":"groceries"}`.
///
/// ```
/// use budget::{Category, Figure, Sum};
/// let figure: Figure = serde_json::from_str(r#"{"of":"spent","category":"groceries"}"#)?;
/// assert_eq!(figure, Figure { of: Sum::Spent, category: Some(Category::Groceries), currency: None });
/// assert!(serde_json::from_str::<Figure>(r#"{"of":"budgets"}"#).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// Which sum.
    pub of: Sum,
    /// Of this category alone; only what is spent has categories.
    #[serde(default)]
    pub category: Option<Category>,
    /// In this currency; the settings' where it is left out.
    #[serde(default)]
    pub currency: Option<Currency>,
}

/// A sum of the report.
///
/// ```
/// # use budget::{Figure, ImportOptions, Ledger, Settings, Sum};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     02/11/2026,Acme Ltd,Salary,FASTER PAYMENT,2000.00,2100.00\n\
/// #     03/11/2026,Pret,,CARD,-3.40,2096.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // A salary of 2000.00 and a sandwich of 3.40: both sums are positive.
/// for (of, amount) in [(Sum::Income, "2000.00"), (Sum::Spent, "3.40")] {
///     let addends = ledger.figure(None, Figure { of, category: None, currency: None })?;
///     assert_eq!(addends[0].amount.to_string(), amount);
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sum {
    /// Money spent, net of refunds.
    Spent,
    /// Money received.
    Income,
    /// Moves between own accounts.
    Transfers,
    /// What rules left out.
    Excluded,
}

/// What one transaction adds to a figure.
///
/// ```
/// # use budget::{Amount, Figure, ImportOptions, Ledger, Settings, Sum};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n\
/// #     05/11/2026,Pret,,CARD,-4.10,92.50\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let spent = ledger.figure(None, Figure { of: Sum::Spent, category: None, currency: None })?;
/// let sum: Amount = spent.iter().map(|addend| addend.amount).sum();
/// assert_eq!((spent.len(), sum), (2, ledger.budget(None)?.spent));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Addend {
    /// [`crate::Transaction::id`].
    pub id: String,
    /// In the figure's sign: what is spent is positive.
    pub amount: Amount,
}

impl Figure {
    /// What the rows add to it, in their order.
    pub(crate) fn addends(self, rows: &[Row], currency: Currency) -> Vec<Addend> {
        let currency = self.currency.unwrap_or(currency);
        let addend = |row: &Row| {
            let amount = self.share(row)?;
            Some(Addend { id: row.id.to_string(), amount })
        };
        rows.iter().filter(|row| row.currency == currency).filter_map(addend).collect()
    }

    fn share(self, row: &Row) -> Option<Amount> {
        let spending = matches!(row.kind, Kind::Spending | Kind::Refund);
        match self.of {
            Sum::Spent if spending => {
                let mut parts = row.parts().filter(|part| self.category.is_none_or(|wanted| part.category == wanted));
                let first = parts.next()?;
                Some(parts.fold(-first.amount, |sum, part| sum - part.amount))
            }
            Sum::Income => (row.kind == Kind::Income).then_some(row.amount),
            Sum::Transfers => (row.kind == Kind::Transfer).then_some(row.amount),
            Sum::Excluded => (row.kind == Kind::Excluded).then_some(row.amount),
            Sum::Spent => None,
        }
    }
}

/// The reasons for a row. `decision` is why it has its category, `other` the other leg or the purchase with the name of its account.
pub(crate) fn explain(row: &Row, decision: Reason, other: Option<(&Row, &str)>) -> Explanation {
    let mut reasons = match (other, row.kind) {
        (Some((leg, account)), Kind::Transfer) => vec![Reason::Transfer { account: account.to_owned(), on: leg.date }],
        _ => vec![decision],
    };
    if let (Some((purchase, _)), Kind::Refund) = (other, row.kind) {
        reasons.push(Reason::Refund { on: purchase.date, partial: purchase.amount.abs() != row.amount });
    }
    if !row.splits.is_empty() {
        reasons.push(Reason::Split);
    }
    let because = reasons.iter().map(Reason::to_string).collect();
    Explanation { category: row.category, decided_by: row.decided_by, confidence: row.confidence, because, reasons }
}

/// Why a row has its category, as far as who decided tells. `merchant` is who was paid, `rule` the person's rule that matches, `hint`
/// what the bank sent.
pub(crate) fn decision(row: &Row, merchant: Option<&str>, rule: Option<&Rule>, hint: &BankHint) -> Reason {
    let category = row.category;
    match (row.decided_by, merchant) {
        // A correction of the payment itself or of its merchant has a day, and a likeness its word: the ledger knows them.
        (DecidedBy::You | DecidedBy::Learned, _) => Reason::SimilarCorrections { category },
        (DecidedBy::Rule, _) => Reason::Rule { id: rule.map_or_else(String::new, |rule| rule.id.clone()) },
        (DecidedBy::Dictionary, Some(name)) => Reason::Merchant { name: name.to_owned(), category, list: None },
        (DecidedBy::Dictionary | DecidedBy::Model, _) => Reason::StatementText { category },
        (DecidedBy::Bank, _) if hint.classification.is_empty() => Reason::PaymentMethod { category },
        (DecidedBy::Bank, _) => Reason::BankClassification { names: hint.classification.clone() },
        (DecidedBy::None, _) => Reason::Unknown,
    }
}
