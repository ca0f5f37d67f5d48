//! Delay, faults, the log, reset, and how the program ends.

use std::process::Command;
use std::time::{Duration, Instant};

use crate::support::Bank;

fn fault(bank: &Bank, fault: &str) {
    bank.set("/faults", &format!(r#"[{{"path":"/accounts","fault":"{fault}"}}]"#));
}

#[test]
fn data_calls_are_delayed() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/delay", r#"{"ms":300}"#);
    let start = Instant::now();
    assert_eq!(bank.data("/accounts", &token).status, 200);
    assert!(start.elapsed() >= Duration::from_millis(300));
}

#[test]
fn what_was_issued_is_told_even_when_it_is_used_up() {
    let bank = Bank::today();
    let code = bank.code("ob-monzo", &[]);
    let (access, refresh) = bank.tokens(&code);
    let next = bank.refresh(&refresh).json();
    let issued = bank.control("/issued");
    let is_there = |secret: &str| issued.as_array().unwrap().iter().any(|known| known == secret);
    assert!(is_there(&code) && is_there(&access) && is_there(&refresh));
    assert!(is_there(next["access_token"].as_str().unwrap()) && !is_there("another"));
}

#[test]
fn the_refresh_tokens_that_are_accepted_are_told() {
    let bank = Bank::today();
    let (_, old) = bank.connect("ob-monzo");
    bank.set("/tokens", r#"{"rotate":true}"#);
    let refreshed = bank.refresh(&old).json();
    assert_eq!(bank.control("/tokens"), serde_json::json!([refreshed["refresh_token"]]));
}

#[test]
fn broken_answers_are_as_broken_as_asked() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    fault(&bank, "html_502");
    let proxy = bank.data("/accounts", &token);
    assert_eq!((proxy.status, proxy.header("content-type")), (502, "text/html; charset=utf-8"));
    fault(&bank, "malformed");
    let malformed = bank.data("/accounts", &token);
    assert_eq!(malformed.status, 200);
    assert!(serde_json::from_str::<serde_json::Value>(&malformed.text).is_err());
    fault(&bank, "empty");
    let empty = bank.data("/accounts", &token);
    assert_eq!((empty.status, empty.text.as_str()), (200, ""));
    fault(&bank, "truncated");
    assert!(bank.try_data("/accounts", &token).is_err());
    fault(&bank, "reset");
    assert!(bank.try_data("/accounts", &token).is_err());
    bank.set("/faults", "[]");
    assert_eq!(bank.data("/accounts", &token).status, 200);
}

#[test]
fn a_truncated_answer_starts_like_the_right_one() {
    use std::io::{Read, Write};
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let right = bank.data("/accounts", &token).text;
    fault(&bank, "truncated");
    let mut stream = std::net::TcpStream::connect(bank.url.strip_prefix("http://").unwrap()).unwrap();
    write!(stream, "GET /data/v1/accounts HTTP/1.1\r\nhost: bank\r\nauthorization: Bearer {token}\r\n\r\n").unwrap();
    let mut answer = String::new();
    // The end may be a reset connection: what came before it counts.
    let _ = stream.read_to_string(&mut answer);
    let (head, body) = answer.split_once("\r\n\r\n").unwrap();
    assert!(head.to_lowercase().contains(&format!("content-length: {}", right.len())), "{head}");
    assert_eq!(body, &right[..right.len() / 2]);
}

#[test]
fn hanging_calls_hang_until_the_client_goes() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    fault(&bank, "hang");
    let impatient = ureq::Agent::config_builder().timeout_global(Some(Duration::from_millis(300))).build();
    let agent = ureq::Agent::from(impatient);
    let url = format!("{}/data/v1/accounts", bank.url);
    assert!(agent.get(url).header("authorization", format!("Bearer {token}")).call().is_err());
    drop(agent);
    let deadline = Instant::now() + Duration::from_secs(5);
    while bank.control("/calls/count")["in_flight"] != 0 {
        assert!(Instant::now() < deadline, "the call is still under way");
        std::thread::sleep(Duration::from_millis(10));
    }
    let calls = bank.control("/calls");
    assert_eq!(calls[1]["status"], serde_json::Value::Null, "{calls}");
}

#[test]
fn faults_hit_what_they_name_as_often_as_they_say() {
    let bank = Bank::today();
    let (monzo, refresh_token) = bank.connect("ob-monzo");
    let (savings, _) = bank.connect("ob-northfield");
    bank.set(
        "/faults",
        r#"[{"path":"/accounts","provider_id":"ob-monzo","times":1,"fault":"error","error":"provider_too_many_requests"},
            {"path":"/connect/token","times":1,"fault":"error","error":"temporarily_unavailable"}]"#,
    );
    assert_eq!(bank.data("/accounts", &savings).status, 200);
    assert_eq!(bank.data("/accounts", &monzo).error(), (429, "provider_too_many_requests".into()));
    assert_eq!(bank.data("/accounts", &monzo).status, 200);
    assert_eq!(bank.refresh(&refresh_token).status, 503);
    assert_eq!(bank.refresh(&refresh_token).status, 200);
    let accounts = bank.records("ob-monzo");
    let ids: Vec<_> = accounts.iter().map(|it| it["account"]["account_id"].as_str().unwrap()).collect();
    bank.set(
        "/faults",
        &format!(
            r#"[{{"path":"/accounts/*/transactions","account_id":"{}","fault":"error","error":"odd","status":418}}]"#,
            ids[0]
        ),
    );
    let monzo = bank.refresh(&refresh_token).json()["access_token"].as_str().unwrap().to_owned();
    let status = |id: &str| bank.data(&format!("/accounts/{id}/transactions"), &monzo).status;
    assert_eq!((status(ids[0]), status(ids[1])), (418, 200));
}

