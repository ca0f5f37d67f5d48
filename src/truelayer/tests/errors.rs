//! Every failure that TrueLayer documents for the Data API, and some that it does not.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests may panic, too")]

use truelayer::error::Action;
use truelayer::http::Answer;
use truelayer::{Code, Error, Next, data};

fn fail(status: u16, retry_after: Option<&str>, body: &str) -> Error {
    data::read_results(&Answer { status, retry_after, body: body.as_bytes() }).unwrap_err()
}

#[test]
fn a_name_counts_beside_a_description_of_no_known_encoding() {
    let body = b"{\"error\":\"deprecated_provider\",\"error_description\":\"termin\xe9\"}";
    let error = data::read_results(&Answer { status: 400, retry_after: None, body }).unwrap_err();
    assert_eq!((error.code, error.upstream.as_deref()), (Code::ReconnectNeeded, Some("deprecated_provider")));
}

#[test]
fn documented_errors() {
    for (status, name, code, next, action) in [
        (400, "validation_error", Code::InvalidDateRange, Next::Narrow, Action::None),
        (400, "invalid_date_range", Code::InvalidDateRange, Next::Narrow, Action::None),
        (400, "deprecated_provider", Code::ReconnectNeeded, Next::Reconnect, Action::Reconnect),
        (401, "unauthorized", Code::ReconnectNeeded, Next::RefreshThenRetry, Action::Reconnect),
        (401, "unauthorized_client", Code::Misconfigured, Next::GiveUp, Action::None),
        (401, "invalid_token", Code::ReconnectNeeded, Next::RefreshThenRetry, Action::Reconnect),
        (403, "access_denied", Code::AccessDenied, Next::GiveUp, Action::None),
        (403, "sca_exceeded", Code::ScaExceeded, Next::Narrow, Action::Reconnect),
        (403, "invalid_credentials_key", Code::ReconnectNeeded, Next::Reconnect, Action::Reconnect),
        (404, "account_not_found", Code::AccountNotFound, Next::GiveUp, Action::Reconnect),
        (429, "provider_too_many_requests", Code::RateLimited, Next::Retry, Action::Wait),
        (429, "provider_request_limit_exceeded", Code::TooManyRequestsToday, Next::StopUntilTomorrow, Action::Wait),
        (500, "internal_server_error", Code::BankError, Next::Retry, Action::Wait),
        (501, "endpoint_not_supported", Code::NotSupported, Next::FeatureAbsent, Action::None),
        (503, "provider_error", Code::BankUnavailable, Next::Retry, Action::Wait),
        (503, "temporarily_unavailable", Code::BankUnavailable, Next::Retry, Action::Wait),
        (503, "connector_overload", Code::BankUnavailable, Next::Retry, Action::Wait),
        (504, "connector_timeout", Code::BankTimeout, Next::Retry, Action::Wait),
        (504, "provider_timeout", Code::BankTimeout, Next::Retry, Action::Wait),
    ] {
        let error =
            fail(status, None, &format!(r#"{{"error_description":"…","error":"{name}","error_details":{{}}}}"#));
        assert_eq!((error.code, error.next, error.action()), (code, next, action), "{status} {name}");
        assert_eq!(error.upstream.as_deref(), Some(name));
    }
}

/// The sandbox's failing users send these; with which statuses is not documented.
#[test]
fn the_sandboxs_failing_users() {
    for (name, code) in [
        ("account_permanently_locked", Code::AccountLocked),
        ("account_temporarily_locked", Code::AccountLocked),
        ("internal_error", Code::BankError),
        ("provider_error", Code::BankUnavailable),
        ("user_input_required", Code::ReconnectNeeded),
        ("wrong_credentials", Code::ReconnectNeeded),
    ] {
        for status in [400, 401, 403, 500] {
            assert_eq!(fail(status, None, &format!(r#"{{"error":"{name}"}}"#)).code, code, "{status} {name}");
        }
    }
    assert_eq!(Code::AccountLocked.action(), Action::ContactBank);
}

#[test]
fn bodies_that_are_no_json_leave_the_status_to_decide() {
    for (status, code, next) in [
        (302, Code::BankError, Next::GiveUp),
        (400, Code::BankError, Next::GiveUp),
        (401, Code::ReconnectNeeded, Next::RefreshThenRetry),
        (403, Code::AccessDenied, Next::GiveUp),
        (404, Code::AccountNotFound, Next::GiveUp),
        (408, Code::BankTimeout, Next::Retry),
        (418, Code::BankError, Next::GiveUp),
        (429, Code::RateLimited, Next::Retry),
        (500, Code::BankError, Next::Retry),
        (501, Code::NotSupported, Next::FeatureAbsent),
        (502, Code::BankUnavailable, Next::Retry),
        (503, Code::BankUnavailable, Next::Retry),
        (504, Code::BankTimeout, Next::Retry),
        (599, Code::BankError, Next::Retry),
    ] {
        for body in
            ["", "<html><h1>Oops</h1></html>", r#"{"error":"#, r#"{"error":7}"#, r#"{"error":"never_seen"}"#, "[]"]
        {
            let error = fail(status, None, body);
            assert_eq!((error.code, error.next), (code, next), "{status} {body}");
        }
    }
}

#[test]
fn the_asked_pause_is_in_seconds() {
    for (header, seconds) in
        [(None, None), (Some("30"), Some(30)), (Some(" 5 "), Some(5)), (Some("-1"), None), (Some("soon"), None)]
    {
        assert_eq!(fail(429, header, "").retry_after, seconds, "{header:?}");
    }
}

#[test]
fn nothing_of_the_answer_but_a_plain_name_is_kept() {
    let error =
        fail(403, None, r#"{"error":"Canary <b>","error_description":"canary","error_details":{"reason":"canary"}}"#);
    assert_eq!(error.upstream, None);
    assert!(!format!("{error} {error:?}").to_lowercase().contains("canary"), "{error:?}");
}

#[test]
fn answers_that_are_no_envelope_say_what_they_are_instead() {
    for (body, what) in [
        ("", "it ends too early"),
        (r#"{"results":[{"a":1"#, "it ends too early"),
        ("<html></html>", "it is not JSON"),
        ("{\"results\":[]}garbage", "it is not JSON"),
        ("[]", "it is JSON of another shape"),
        ("{}", "has no `results`"),
        (r#"{"results":null}"#, "has no `results`"),
        (r#"{"results":{"accounts":[]}}"#, "`results` is not a list"),
        (r#"{"results":"none"}"#, "`results` is not a list"),
        (r#"{"results":[],"status":5}"#, "it is JSON of another shape"),
        (r#"{"results":[],"results":[]}"#, "it is JSON of another shape"),
    ] {
        let error = fail(200, None, body);
        assert_eq!((error.code, error.next), (Code::MalformedAnswer, Next::GiveUp), "{body}");
        assert!(error.message().contains(what), "{body}: {error}");
    }
    // In the midst of a letter, and no letter at all.
    for (body, what) in [(&b"{\"a\":\"\xc3"[..], "it ends too early"), (b"{\"a\":\"\xff\"}", "it is not JSON in UTF-8")]
    {
        let error = data::read_results(&Answer { status: 200, retry_after: None, body }).unwrap_err();
        assert!(error.message().contains(what), "{error}");
    }
}

#[test]
fn only_a_finished_answer_is_final() {
    let ok = |body: &str| {
        data::read_results(&Answer { status: 200, retry_after: None, body: body.as_bytes() }).map(|r| r.len())
    };
    assert_eq!(ok(r#"{"results":[]}"#), Ok(0));
    assert_eq!(ok(r#"{"results":[1,{}],"status":"Succeeded"}"#), Ok(2));
    for (status, code) in
        [("Queued", Code::BankUnavailable), ("Running", Code::BankUnavailable), ("Failed", Code::BankError)]
    {
        let error = fail(200, None, &format!(r#"{{"results":[],"status":"{status}"}}"#));
        assert_eq!((error.code, error.next), (code, Next::Retry), "{status}");
    }
}

#[test]
fn every_code_has_its_own_text_and_a_sentence() {
    let codes = [
        Code::BankError,
        Code::BankUnavailable,
        Code::BankTimeout,
        Code::ScaExceeded,
        Code::AccessDenied,
        Code::AccountLocked,
        Code::ReconnectNeeded,
        Code::RateLimited,
        Code::TooManyRequestsToday,
        Code::NotSupported,
        Code::AccountNotFound,
        Code::InvalidDateRange,
        Code::MalformedAnswer,
        Code::Misconfigured,
    ];
    let texts: std::collections::HashSet<_> = codes.iter().map(|code| code.as_str()).collect();
    assert_eq!(texts.len(), codes.len());
    for code in codes {
        assert!(code.message().ends_with('.'), "{code:?}");
        assert_eq!(Error::new(code).next, code.next());
    }
}
