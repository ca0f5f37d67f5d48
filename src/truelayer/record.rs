//! One line of a bank statement: from TrueLayer's record to the core's [`Record`], signs, dates and identity included.

use budget::{AccountKind, Amount, BankHint, Currency, ErrorKind, Method, Record, Status};
use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::{json, time};

/// What is wrong with a line: why it is left out, or (the last two) what to doubt about it although it is kept. Its text
/// goes on from the name of the line: "A transaction …".
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Issue {
    #[error("is not an object with fields that each come once")]
    NotARecord,
    #[error("has no `description`")]
    MissingDescription,
    #[error("has no `timestamp`")]
    MissingTimestamp,
    #[error("has a `timestamp` that does not start with a date")]
    BadTimestamp,
    #[error("has no `amount`")]
    MissingAmount,
    #[error("has an `amount` that is not a number")]
    BadAmount,
    #[error("has an `amount` of 10^15 or more, or with more than 8 digits behind the point")]
    AmountOutOfRange,
    #[error("has no `currency`")]
    MissingCurrency,
    #[error("has a `currency` that is not a code of three letters")]
    UnknownCurrency,
    #[error("has no usable `transaction_type`, without which a card's purchases and repayments look alike")]
    MissingDirection,
    #[error("has an `amount` whose sign contradicts its `transaction_type`; the type was followed")]
    SignContradiction,
    #[error("has an unknown `transaction_type`; the sign of its `amount` was followed")]
    UnknownDirection,
}

impl Issue {
    /// The stable code of the [`budget::Problem`] it becomes.
    #[must_use]
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::NotARecord => "not_a_record",
            Self::MissingDescription => "missing_description",
            Self::MissingTimestamp => "missing_timestamp",
            Self::BadTimestamp => "bad_timestamp",
            Self::MissingAmount => "missing_amount",
            Self::BadAmount => "bad_amount",
            Self::AmountOutOfRange => "amount_out_of_range",
            Self::MissingCurrency => "missing_currency",
            Self::UnknownCurrency => "unknown_currency",
            Self::MissingDirection => "missing_direction",
            Self::SignContradiction => "sign_contradiction",
            Self::UnknownDirection => "unknown_direction",
        }
    }
}

/// What all lines of one list share.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rows {
    /// Accounts and cards sign their amounts the opposite way.
    pub(crate) kind: AccountKind,
    /// The account's own currency, for lines that name none.
    pub(crate) currency: Option<Currency>,
}

/// The fields of a transaction that are read. `transaction_id` is not: it may change from one request to the next.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Row<'a> {
    #[serde(borrow)]
    timestamp: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) description: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) amount: Option<&'a RawValue>,
    #[serde(borrow)]
    currency: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) transaction_type: Option<&'a RawValue>,
    #[serde(borrow)]
    transaction_category: Option<&'a RawValue>,
    #[serde(borrow)]
    transaction_classification: Option<&'a RawValue>,
    #[serde(borrow)]
    pub(crate) merchant_name: Option<&'a RawValue>,
    #[serde(borrow)]
    normalised_provider_transaction_id: Option<&'a RawValue>,
    #[serde(borrow)]
    provider_transaction_id: Option<&'a RawValue>,
    #[serde(borrow)]
    meta: Option<&'a RawValue>,
}

/// Where some banks put the ids instead.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Meta<'a> {
    #[serde(borrow)]
    provider_transaction_id: Option<&'a RawValue>,
    #[serde(borrow)]
    bank_transaction_id: Option<&'a RawValue>,
}

impl Rows {
    /// One line, with what to doubt about it; or why it cannot be used.
    pub(crate) fn read(&self, row: Option<Row<'_>>, status: Status) -> Result<(Record, Option<Issue>), Issue> {
        let row = row.ok_or(Issue::NotARecord)?;
        let date = date(row.timestamp)?;
        let (amount, doubt) =
            signed(self.kind, read_amount(row.amount)?, json::borrowed(row.transaction_type).as_deref())?;
        let currency = self.currency(row.currency)?;
        let merchant_name = json::text(row.merchant_name);
        let record = Record {
            stable_id: row.stable_id(),
            date,
            amount,
            currency,
            description: json::text(row.description).or_else(|| merchant_name.clone()).unwrap_or_default(),
            merchant_name,
            hint: row.hint(),
            status,
        };
        Ok((record, doubt))
    }