#[test]
fn calls_are_counted_without_their_secrets() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect("ob-monzo");
    bank.data("/accounts?t=1", &token);
    let text = bank.control("/calls").to_string();
    assert!(!text.contains(&token) && !text.contains(&refresh_token));
    let calls = bank.control("/calls");
    assert_eq!(calls[0]["path"], "/connect/token");
    assert_eq!(calls[0]["provider_id"], "ob-monzo");
    assert_eq!(calls[1]["path"], "/data/v1/accounts");
    assert_eq!(calls[1]["query"], "t=1");
    assert_eq!(calls[1]["status"], 200);
    assert_eq!(calls[1]["in_flight_max"], 1);
    assert_eq!(calls[1]["has_correlation_id"], false);
    assert_eq!(bank.control("/calls/count")["count"], 2);
}

#[test]
fn parallel_calls_are_seen_as_parallel() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/delay", r#"{"ms":400}"#);
    std::thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| assert_eq!(bank.data("/accounts", &token).status, 200));
        }
    });
    assert_eq!(bank.control("/calls/count")["in_flight_max"], 3);
}

#[test]
fn reset_keeps_tokens_and_nothing_else() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect("ob-monzo");
    fault(&bank, "empty");
    bank.set("/delay", r#"{"ms":60000}"#);
    bank.set("/tokens", r#"{"rotate":true,"expires_in":1}"#);
    bank.set("/clock", r#"{"advance_seconds":4000}"#);
    bank.reset();
    assert_eq!(bank.control("/calls/count")["count"], 0);
    assert_eq!(bank.data("/accounts", &token).results().len(), 2);
    let tokens = bank.refresh(&refresh_token).json();
    assert_eq!((&tokens["expires_in"], &tokens["refresh_token"]), (&3600.into(), &(*refresh_token).into()));
}

#[test]
fn mistakes_in_tests_are_told() {
    let bank = Bank::today();
    for (path, body) in [
        ("/delay", r#"{"seconds":1}"#),
        ("/faults", r#"[{"path":"/accounts","fault":"explode"}]"#),
        ("/faults", r#"[{"path":"/accounts","fault":"error","error":"made_up"}]"#),
        ("/tokens", r#"{"expiry":1}"#),
        ("/clock", "soon"),
    ] {
        let answer = bank.try_set(path, body);
        assert!((400..500).contains(&answer.status), "{path} {body}");
        assert!(!answer.json()["error"].as_str().unwrap().is_empty());
    }
}

#[test]
fn it_ends_with_its_stdin() {
    assert!(Bank::today().close_stdin().success());
}

#[cfg(unix)]
#[test]
fn it_ends_when_told_to() {
    for signal in ["-TERM", "-INT"] {
        let mut bank = Bank::today();
        let sent = Command::new("kill").args([signal, &bank.id().to_string()]).status().unwrap();
        assert!(sent.success());
        assert!(bank.wait().success(), "{signal}");
    }
}

#[test]
fn wrong_options_end_it_with_the_usage() {
    let output = Command::new(env!("CARGO_BIN_EXE_bank")).arg("--prot").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8(output.stderr).unwrap();
    assert!(text.contains("--prot") && text.contains("usage: bank"), "{text}");
}

#[test]
fn banks_answer_with_what_they_are_given_in_its_own_bytes() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let row = |date: &str| format!(r#"{{"timestamp":"{date}", "description":"A  B","amount":-1.250e1}}"#);
    let rows = ["2026-10-31", "2026-11-01", "2026-11-30T23:59:59Z", "2026-12-01", "2026-11-311"].map(row);
    let account = |kind: &str, id: &str| {
        let rows = rows.join(",");
        format!(
            r#"{{"kind":"{kind}","account":{{"account_id":"{id}","x":1.0}},"balance":{{"current":2.50}},"transactions":[{rows}],
                "pending":[],"standing_orders":[{{"reference":"R"}}],"direct_debits":[]}}"#
        )
    };
    let feed = format!(r#"{{"accounts":[{},{}],"errors":[]}}"#, account("account", "a"), account("card", "c"));
    bank.set("/given", &format!(r#"{{"today":"2026-11-30","feed":{feed}}}"#));

    let text = |path: &str| bank.data(path, &token).text;
    assert_eq!(text("/accounts"), r#"{"results":[{"account_id":"a","x":1.0}],"status":"Succeeded"}"#);
    assert_eq!(text("/accounts/a/balance"), r#"{"results":[{"current":2.50}],"status":"Succeeded"}"#);
    assert_eq!(text("/accounts/a/standing_orders"), r#"{"results":[{"reference":"R"}],"status":"Succeeded"}"#);
    let november = format!(r#"{{"results":[{},{},{}],"status":"Succeeded"}}"#, rows[1], rows[2], rows[4]);
    assert_eq!(text("/accounts/a/transactions?from=2026-11-01&to=2026-11-30"), november);
    assert_eq!(bank.data("/accounts/c", &token).error().1, "account_not_found");
    let future = bank.data("/accounts/a/transactions?from=2026-11-01&to=2026-12-01", &token);
    assert_eq!(future.error().1, "invalid_date_range", "the day is the one that came with it");

    let (card_token, _) = bank.connect("ob-harbour-card");
    assert_eq!(
        bank.data("/cards", &card_token).text,
        r#"{"results":[{"account_id":"c","x":1.0}],"status":"Succeeded"}"#
    );
    bank.reset();
    assert_eq!(bank.data("/accounts", &token).results().len(), 2, "the household is back");
}
