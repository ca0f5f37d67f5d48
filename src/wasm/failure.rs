//! What JavaScript is told when something cannot be done.

use budget::{Error, ErrorKind};
use serde::Serialize;

/// A failure as the npm package's `OpenpurseError` shows it.
#[derive(Debug, Serialize)]
pub(crate) struct Failure {
    code: &'static str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<Detail>,
}

/// Where in the input it is.
#[derive(Debug, Serialize)]
struct Detail {
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<String>,
}

impl Failure {
    /// The input is not what the call takes; the message names what was expected.
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self { code: "invalid_input", message: message.into(), detail: None }
    }

    /// A row of the input is wrong.
    pub(crate) fn row(row: usize, message: &str) -> Self {
        let message = format!("transactions[{row}] {message}");
        Self { code: "invalid_input", message, detail: Some(Detail { row: Some(row), field: None }) }
    }

    /// What the core says of an argument; the message starts with the argument's name, the field is inside of it.
    pub(crate) fn of(argument: &str, error: &Error) -> Self {
        let (code, field) = match error.kind() {
            ErrorKind::Settings => ("invalid_settings", error.field()),
            ErrorKind::Learned => ("invalid_learned", error.field()),
            _ => ("invalid_input", error.field().or(Some(argument))),
        };
        let message = match error.kind() {
            ErrorKind::Learned => error.to_string(),
            ErrorKind::Settings => format!("{argument}.{error}"),
            _ => format!("{argument}: {error}"),
        };
        Self { code, message, detail: Some(Detail { row: None, field: field.map(str::to_owned) }) }
    }

    /// The text that is thrown.
    pub(crate) fn into_json(self) -> String {
        // Plain strings and numbers: serialising them cannot fail.
        serde_json::to_string(&self).unwrap_or_else(|_| r#"{"code":"internal","message":"internal"}"#.to_owned())
    }
}

/// An answer as JSON text.
pub(crate) fn json(answer: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(answer).map_err(|error| Failure {
        code: "internal",
        message: format!("the answer cannot be written: {error}"),
        detail: None,
    })
}
