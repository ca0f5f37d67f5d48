//! Why a row of a file does not count: codes with their parts, for a front end in any language, and the English sentence of each.

use std::fmt;

use serde::Serialize;

use crate::transaction::Problem;

/// A row of a file that does not count, and why. As text it is the English sentence, which [`Problem::message`] is.
///
/// ```
/// use budget::{ImportOptions, import};
/// let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n04/11/2026,Pret,,CARD,three,93.60\n";
/// let statement = &import(csv.as_bytes(), &ImportOptions::default())?[0];
/// let problem = statement.problems[0].file.as_ref().ok_or("no row of a file")?;
/// assert_eq!(problem.to_string(), "line 2: left out: no amount in column \"Amount (GBP)\"");
/// let json = r#"{"format":"csv","number":2,"reason":{"code":"no_amount","field":"Amount (GBP)"}}"#;
/// assert_eq!(serde_json::to_string(problem)?, json);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileProblem {
    /// What kind of file it is.
    pub format: FileFormat,
    /// The line that the row is on in a CSV file; in the others which of its account's transactions it is. From 1.
    pub number: u64,
    /// Why it does not count.
    pub reason: RowReason,
}

/// A kind of file that is read.
///
/// ```
/// assert_eq!(serde_json::to_string(&budget::FileFormat::Camt)?, "\"camt\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum FileFormat {
    /// A table, by a bank's layout or a mapping.
    Csv,
    /// OFX or QFX, of either version.
    Ofx,
    /// QIF.
    Qif,
    /// camt.053.
    Camt,
}

/// Why a row of a file does not count. In JSON it has a `code` and the parts of its sentence. More may come.
///
/// ```
/// let reason = budget::RowReason::NoDate { field: "DTPOSTED".into() };
/// assert_eq!(serde_json::to_string(&reason)?, r#"{"code":"no_date","field":"DTPOSTED"}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RowReason {
    /// It has no date that can be read.
    NoDate {
        /// The column, as the mapping or the bank names it, or the format's own name of the field.
        field: String,
    },
    /// It has no amount that can be read, or does not say whether money came or went.
    NoAmount {
        /// As in [`Self::NoDate`].
        field: String,
    },
    /// It has no currency that can be read.
    NoCurrency {
        /// As in [`Self::NoDate`].
        field: String,
    },
    /// Neither money out nor money in is there.
    NoMoney,
    /// The payment was declined.
    Declined,
    /// The bank did not book it.
    NotBooked {
        /// The state that says so, in the file's own word.
        state: String,
    },
    /// The file breaks off here.
    Truncated,
}

impl RowReason {
    pub(super) fn no_date(field: &str) -> Self {
        Self::NoDate { field: field.to_owned() }
    }

    pub(super) fn no_amount(field: &str) -> Self {
        Self::NoAmount { field: field.to_owned() }
    }

    /// The problem of a row, counted from 0, that stands at a number.
    pub(super) fn problem(self, format: FileFormat, number: u64, row: usize) -> Problem {
        let code = match &self {
            Self::NoDate { .. } => "bad_date",
            Self::NoAmount { .. } | Self::NoMoney => "bad_amount",
            Self::NoCurrency { .. } => "bad_currency",
            Self::Declined | Self::NotBooked { .. } => "not_booked",
            Self::Truncated => "truncated",
        };
        let file = FileProblem { format, number, reason: self };
        Problem { code, message: file.to_string(), row: Some(row), file: Some(file) }
    }

    /// The problem of a row, counted from 0, in a format that numbers the transactions of an account.
    pub(super) fn problem_of(self, format: FileFormat, row: usize) -> Problem {
        self.problem(format, u64::try_from(row).unwrap_or(u64::MAX).saturating_add(1), row)
    }
}

/// The English sentence.
impl fmt::Display for FileProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { format, number, reason } = self;
        if *reason == RowReason::Truncated {
            return f.write_str("the file breaks off here: download it again");
        }
        let row = match format {
            FileFormat::Csv => "line",
            FileFormat::Ofx => "STMTTRN",
            FileFormat::Qif => "transaction",
            FileFormat::Camt => "Ntry",
        };
        write!(f, "{row} {number}: left out: ")?;
        let mut unread = |what: &str, field: &str| match format {
            FileFormat::Csv => write!(f, "no {what} in column {field:?}"),
            FileFormat::Qif => write!(f, "its {what} ({field}) cannot be read"),
            FileFormat::Ofx | FileFormat::Camt => write!(f, "{field} cannot be read"),
        };
        match reason {
            RowReason::NoDate { field } => unread("date", field),
            RowReason::NoAmount { field } => unread("amount", field),
            RowReason::NoCurrency { field } => unread("three-letter currency", field),
            RowReason::NoMoney => f.write_str("neither money out nor money in"),
            RowReason::Declined => f.write_str("the payment was declined"),
            RowReason::NotBooked { state } if *format == FileFormat::Camt => {
                write!(f, "its status is {state}: the bank tells of it and books nothing")
            }
            RowReason::NotBooked { state } => write!(f, "its state is {state}"),
            RowReason::Truncated => Ok(()),
        }
    }
}