    fn currency(&self, raw: Option<&RawValue>) -> Result<Currency, Issue> {
        match json::borrowed(raw) {
            Some(code) => code.parse().map_err(|_| Issue::UnknownCurrency),
            None => self.currency.ok_or(Issue::MissingCurrency),
        }
    }
}

impl Row<'_> {
    /// What the bank says it was.
    pub(crate) fn hint(&self) -> BankHint {
        BankHint {
            method: json::borrowed(self.transaction_category)
                .and_then(|name| method(&name).or_else(|| method(&name.to_ascii_uppercase()))),
            classification: json::texts(self.transaction_classification),
        }
    }

    /// The most lasting of the ids that banks give; some send them blank.
    fn stable_id(&self) -> Option<String> {
        json::text(self.normalised_provider_transaction_id)
            .or_else(|| json::text(self.provider_transaction_id))
            .or_else(|| {
                let meta: Meta<'_> = self.meta.and_then(json::object)?;
                json::text(meta.provider_transaction_id).or_else(|| json::text(meta.bank_transaction_id))
            })
    }
}

fn date(raw: Option<&RawValue>) -> Result<NaiveDate, Issue> {
    let text = json::borrowed(raw).ok_or(Issue::MissingTimestamp)?;
    time::bank_date(&text).ok_or(Issue::BadTimestamp)
}

/// An amount from the digits of the JSON text itself: a number, or a string that holds one.
pub(crate) fn read_amount(raw: Option<&RawValue>) -> Result<Amount, Issue> {
    let text = json::borrowed(raw).ok_or(if raw.is_some() { Issue::BadAmount } else { Issue::MissingAmount })?;
    text.parse().map_err(|error: budget::Error| match error.kind() {
        ErrorKind::AmountOutOfRange => Issue::AmountOutOfRange,
        _ => Issue::BadAmount,
    })
}

/// The amount in the core's sign (money out is negative). The type says which way the money went; TrueLayer's sign,
/// which is that of the statement (on cards spending is positive), only confirms it. A line without a usable type
/// is an account's, or unreadable.
pub(crate) fn signed(
    kind: AccountKind,
    amount: Amount,
    direction: Option<&str>,
) -> Result<(Amount, Option<Issue>), Issue> {
    let out = match direction {
        Some(text) if text.eq_ignore_ascii_case("DEBIT") => true,
        Some(text) if text.eq_ignore_ascii_case("CREDIT") => false,
        unusable => {
            return match kind {
                AccountKind::Account => Ok((amount, unusable.map(|_| Issue::UnknownDirection))),
                AccountKind::Card => Err(Issue::MissingDirection),
            };
        }
    };
    let expect_negative = match kind {
        AccountKind::Account => out,
        AccountKind::Card => !out,
    };
    let contradicts = !amount.is_zero() && amount.is_negative() != expect_negative;
    let signed = if out { -amount.abs() } else { amount.abs() };
    Ok((signed, contradicts.then_some(Issue::SignContradiction)))
}

/// TrueLayer's `transaction_category`, in capitals; `None` for `OTHER`, `UNKNOWN` and what it may add.
fn method(name: &str) -> Option<Method> {
    Some(match name {
        "ATM" => Method::Atm,
        "BILL_PAYMENT" => Method::BillPayment,
        "CASH" => Method::Cash,
        "CASHBACK" => Method::Cashback,
        "CHEQUE" => Method::Cheque,
        "CORRECTION" => Method::Correction,
        "CREDIT" => Method::Credit,
        "DEBIT" => Method::Debit,
        "DIRECT_DEBIT" => Method::DirectDebit,
        "DIVIDEND" => Method::Dividend,
        "FEE_CHARGE" => Method::Fee,
        "INTEREST" => Method::Interest,
        "PURCHASE" => Method::Purchase,
        "STANDING_ORDER" => Method::StandingOrder,
        "TRANSFER" => Method::Transfer,
        _ => return None,
    })
}
