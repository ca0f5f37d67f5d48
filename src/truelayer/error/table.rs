//! From TrueLayer's statuses and error names to [`Code`]s. The name decides where it is known, whatever the status
//! (the sandbox's failing users send names with statuses that are not documented); else the status does.

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Code, Error, Next};
use crate::http::Answer;
use crate::json;

/// What both APIs send with a failure. Proxies on the way may send HTML instead.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Body<'a> {
    #[serde(borrow)]
    error: Option<&'a RawValue>,
    #[serde(borrow)]
    error_details: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Details<'a> {
    #[serde(borrow)]
    reason: Option<&'a RawValue>,
}

/// What a failure is, given its status, its name and the reason behind it (the last two empty where absent).
type Table = fn(u16, &str, &str) -> (Code, Next);

/// Reads a failed answer through one of the two tables.
pub(super) fn read(answer: &Answer<'_>, table: Table) -> Error {
    // Names count, whatever the bytes of the descriptions beside them are.
    let text = String::from_utf8_lossy(answer.body);
    let body: Body<'_> = json::text_object(&text).unwrap_or_default();
    let details: Details<'_> = body.error_details.and_then(json::object).unwrap_or_default();
    let reason = json::text(details.reason).unwrap_or_default();
    let upstream = json::text(body.error).filter(|name| is_name(name));
    let (code, next) = table(answer.status, upstream.as_deref().unwrap_or_default(), &reason);
    let retry_after = answer.retry_after.and_then(|text| text.trim().parse().ok());
    Error { retry_after, upstream, next, ..Error::new(code) }
}

/// Names go to the log: nothing but what TrueLayer's names consist of may.
fn is_name(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// The Data API.
pub(super) fn data(status: u16, name: &str, _reason: &str) -> (Code, Next) {
    let code = match name {
        // `from` and `to` are the only parameters we send, so bad parameters are bad dates.
        "invalid_date_range" | "validation_error" => Code::InvalidDateRange,
        "unauthorized" | "invalid_token" => return (Code::ReconnectNeeded, Next::RefreshThenRetry),
        "access_denied" => Code::AccessDenied,
        "sca_exceeded" => Code::ScaExceeded,
        "invalid_credentials_key" | "deprecated_provider" => Code::ReconnectNeeded,
        "account_not_found" => Code::AccountNotFound,
        "provider_too_many_requests" => Code::RateLimited,
        "provider_request_limit_exceeded" => Code::TooManyRequestsToday,
        "endpoint_not_supported" => Code::NotSupported,
        // What the sandbox's failing users are named after.
        "wrong_credentials" | "user_input_required" => Code::ReconnectNeeded,
        "account_permanently_locked" | "account_temporarily_locked" => Code::AccountLocked,
        _ => return shared(status, name),
    };
    (code, code.next())
}

/// The Auth API: tokens and revocation.
pub(super) fn auth(status: u16, name: &str, reason: &str) -> (Code, Next) {
    let code = match name {
        "invalid_grant" | "invalid_authorization_code" | "access_denied" | "not_found" => Code::ReconnectNeeded,
        "invalid_request" if reason == "Invalid refresh_token" => Code::ReconnectNeeded,
        // A revocation with an access token that has run out.
        "unauthorized" | "invalid_token" => return (Code::ReconnectNeeded, Next::RefreshThenRetry),
        "invalid_request" | "invalid_redirect_uri" => Code::Misconfigured,
        _ => return shared(status, name),
    };
    (code, code.next())
}

/// What both APIs have in common, down to a bare status.
fn shared(status: u16, name: &str) -> (Code, Next) {
    let code = match name {
        "invalid_client" | "unauthorized_client" => Code::Misconfigured,
        "internal_server_error" | "internal_error" => Code::BankError,
        "provider_error" | "temporarily_unavailable" | "connector_overload" => Code::BankUnavailable,
        "connector_timeout" | "provider_timeout" => Code::BankTimeout,
        _ => return by_status(status),
    };
    (code, code.next())
}

fn by_status(status: u16) -> (Code, Next) {
    let code = match status {
        401 => return (Code::ReconnectNeeded, Next::RefreshThenRetry),
        403 => Code::AccessDenied,
        404 => Code::AccountNotFound,
        429 => Code::RateLimited,
        501 => Code::NotSupported,
        502 | 503 => Code::BankUnavailable,
        408 | 504 => Code::BankTimeout,
        500..=599 => Code::BankError,
        // Redirects, and refusals of a kind that is not documented: the same request would meet the same answer.
        _ => return (Code::BankError, Next::GiveUp),
    };
    (code, code.next())
}
