//! The budget core: transactions in, a budget out.
//!
//! Pure: no I/O, no clock, no locale, no randomness, no JavaScript. `today` is an argument; the same input gives the
//! same bytes natively, in the browser and at the edge.
//!
//! # The model
//!
//! A bank's lines come in as [`Statement`]s, one an account, from a feed or a file ([`import()`]): [`Record`]s with money out
//! negative, and the bank's own list of [`Commitment`]s. A [`Ledger`] makes [`Transaction`]s of them and answers with a
//! [`Report`] for a [`Period`]:
//!
//! 1. **Identity.** A line keeps its id over fetches, reconnects and pending-to-settled, so that it counts once.
//! 2. **Category.** A person's choices and rules come first, then what their corrections teach ([`Learned`]), the text's structure
//!    and the known merchants, the bank's classification and a statistical model. Where nothing is likely it abstains: `other`.
//!    [`Ledger::explain`] says who decided and why.
//! 3. **Meaning.** Moves between own accounts pair off and are neither income nor spending; a refund reduces what it gives
//!    back ([`Kind`]).
//! 4. **Budget.** Caps carry over, recurring payments ([`RecurringPayment`]) come off them first, and the rest is allowed day
//!    by day. [`Ledger::figure`] says which transactions make a figure.
//!
//! Money is exact, currencies are never added together, and in every report spending, income, transfers and what was excluded
//! add up to the input ([`BalanceCheck`]).
//!
//! ```
//! use budget::{Account, AccountKind, BankHint, Currency, Ledger, Record, Settings, Statement, Status};
//!
//! let record = Record {
//!     stable_id: None,
//!     date: "2026-11-03".parse()?,
//!     amount: "-42.10".parse()?,
//!     currency: Currency::GBP,
//!     description: "TESCO STORES 3297".into(),
//!     merchant_name: None,
//!     hint: BankHint::default(),
//!     status: Status::Settled,
//! };
//! let account = Account {
//!     id: "a1".into(),
//!     connection_id: "c1".into(),
//!     kind: AccountKind::Account,
//!     display_name: "Current".into(),
//!     bank_name: "A bank".into(),
//!     account_type: "TRANSACTION".into(),
//!     currency: Currency::GBP,
//!     balance: None,
//!     fingerprint: "who the account is".into(),
//! };
//! let settings = Settings::from_json(br#"{"caps":[{"category":"groceries","amount":400}]}"#)?;
//! let mut ledger = Ledger::new(settings, "2026-11-23".parse()?);
//! ledger.load(Statement { account, records: vec![record], commitments: Vec::new(), unlisted: Vec::new(), problems: Vec::new() });
//! assert_eq!(ledger.budget(None)?.budgets[0].left.to_string(), "357.90");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod categorise;
mod category;
mod error;
mod exchange;
mod expected;
mod explain;
mod export;
mod holiday;
mod identity;
mod import;
mod learn;
mod ledger;
mod money;
mod order;
mod period;
mod reason;
mod recurring;
mod refund;
mod report;
mod row;
mod rule;
mod settings;
mod settle;
#[cfg(test)]
mod testing;
mod transaction;
mod transfer;

pub use account::{Account, AccountKind, Balance};
#[doc(hidden)]
pub use categorise::categoriser;
pub use categorise::{Decision, Decisions, Evidence, categorise};
pub use category::Category;
pub use error::{Error, ErrorKind};
pub use exchange::Exchange;
pub use expected::{Expected, Source};
pub use explain::{Addend, Explanation, Figure, Sum};
pub use export::Journal;
pub use import::{DateOrder, FileFormat, FileProblem, ImportOptions, Mapping, RowReason, import};
pub use learn::Learned;
pub use ledger::{Change, Corrected, Filter, Ledger, Loaded, Meaning};
pub use money::{Amount, Currency};
pub use period::{Payday, Period, PeriodKind, Shift};
pub use reason::{BrandList, Reason};
pub use recurring::{AmountChange, Commitment, RecurringPayment, Rhythm};
pub use report::{
    Alert, BalanceCheck, BudgetLine, CappedTotals, Converted, CurrencyTotals, LeftToSpend, Pace, Report, SpendingLine,
    Upcoming,
};
pub use rule::{Condition, Direction, Rule, Share, Then};
pub use settings::{Cap, CapChange, Rate, Rollover, Settings};
pub use settle::Settled;
pub use transaction::{
    BankHint, Confidence, DecidedBy, Kind, Method, Part, Problem, Record, Statement, Status, Transaction,
};
