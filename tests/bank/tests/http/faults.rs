//! Answers that do not end, come late, come elsewhere, or are larger than anyone would hold.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::support::Bank;
use serde_json::{Value, json};

/// Sends a GET by hand: the answer is read piece by piece.
fn open(bank: &Bank, path: &str, token: &str) -> TcpStream {
    let mut stream = TcpStream::connect(bank.url.strip_prefix("http://").unwrap()).unwrap();
    write!(stream, "GET /data/v1{path} HTTP/1.1\r\nhost: bank\r\nauthorization: Bearer {token}\r\n\r\n").unwrap();
    stream
}

fn wait_until_idle(bank: &Bank) {
    let deadline = Instant::now() + Duration::from_secs(5);
    while bank.control("/calls/count")["in_flight"] != 0 {
        assert!(Instant::now() < deadline, "the call is still under way");
        std::thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn an_endless_answer_goes_on_until_the_client_goes() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/faults", r#"[{"path":"/accounts","fault":"endless"}]"#);
    let mut stream = open(&bank, "/accounts", &token);
    let mut start = vec![0; 3_000_000];
    stream.read_exact(&mut start).unwrap();
    let text = String::from_utf8(start).unwrap();
    assert!(text.contains("200 OK") && text.contains(r#"{"results":[{"timestamp":"2026-11-23T00:00:00Z","#));
    assert_eq!(bank.control("/calls/count")["in_flight"], 1);
    drop(stream);
    wait_until_idle(&bank);
}

#[test]
fn a_stalled_answer_starts_right_and_stops() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let right = bank.data("/accounts", &token).text;
    bank.set("/faults", r#"[{"path":"/accounts","fault":"stalled"}]"#);
    let mut stream = open(&bank, "/accounts", &token);
    let half = &right[..right.len() / 2];
    let mut answer = String::new();
    while !answer.ends_with(half) {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        answer.push(char::from(byte[0]));
    }
    assert!(answer.to_lowercase().contains(&format!("content-length: {}", right.len())), "{answer}");
    stream.set_read_timeout(Some(Duration::from_millis(300))).unwrap();
    assert!(stream.read(&mut [0]).is_err(), "nothing more comes, and the connection stays open");
    drop(stream);
    wait_until_idle(&bank);
}

#[test]
fn slow_headers_come_late_and_right() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/faults", r#"[{"path":"/me","fault":"slow_headers","ms":300}]"#);
    let start = Instant::now();
    assert_eq!(bank.data("/me", &token).results().len(), 1);
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[test]
fn an_asynchronous_answer_is_elsewhere() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let right = bank.data("/accounts", &token).json();
    let by_request = bank.data("/accounts?async=true", &token);
    bank.set("/faults", r#"[{"path":"/accounts","times":1,"fault":"accepted"}]"#);
    for accepted in [by_request, bank.data("/accounts", &token)] {
        assert_eq!((accepted.status, &accepted.json()["status"]), (202, &json!("Queued")));
        assert_eq!(bank.get(accepted.json()["results_uri"].as_str().unwrap(), &token).json(), right);
    }
    assert_eq!(bank.data("/results/unknown", &token).error(), (404, "not_found".into()));
    assert_eq!(bank.control("/calls")[2]["status"], 202);
}

#[test]
fn every_documented_error_has_its_status_and_body() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    for (status, error) in [
        (400, "validation_error"),
        (400, "invalid_date_range"),
        (400, "deprecated_provider"),
        (400, "invalid_grant"),
        (400, "invalid_client"),
        (400, "invalid_authorization_code"),
        (401, "unauthorized"),
        (401, "unauthorized_client"),
        (401, "invalid_token"),
        (403, "access_denied"),
        (403, "sca_exceeded"),
        (403, "invalid_credentials_key"),
        (404, "account_not_found"),
        (429, "provider_too_many_requests"),
        (429, "provider_request_limit_exceeded"),
        (500, "internal_server_error"),
        (501, "endpoint_not_supported"),
        (503, "provider_error"),
        (503, "temporarily_unavailable"),
        (503, "connector_overload"),
        (504, "connector_timeout"),
        (504, "provider_timeout"),
    ] {
        bank.set("/faults", &json!([{ "path": "/accounts", "fault": "error", "error": error }]).to_string());
        let answer = bank.data("/accounts", &token);
        assert_eq!(answer.error(), (status, error.to_owned()));
        let described = answer.json().get("error_description").is_some_and(Value::is_string);
        let token_error = matches!(error, "invalid_grant" | "invalid_client" | "invalid_authorization_code");
        assert_eq!(described, !token_error, "{error}");
    }
    let busy = r#"[{"path":"/accounts","fault":"error","error":"provider_too_many_requests","retry_after":7}]"#;
    bank.set("/faults", busy);
    assert_eq!(bank.data("/accounts", &token).header("retry-after"), "7");
}

#[test]
fn revocation_can_fail_and_then_changes_nothing() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let fault = r#"[{"path":"/api/delete","provider_id":"ob-monzo","fault":"error","error":"internal_server_error"}]"#;
    bank.set("/faults", fault);
    assert_eq!(bank.revoke(&token).status, 500);
    assert_eq!(bank.data("/me", &token).status, 200);
    bank.set("/faults", r#"[{"path":"/me","fault":"error","error":"temporarily_unavailable"}]"#);
    assert_eq!(bank.data("/me", &token).status, 503);
}

#[test]
fn a_feed_is_as_large_as_asked() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let accounts = bank.data("/accounts", &token).results();
    let [large, other] = [0, 1].map(|index: usize| accounts[index]["account_id"].as_str().unwrap().to_owned());
    let window = |id: &str| bank.data(&format!("/accounts/{id}/transactions?from=2026-11-01&to=2026-11-20"), &token);
    let real = window(&other).results().len();
    bank.set("/volume", &json!({ "rows": 25_000, "account_id": large }).to_string());
    let answer = window(&large);
    assert!(answer.text.len() > 12_000_000, "{} bytes", answer.text.len());
    let rows = answer.results();
    assert_eq!((rows.len(), window(&other).results().len()), (25_000, real));
    let date = |row: &Value| row["timestamp"].as_str().unwrap()[..10].to_owned();
    assert_eq!((date(&rows[0]), date(&rows[24_999])), ("2026-11-20".to_owned(), "2026-11-01".to_owned()));
    bank.set("/volume", "{}");
    assert!(window(&large).results().len() < 200);
}
