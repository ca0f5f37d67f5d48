//! Transactions: a [`Record`] is what a bank's statement said, a [`Transaction`] what the core made of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::category::Category;
use crate::expected::Source;
use crate::import::FileProblem;
use crate::money::{Amount, Currency};
use crate::recurring::Commitment;

/// Whether the bank has booked it.
///
/// ```
/// assert_eq!(serde_json::to_string(&budget::Status::Pending)?, "\"pending\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Booked: it will not change any more.
    Settled,
    /// Announced: amount, description and ids may change, or it may vanish.
    Pending,
}

/// One line of a bank statement, in the core's signs and dates.
///
/// ```
/// # use budget::{Currency, ImportOptions, Status, import};
/// // A card whose file has money out positive: the record has it negative, as everywhere.
/// let options = r#"{"bank":"A bank","kind":"card","mapping":{
///     "date":"1","description":"2","amount":"3","flip_sign":true,"no_header":true}}"#;
/// let options: ImportOptions = serde_json::from_str(options)?;
/// let record = &import(b"2026-11-03,PRET,3.40\n", &options)?[0].records[0];
/// assert_eq!((record.amount.to_string().as_str(), record.currency), ("-3.40", Currency::GBP));
/// assert_eq!((record.stable_id.as_deref(), record.status), (None, Status::Settled));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// An id that stays the same however often the line is fetched, where the bank gives one. Never blank.
    pub stable_id: Option<String>,
    /// The bank's local calendar date.
    pub date: NaiveDate,
    /// Money out is negative, on accounts and cards alike.
    pub amount: Amount,
    /// The currency of `amount`.
    pub currency: Currency,
    /// The statement's text.
    pub description: String,
    /// The bank's guess at who was paid.
    pub merchant_name: Option<String>,
    /// The bank's guess at what it was.
    pub hint: BankHint,
    /// Settled or pending.
    pub status: Status,
}

/// What a bank says a transaction was. Banks are wrong too.
///
/// ```
/// use budget::{AccountKind, BankHint, Category, Evidence, categorise};
/// let hint = BankHint { method: None, classification: vec!["Food & Dining".into(), "Restaurants".into()] };
/// let (kind, amount) = (AccountKind::Account, "-42.10".parse()?);
/// let line = Evidence { kind, description: "TESCO STORES 3297", merchant_name: None, amount, hint: &hint };
/// // A merchant that is known counts for more.
/// assert_eq!(categorise(&line).category, Category::Groceries);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BankHint {
    /// How the money moved.
    pub method: Option<Method>,
    /// What it was for, from general to specific, such as `["Food & Dining", "Restaurants"]`. Open strings.
    pub classification: Vec<String>,
}

/// How the money moved, as banks name it.
///
/// ```
/// use budget::{AccountKind, BankHint, Category, Evidence, Method, categorise};
/// let hint = BankHint { method: Some(Method::Atm), classification: Vec::new() };
/// let (kind, amount) = (AccountKind::Account, "-20.00".parse()?);
/// let line = Evidence { kind, description: "QZXV 0017", merchant_name: None, amount, hint: &hint };
/// assert_eq!(categorise(&line).category, Category::Cash);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// Cash out of a machine.
    Atm,
    /// A bill paid by hand.
    BillPayment,
    /// Cash paid in.
    Cash,
    /// Money back from a shop or the bank.
    Cashback,
    /// A cheque.
    Cheque,
    /// The bank put a mistake right.
    Correction,
    /// Money in, of no kind that the bank names.
    Credit,
    /// Money out, of no kind that the bank names.
    Debit,
    /// A direct debit.
    DirectDebit,
    /// A dividend.
    Dividend,
    /// A fee or charge of the bank.
    Fee,
    /// Interest, paid or charged.
    Interest,
    /// A card purchase, or its refund.
    Purchase,
    /// A standing order.
    StandingOrder,
    /// A transfer to or from another account.
    Transfer,
}

/// What one feed said about one account: all of its lines that a window held.
///
/// ```
/// # use budget::{ImportOptions, import};
/// let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// let statement = import(csv.as_bytes(), &ImportOptions::default())?.remove(0);
/// assert_eq!((statement.records.len(), statement.problems.len()), (1, 0));
/// // Files list no standing orders.
/// assert!(statement.commitments.is_empty());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Whose lines these are.
    pub account: Account,
    /// Settled and pending lines, in the bank's order.
    pub records: Vec<Record>,
    /// The account's standing orders and direct debits that are in force.
    pub commitments: Vec<Commitment>,
    /// The lists of `commitments` that did not come: what an earlier statement said of them stays.
    pub unlisted: Vec<Source>,
    /// What could not be read. One bad line never hides the rest.
    pub problems: Vec<Problem>,
}

/// Something in the input that could not be used, or contradicted itself.
///
/// ```
/// # use budget::{ImportOptions, import};
/// let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
///     03/11/2026,Pret,,CARD,-3.40,96.60\n04/11/2026,Pret,,CARD,three,93.60\n";
/// let statement = &import(csv.as_bytes(), &ImportOptions::default())?[0];
/// assert_eq!((statement.records.len(), statement.problems[0].code), (1, "bad_amount"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// Stable, for programs: `bad_timestamp`, `bad_amount`, `sign_contradiction` …
    pub code: &'static str,
    /// For people: what is wrong and what was done about it. Carries no amounts or descriptions.
    pub message: String,
    /// The line's place in the bank's list, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub row: Option<usize>,
    /// What the message says, as codes with their parts: of every row of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileProblem>,
}

