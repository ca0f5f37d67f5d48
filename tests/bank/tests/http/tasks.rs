//! Asynchronous calls: how their tasks go on and end, and who may see the result.

use crate::support::{Answer, Bank};
use serde_json::{Value, json};

fn accepted(answer: &Answer) -> String {
    assert_eq!((answer.status, &answer.json()["status"]), (202, &json!("Queued")), "{}", answer.text);
    answer.json()["results_uri"].as_str().unwrap().to_owned()
}

/// The status and the number of results that one poll sees.
fn poll(bank: &Bank, uri: &str, token: &str) -> (String, usize) {
    let answer = bank.get(uri, token);
    assert_eq!(answer.status, 200, "{}", answer.text);
    let body = answer.json();
    (body["status"].as_str().unwrap().to_owned(), body["results"].as_array().unwrap().len())
}

#[test]
fn a_task_is_queued_then_running_then_done_for_as_many_polls_as_told() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/tasks", r#"{"queued":1,"running":2}"#);
    let uri = accepted(&bank.data("/accounts?async=true", &token));
    let seen: Vec<_> = (0..5).map(|_| poll(&bank, &uri, &token)).collect();
    let expected = [("Queued", 0), ("Running", 0), ("Running", 0), ("Succeeded", 2), ("Succeeded", 2)];
    assert_eq!(seen, expected.map(|(status, rows)| (status.to_owned(), rows)));
    assert_eq!(bank.get(&uri, &token).json(), bank.data("/accounts", &token).json());
}

#[test]
fn a_task_can_be_finished_without_polling() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/tasks", r#"{"running":1000}"#);
    let uri = accepted(&bank.data("/accounts?async=true", &token));
    assert_eq!(poll(&bank, &uri, &token).0, "Running");
    bank.set("/tasks", r#"{"running":0,"finish":true}"#);
    assert_eq!(poll(&bank, &uri, &token), ("Succeeded".to_owned(), 2));
}

#[test]
fn a_task_fails_when_told_or_when_its_bank_fails() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/tasks", r#"{"running":1,"fail":true}"#);
    let uri = accepted(&bank.data("/accounts?async=true", &token));
    assert_eq!(poll(&bank, &uri, &token).0, "Running");
    assert_eq!(poll(&bank, &uri, &token), ("Failed".to_owned(), 0));
    bank.reset();
    assert_eq!(bank.get(&uri, &token).status, 404, "a reset forgets tasks");
    bank.set("/behaviour", r#"{"provider_id":"ob-monzo","down":true}"#);
    let uri = accepted(&bank.data("/accounts?async=true", &token));
    assert_eq!(poll(&bank, &uri, &token), ("Failed".to_owned(), 0));
}

#[test]
fn what_needs_no_bank_is_refused_at_once() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let id = bank.records("ob-monzo")[0]["account"]["account_id"].as_str().unwrap().to_owned();
    let refused = |path: &str, token: &str| bank.data(&format!("{path}async=true"), token).error();
    assert_eq!(refused("/accounts?", "unknown"), (401, "unauthorized".into()));
    assert_eq!(refused("/accounts/nowhere?", &token), (404, "account_not_found".into()));
    assert_eq!(refused("/cards?", &token), (501, "endpoint_not_supported".into()));
    let future = format!("/accounts/{id}/transactions?to=2026-11-24&");
    assert_eq!(refused(&future, &token), (400, "invalid_date_range".into()));
    let narrow = bank.exchange(&bank.code("ob-monzo", &[("scope", "accounts")]), &[]).json();
    let balance = format!("/accounts/{id}/balance?");
    assert_eq!(refused(&balance, narrow["access_token"].as_str().unwrap()), (403, "access_denied".into()));
}

#[test]
fn a_result_is_its_connection_s_own() {
    let bank = Bank::today();
    let (token, refresh_token) = bank.connect("ob-monzo");
    let (other, _) = bank.connect("ob-monzo");
    let uri = accepted(&bank.data("/accounts?async=true", &token));
    assert_eq!(bank.get(&uri, &other).error(), (404, "not_found".into()));
    assert_eq!(bank.get(&uri, "unknown").error(), (401, "unauthorized".into()));
    let newer = bank.refresh(&refresh_token).json()["access_token"].as_str().unwrap().to_owned();
    assert_eq!(bank.get(&uri, &token).status, 401);
    assert_eq!(bank.get(&uri, &newer).status, 200);
}

#[test]
fn a_fault_s_task_keeps_the_answer_it_took_the_place_of() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    bank.set("/faults", r#"[{"path":"/cards","fault":"accepted"}]"#);
    for path in ["/cards", "/cards?async=true"] {
        let answer = bank.data(path, &token);
        assert_eq!(bank.get(&accepted(&answer), &token).error(), (501, "endpoint_not_supported".into()), "{path}");
    }
    let calls = bank.control("/calls");
    let statuses: Vec<&Value> = calls.as_array().unwrap().iter().map(|call| &call["status"]).collect();
    assert_eq!(statuses, [200, 202, 501, 202, 501]);
}
