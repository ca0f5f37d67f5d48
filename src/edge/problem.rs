//! The one error type of the routes, and its `application/problem+json` (RFC 9457) form.
//!
//! Codes are stable: clients act on them. Details are for people; no internal text ever gets into one.

use serde::Serialize;

use crate::bank::Failure;
use crate::config::Setting;
use crate::log;

/// Why a request failed as a whole.
#[derive(Debug)]
pub enum Problem {
    /// A field of the query or body is not right.
    InvalidRequest {
        /// The query parameter, header or JSON field.
        field: String,
        /// What is wrong and what is wanted.
        detail: String,
    },
    /// No session, or one that has ended.
    NotConnected,
    /// A bearer token that is not good, and why; never the token itself.
    InvalidToken(&'static str),
    /// The keys that bearer tokens are verified with cannot be had.
    SignInUnavailable,
    /// The person's record is sealed with a master key that the ring no longer has.
    KeyGone,
    /// The copy that the request went by is older than the record. Never answered: the request is worked out anew.
    Outdated,
    /// A request that changes something and did not come from our own pages.
    ForbiddenOrigin(&'static str),
    /// No such address or connection.
    NotFound,
    /// The address is there but not for this method.
    MethodNotAllowed {
        /// The methods it does take, as the `Allow` header lists them.
        allow: &'static str,
    },
    /// `If-Match` names an older revision of the settings.
    StaleSettings,
    /// The body is larger than allowed.
    TooLarge {
        /// The most it may be.
        limit_bytes: usize,
    },
    /// The body is not JSON.
    UnsupportedMediaType,
    /// Too many requests, from one address or of one person.
    SlowDown {
        /// Seconds to wait.
        retry_after: u64,
    },
    /// Ours to mend; the log says what happened.
    Internal,
    /// Settings of the Worker are missing or malformed.
    Misconfigured(Vec<Setting>),
    /// Nothing at all came from the bank.
    Bank(BankFailure),
}

/// How the bank failed, when all of it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BankFailure {
    /// What the answer's status and code say.
    pub kind: BankFailureKind,
    /// For people: what happened and what to do.
    pub detail: String,
    /// Seconds to wait, where known.
    pub retry_after: Option<u64>,
    /// Each thing that failed, as the `errors` of an answer would list it.
    pub errors: Vec<Failure>,
}

/// Whose fault it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BankFailureKind {
    /// The bank refused, or answered something unreadable: 502.
    Error,
    /// The bank or TrueLayer is down, or limits calls: 503.
    Unavailable,
    /// The bank did not answer in time: 504.
    Timeout,
}

impl Problem {
    /// A 400 that names the field.
    pub fn invalid(field: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::InvalidRequest { field: field.into(), detail: detail.into() }
    }

    /// A 500; what happened goes to the log, not to the client.
    pub fn internal(what: impl std::fmt::Display) -> Self {
        log::Entry::of("internal").text("reason", what).error();
        Self::Internal
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        match self {
            Self::InvalidRequest { .. } => 400,
            Self::NotConnected | Self::InvalidToken(_) => 401,
            Self::ForbiddenOrigin(_) => 403,
            Self::NotFound => 404,
            Self::MethodNotAllowed { .. } => 405,
            Self::StaleSettings => 409,
            Self::TooLarge { .. } => 413,
            Self::UnsupportedMediaType => 415,
            Self::SlowDown { .. } => 429,
            Self::Internal | Self::Outdated | Self::KeyGone | Self::Misconfigured(_) => 500,
            Self::SignInUnavailable => 503,
            Self::Bank(failure) => match failure.kind {
                BankFailureKind::Error => 502,
                BankFailureKind::Unavailable => 503,
                BankFailureKind::Timeout => 504,
            },
        }
    }

    /// The stable code and the title that goes with it.
    pub fn code_and_title(&self) -> (&'static str, &'static str) {
        match self {
            Self::InvalidRequest { .. } => ("invalid_request", "The request is not valid"),
            Self::NotConnected => ("not_connected", "No bank is connected"),
            Self::InvalidToken(_) => ("invalid_token", "The bearer token is not good"),
            Self::SignInUnavailable => ("sign_in_unavailable", "Bearer tokens cannot be verified now"),
            Self::ForbiddenOrigin(_) => ("forbidden_origin", "Only our own pages may ask for this"),
            Self::NotFound => ("not_found", "There is nothing here"),
            Self::MethodNotAllowed { .. } => ("method_not_allowed", "This address does not take that method"),
            Self::StaleSettings => ("stale_settings", "The settings have changed since"),
            Self::TooLarge { .. } => ("too_large", "The body is too large"),
            Self::UnsupportedMediaType => ("unsupported_media_type", "The body must be JSON"),
            Self::SlowDown { .. } => ("slow_down", "Too many requests"),
            Self::Internal | Self::Outdated => ("internal", "Something went wrong here"),
            Self::KeyGone => ("vault_key_missing", "Your record is sealed with a key that is gone"),
            Self::Misconfigured(_) => ("misconfigured", "The Worker's settings are not complete"),
            Self::Bank(failure) => match failure.kind {
                BankFailureKind::Error => ("bank_error", "The bank answered with an error"),
                BankFailureKind::Unavailable => ("bank_unavailable", "The bank cannot be reached now"),
                BankFailureKind::Timeout => ("bank_timeout", "The bank did not answer in time"),
            },
        }
    }