/// What a transaction means for the budget.
///
/// ```
/// # use budget::{Filter, ImportOptions, Kind, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     02/11/2026,Acme Ltd,Salary,FASTER PAYMENT,2000.00,2100.00\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n\
/// #     04/11/2026,Pret,,CARD,3.40,96.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // A salary, a purchase, and its money back: newest first.
/// let kinds: Vec<_> = ledger.transactions(&Filter::default()).iter().map(|row| row.kind).collect();
/// assert_eq!(kinds, [Kind::Refund, Kind::Spending, Kind::Income]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Money spent.
    Spending,
    /// Money earned or received.
    Income,
    /// Money moved between own accounts, cards and pots: neither income nor spending.
    Transfer,
    /// Money that came back: it reduces the category it came from and is not income.
    Refund,
    /// Left out of the budget by a person's rule.
    Excluded,
}

/// Who decided a category, from the strongest to none.
///
/// ```
/// use budget::DecidedBy;
/// assert!(DecidedBy::You < DecidedBy::Rule && DecidedBy::Rule < DecidedBy::Dictionary);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DecidedBy {
    /// The person, for this transaction.
    You,
    /// One of the person's rules.
    Rule,
    /// What was learned from the person's corrections.
    Learned,
    /// The list of known merchants and the structure of the statement's text.
    Dictionary,
    /// The statistical model.
    Model,
    /// The bank's own hint.
    Bank,
    /// Nobody: the category is `other`.
    None,
}

/// A transaction as openpurse shows it: identified, categorised, with its part in the budget.
///
/// ```
/// # use budget::{Category, Filter, ImportOptions, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let pret = &ledger.transactions(&Filter::default())[0];
/// assert_eq!((pret.merchant.as_deref(), pret.category), (Some("Pret A Manger"), Category::EatingOut));
/// assert!(pret.amount.is_negative());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Transaction {
    /// Stable across fetches and reconnects: made from the account's fingerprint and the line's own identity.
    pub id: String,
    /// [`Account::id`].
    pub account_id: String,
    /// The bank's local calendar date.
    pub date: NaiveDate,
    /// The statement's text.
    pub description: String,
    /// Who was paid, for people, where known.
    pub merchant: Option<String>,
    /// Money out is negative.
    pub amount: Amount,
    /// The currency of `amount`.
    pub currency: Currency,
    /// Settled or pending.
    pub status: Status,
    /// Its part in the budget.
    pub kind: Kind,
    /// Its category.
    pub category: Category,
    /// Who decided the category.
    pub decided_by: DecidedBy,
    /// How sure that is.
    pub confidence: Confidence,
    /// The id of the other leg, where both legs of a transfer are here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub transfer_with: Option<String>,
    /// The id of the purchase that this gives back, wholly or in part, where it is here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund_of: Option<String>,
    /// The parts a person's rule splits it into; their amounts sum to `amount`. Empty where it is one whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub splits: Vec<Part>,
}

/// A part of a split transaction.
///
/// ```
/// use budget::{Category, Part};
/// let half = Part { category: Category::Home, amount: "-1.70".parse()? };
/// assert_eq!(serde_json::to_string(&half)?, r#"{"category":"home","amount":-1.70}"#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What this part was for.
    pub category: Category,
    /// Its share; money out is negative.
    pub amount: Amount,
}

impl Transaction {
    /// What each part of it was for: the whole, or its splits.
    ///
    /// Amounts are signed, money out negative, and sum to [`Self::amount`].
    ///
    /// ```
    /// # use budget::{Filter, ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
    /// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// // No rule splits it: it is one part.
    /// let pret = &ledger.transactions(&Filter::default())[0];
    /// let parts: Vec<_> = pret.parts().collect();
    /// assert_eq!((parts.len(), parts[0].amount), (1, pret.amount));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn parts(&self) -> impl Iterator<Item = Part> {
        let whole = self.splits.is_empty().then_some(Part { category: self.category, amount: self.amount });
        whole.into_iter().chain(self.splits.iter().copied())
    }
}

/// A probability in hundredths, printed as `0.95`.
///
/// ```
/// assert_eq!(serde_json::to_string(&budget::Confidence::percent(95))?, "0.95");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Confidence(u8);

impl Confidence {
    /// No idea.
    pub const NONE: Self = Self(0);
    /// Certain.
    pub const CERTAIN: Self = Self(100);

    /// From hundredths; more than 100 is 100.
    ///
    /// ```
    /// use budget::Confidence;
    /// assert_eq!(Confidence::percent(250), Confidence::CERTAIN);
    /// assert!(Confidence::NONE < Confidence::percent(1));
    /// ```
    #[must_use]
    pub const fn percent(hundredths: u8) -> Self {
        Self(if hundredths > 100 { 100 } else { hundredths })
    }

    /// In hundredths.
    #[must_use]
    pub const fn hundredths(self) -> u8 {
        self.0
    }
}

impl Serialize for Confidence {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        rust_decimal::serde::arbitrary_precision::serialize(
            &rust_decimal::Decimal::new(self.0.into(), 2).normalize(),
            serializer,
        )
    }
}
