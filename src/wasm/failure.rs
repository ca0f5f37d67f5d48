//! What JavaScript is told when something cannot be done.

use budget::{LearnedError, PeriodError, SettingsError};
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

    /// The settings are wrong; the message starts with the field's path.
    pub(crate) fn settings(error: &SettingsError) -> Self {
        let detail = Detail { row: None, field: Some(error.field.clone()) };
        Self { code: "invalid_settings", message: format!("settings.{error}"), detail: Some(detail) }
    }

    /// What was learned cannot be read.
    pub(crate) fn learned(error: &LearnedError) -> Self {
        let detail = Detail { row: None, field: Some("learned".to_owned()) };
        Self { code: "invalid_learned", message: error.to_string(), detail: Some(detail) }
    }

    /// The period's label is wrong.
    pub(crate) fn period(error: PeriodError) -> Self {
        let detail = Detail { row: None, field: Some("period".to_owned()) };
        Self { code: "invalid_input", message: format!("period: {error}"), detail: Some(detail) }
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
