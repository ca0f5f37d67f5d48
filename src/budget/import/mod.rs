//! Files that people download from their bank, as statements: CSV, OFX, QIF and camt.053. What a file says is told apart by its content.

use serde::Deserialize;

use crate::account::AccountKind;
use crate::error::{Error, ErrorKind};
use crate::money::Currency;
use crate::transaction::Statement;

mod account;
mod camt;
mod layouts;
mod method;
mod ofx;
mod problem;
mod qif;
mod table;
mod value;

pub use self::problem::{FileFormat, FileProblem, RowReason};

/// The largest file, in bytes.
pub(crate) const MAX_BYTES: usize = 32 * 1024 * 1024;
/// The most rows of one file.
pub(crate) const MAX_ROWS: usize = 1_000_000;

/// How a file writes its dates, where it does not say.
///
/// ```
/// use budget::{DateOrder, ImportOptions, import};
/// let file = b"!Type:Bank\nD03/11/2026\nT-3.40\nPPret\n^\n";
/// let day = |date_order| -> Result<_, Box<dyn std::error::Error>> {
///     let statements = import(file, &ImportOptions { date_order, ..ImportOptions::default() })?;
///     Ok(statements[0].records[0].date.to_string())
/// };
/// assert_eq!((day(DateOrder::Dmy)?, day(DateOrder::Mdy)?), ("2026-11-03".into(), "2026-03-11".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// Day, month, year: the United Kingdom and most of Europe.
    #[default]
    Dmy,
    /// Month, day, year: the United States.
    Mdy,
    /// Year, month, day.
    Ymd,
}

/// Which column of a CSV file is what. A column is its heading in any case, or its number from 1.
///
/// ```
/// use budget::{ImportOptions, Mapping, import};
/// let mapping: Mapping =
///     serde_json::from_str(r#"{"date":"1","description":"Details","money_out":"Paid out","money_in":"Paid in"}"#)?;
/// let file = "Date,Details,Paid out,Paid in\n03/11/2026,Pret,3.40,\n02/11/2026,Wages,,2000.00\n";
/// let statements = import(file.as_bytes(), &ImportOptions { mapping: Some(mapping), ..ImportOptions::default() })?;
/// let amounts: Vec<_> = statements[0].records.iter().map(|record| record.amount.to_string()).collect();
/// assert_eq!(amounts, ["-3.40", "2000.00"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Mapping {
    /// When.
    pub date: String,
    /// The statement's text.
    pub description: String,
    /// The signed amount; or else `money_out` and `money_in`.
    pub amount: Option<String>,
    /// Money out, without a sign.
    pub money_out: Option<String>,
    /// Money in, without a sign.
    pub money_in: Option<String>,
    /// The currency; without it the options' currency.
    pub currency: Option<String>,
    /// The bank's own id of the row.
    pub id: Option<String>,
    /// How dates are written. A date that begins with a year is read so in any case.
    pub date_order: DateOrder,
    /// `1.234,56` instead of `1,234.56`.
    pub decimal_comma: bool,
    /// Money out is positive in `amount`.
    pub flip_sign: bool,
    /// There is no row of headings.
    pub no_header: bool,
}

/// What the caller knows of a file.
///
/// ```
/// use budget::{ImportOptions, import};
/// let options: ImportOptions = serde_json::from_str(
///     r#"{"bank":"A bank","mapping":{"date":"When","description":"What","amount":"How much","decimal_comma":true}}"#,
/// )?;
/// let file = "When;What;How much\n03.11.2026;Bäckerei;-1.003,40\n";
/// let statements = import(file.as_bytes(), &options)?;
/// assert_eq!(statements[0].records[0].amount.to_string(), "-1003.40");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ImportOptions {
    /// The id of an account in the ledger whose file this is. Banks whose files have no account number need it beside a feed.
    /// Counts in [`crate::Ledger::import`] only, and for statements in that account's currency.
    pub account: Option<String>,
    /// The bank, where the file does not name it.
    pub bank: Option<String>,
    /// What the account is called. With `bank` it says who an account is that has no number in the file.
    pub account_name: Option<String>,
    /// Account or card.
    pub kind: AccountKind,
    /// The currency of amounts that have none.
    pub currency: Currency,
    /// How a QIF file writes its dates, where its rows leave that open.
    pub date_order: DateOrder,
    /// For a CSV file of no bank that is known; where given, it counts.
    pub mapping: Option<Mapping>,
}

impl Default for ImportOptions {
    fn default() -> Self {
        Self {
            account: None,
            bank: None,
            account_name: None,
            kind: AccountKind::Account,
            currency: Currency::GBP,
            date_order: DateOrder::Dmy,
            mapping: None,
        }
    }
}

/// The statements of a file, one for each account in it. A row that cannot be used is a problem of its statement. A file has at
/// most 32 MiB and a million rows.
///
/// CSV of Monzo, Starling, Revolut, Barclays, Lloyds, Nationwide and HSBC is known by its columns; OFX is 1 and 2; camt.053 is
/// of any version.
///
/// An account with a sort code and number has the fingerprint that its feed gives it. A row coincides with the feed's when both
/// have the same stable id; [`crate::Ledger::import`] also knows those that differ in their ids.
///
/// ```
/// use budget::{ImportOptions, import};
/// let file = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// let statements = import(file.as_bytes(), &ImportOptions::default())?;
/// assert_eq!(statements[0].account.bank_name, "Starling");
/// # Ok::<(), budget::Error>(())
/// ```
///
/// # Errors
/// When nothing of the file can be read; the message says what to do.
pub fn import(bytes: &[u8], options: &ImportOptions) -> Result<Vec<Statement>, Error> {
    if bytes.len() > MAX_BYTES {
        return Err(Error::new(
            ErrorKind::FileTooLarge,
            format!("the file has more than {MAX_BYTES} bytes: download a shorter stretch of time"),
        ));
    }
    let text = value::decoded(bytes);
    match options.mapping {
        None if ofx::is_ofx(&text) => ofx::read(&text, options),
        None if camt::is_camt(&text) => camt::read(&text, options),
        None if qif::is_qif(&text) => qif::read(&text, options),
        _ => table::read(&text, options),
    }
}

/// That there are too many rows.
fn too_many_rows() -> Error {
    let message = format!("the file has more than {MAX_ROWS} rows: download a shorter stretch of time");
    Error::new(ErrorKind::FileTooLarge, message)
}

#[cfg(test)]
mod tests;
