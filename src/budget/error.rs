//! The one error of the core: opaque, with a kind to decide by and the failure underneath where there is one.

use std::borrow::Cow;
use std::fmt;

/// Why something could not be read or asked.
///
/// It is shown as one sentence that says what was expected, behind the name of the field where there is one. What it is made of
/// stays private, so that a later version can say more: decide by [`Self::kind`] and [`Self::field`], and follow
/// [`std::error::Error::source`] to the failure underneath.
///
/// ```
/// use budget::{ErrorKind, Settings};
/// let error = Settings::from_json(br#"{"caps":[{"category":"groceries","amount":-1}]}"#).unwrap_err();
/// assert_eq!(error.kind(), ErrorKind::Settings);
/// assert_eq!(error.field(), Some("caps[0].amount"));
/// assert_eq!(error.to_string(), "caps[0].amount: expected zero or more");
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    field: Option<String>,
    message: Cow<'static, str>,
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// What kind of failure an [`Error`] is. More may come.
///
/// ```
/// use budget::{Amount, ErrorKind};
/// assert_eq!("ten pounds".parse::<Amount>().unwrap_err().kind(), ErrorKind::Amount);
/// assert_eq!("1e400".parse::<Amount>().unwrap_err().kind(), ErrorKind::AmountOutOfRange);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The text is not a decimal number.
    Amount,
    /// The number is of 10^15 or more.
    AmountOutOfRange,
    /// The text is not a three-letter currency code.
    Currency,
    /// The text is none of the category ids.
    Category,
    /// The text is no label of the settings' period kind, or lies outside of the years 1900 to 2200.
    Period,
    /// A field of the settings is wrong; [`Error::field`] is its path, `.` for the whole.
    Settings,
    /// The text is not what was learned, is made by a newer version, or is too long.
    Learned,
    /// A file has more bytes or rows than are taken.
    FileTooLarge,
    /// A file is of no format that is known, and no mapping was given.
    FileFormat,
    /// A file begins like a format that is known, and cannot be read as that.
    FileContent,
    /// A mapping names a column that the file does not have, or too few columns.
    Mapping,
    /// The ledger does not have the account that a file should be of.
    Account,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Inner { kind, field: None, message: message.into(), source: None }))
    }

    /// Settings whose field of that path is wrong.
    pub(crate) fn settings(field: impl Into<String>, message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Settings, message).at(field)
    }

    /// The same, of a field.
    pub(crate) fn at(mut self, field: impl Into<String>) -> Self {
        self.0.field = Some(field.into());
        self
    }

    /// The same, with its field inside of another.
    pub(crate) fn within(mut self, parent: impl fmt::Display) -> Self {
        self.0.field = self.0.field.map(|field| format!("{parent}.{field}"));
        self
    }

    /// The same, because of another failure.
    pub(crate) fn because_of(mut self, source: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.0.source = Some(Box::new(source));
        self
    }

    /// What kind of failure it is.
    ///
    /// ```
    /// use budget::{ErrorKind, ImportOptions, import};
    /// let error = import(b"%PDF-1.7", &ImportOptions::default()).unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::FileFormat);
    /// ```
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// The path of the field that is wrong, such as `caps[1].amount`, where the input has fields.
    ///
    /// ```
    /// use budget::Currency;
    /// assert_eq!("pounds".parse::<Currency>().unwrap_err().field(), None);
    /// ```
    #[must_use]
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// What is wrong or was expected, without the field: for a form that shows it beside the field.
    ///
    /// ```
    /// use budget::Settings;
    /// let error = Settings::from_json(br#"{"timezone":""}"#).unwrap_err();
    /// assert_eq!(error.message(), "expected an IANA time zone, such as Europe/London");
    /// ```
    #[must_use]
    pub fn message(&self) -> &str {
        &self.0.message
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field() {
            Some(field) => write!(f, "{field}: {}", self.0.message),
            None => f.write_str(&self.0.message),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut fields = f.debug_struct("Error");
        fields.field("kind", &self.0.kind).field("message", &format_args!("{self}"));
        if let Some(source) = &self.0.source {
            fields.field("source", source);
        }
        fields.finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_deref().map(|source| source as _)
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as _;

    use crate::{ErrorKind, ImportOptions, Learned, Settings, import};

    #[test]
    fn the_failure_underneath_is_kept() {
        let settings = Settings::from_json(br#"{"period":{"kind":"month","start_day":0.5}}"#).unwrap_err();
        assert!(settings.source().unwrap().is::<serde_json::Error>());
        let learned = Learned::from_json("{").unwrap_err();
        assert_eq!((learned.kind(), learned.field()), (ErrorKind::Learned, Some("learned")));
        assert!(learned.source().unwrap().is::<serde_json::Error>());
        let file = import(b"<BkToCstmrStmt>", &ImportOptions::default()).unwrap_err();
        assert!(file.source().unwrap().is::<roxmltree::Error>());
        assert!("ten".parse::<crate::Amount>().unwrap_err().source().is_none());
    }

    #[test]
    fn a_field_is_named_once_and_by_its_whole_path() {
        let twice = r#"{"rules":[{"id":"r","if":{"min":-1},"then":{"exclude":true}}]}"#;
        let error = Settings::from_json(twice.as_bytes()).unwrap_err();
        assert_eq!(error.field(), Some("rules[0].if.min"));
        assert_eq!(error.to_string(), "rules[0].if.min: expected zero or more");
    }
}