    fn detail(&self) -> String {
        match self {
            Self::InvalidRequest { detail, .. } => detail.clone(),
            Self::NotConnected => "Connect a bank first: open /auth/open-banking.".to_owned(),
            Self::InvalidToken(detail) | Self::ForbiddenOrigin(detail) => (*detail).to_owned(),
            Self::SignInUnavailable => {
                "The issuer's keys cannot be had. Try again soon; if it stays, whoever runs this site must check \
                 JWT_JWKS_URL."
                    .to_owned()
            }
            Self::NotFound => "Check the address; /openapi.json lists all of them.".to_owned(),
            Self::MethodNotAllowed { allow } => format!("Use {allow}."),
            Self::StaleSettings => {
                "Read them again, apply your change to what you read, and send it once more.".to_owned()
            }
            Self::TooLarge { limit_bytes } => format!("Send at most {limit_bytes} bytes."),
            Self::UnsupportedMediaType => "Send it with Content-Type: application/json.".to_owned(),
            Self::SlowDown { retry_after } => format!("Wait {retry_after} seconds, then try again."),
            Self::Internal | Self::Outdated => {
                "Try again; if it stays, the Worker's log has the request id.".to_owned()
            }
            Self::KeyGone => {
                "Whoever runs this site must put that key back into VAULT_KEYS. Or log out and connect your banks anew."
                    .to_owned()
            }
            Self::Misconfigured(settings) => settings.iter().map(Setting::sentence).collect::<Vec<_>>().join(" "),
            Self::Bank(failure) => failure.detail.clone(),
        }
    }

    /// Headers that belong to this problem besides the usual ones.
    pub fn headers(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::MethodNotAllowed { allow } => vec![("allow", (*allow).to_owned())],
            Self::SlowDown { retry_after } => vec![("retry-after", retry_after.to_string())],
            Self::InvalidToken(_) => vec![("www-authenticate", r#"Bearer error="invalid_token""#.to_owned())],
            Self::SignInUnavailable => vec![("retry-after", "5".to_owned())],
            Self::Bank(BankFailure { retry_after: Some(seconds), .. }) => vec![("retry-after", seconds.to_string())],
            _ => Vec::new(),
        }
    }

    /// The problem document.
    pub fn body(&self, request_id: &str) -> Vec<u8> {
        let (code, title) = self.code_and_title();
        let mut field = None;
        let mut settings = None;
        let mut errors = None;
        match self {
            Self::InvalidRequest { field: name, .. } => field = Some(name.as_str()),
            Self::Misconfigured(list) => settings = Some(list.as_slice()),
            Self::Bank(failure) => errors = Some(failure.errors.as_slice()),
            _ => {}
        }
        let document = Document {
            kind: "about:blank",
            title,
            status: self.status(),
            detail: self.detail(),
            ok: false,
            code,
            field,
            settings,
            errors,
            request_id,
        };
        serde_json::to_vec(&document).unwrap_or_default()
    }
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
    ok: bool,
    code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<&'a [Setting]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    errors: Option<&'a [Failure]>,
    request_id: &'a str,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(problem: &Problem) -> serde_json::Value {
        serde_json::from_slice(&problem.body("r1")).unwrap()
    }

    #[test]
    fn a_problem_carries_ok_false_its_code_and_the_request_id() {
        let shown = document(&Problem::invalid("from", "Use a date such as 2026-11-03."));
        assert_eq!(shown["ok"], false);
        assert_eq!(shown["status"].to_string(), "400");
        assert_eq!(shown["code"], "invalid_request");
        assert_eq!(shown["field"], "from");
        assert_eq!(shown["request_id"], "r1");
    }

    #[test]
    fn internal_says_nothing_of_what_happened() {
        let shown = Problem::internal("canary").body("r1");
        assert!(!String::from_utf8(shown).unwrap().contains("canary"));
    }

    #[test]
    fn a_bad_token_is_challenged() {
        let problem = Problem::InvalidToken("The token has expired.");
        assert_eq!((problem.status(), problem.code_and_title().0), (401, "invalid_token"));
        assert_eq!(problem.headers(), [("www-authenticate", r#"Bearer error="invalid_token""#.to_owned())]);
        assert_eq!(document(&problem)["detail"], "The token has expired.");
    }

    #[test]
    fn bank_failures_tell_their_status_and_when_to_come_back() {
        let failure = BankFailure {
            kind: BankFailureKind::Unavailable,
            detail: "Busy.".into(),
            retry_after: Some(30),
            errors: Vec::new(),
        };
        let problem = Problem::Bank(failure);
        assert_eq!((problem.status(), problem.code_and_title().0), (503, "bank_unavailable"));
        assert_eq!(problem.headers(), [("retry-after", "30".to_owned())]);
    }
}
