//! Answers that come later: tasks in every state, batches, webhooks.

use super::checker::Checker;
use super::{ERRORS, endpoint, paths_of};
use crate::support::{Answer, Bank};
use serde_json::{Value, json};

/// Polls the task of an answer until it is over; each answer is one that the endpoint itself could give.
fn poll(checker: &mut Checker, bank: &Bank, token: &str, endpoint: &str, accepted: &Answer) {
    let uri = accepted.json()["results_uri"].as_str().unwrap().to_owned();
    for _ in 0..3 {
        checker.data(endpoint, &bank.get(&uri, token));
    }
}

pub(super) fn check_tasks(checker: &mut Checker, bank: &Bank) {
    let (token, _) = bank.connect("ob-monzo");
    let accounts = bank.data("/accounts", &token).results();
    for end in [r#"{"queued":1,"running":1}"#, r#"{"queued":1,"running":1,"fail":true}"#] {
        bank.set("/tasks", end);
        for path in paths_of("/accounts", &accounts[..1]) {
            let mark = if path.contains('?') { '&' } else { '?' };
            let accepted = bank.data(&format!("{path}{mark}async=true"), &token);
            checker.data(&endpoint(&path), &accepted);
            poll(checker, bank, &token, &endpoint(&path), &accepted);
        }
    }
    bank.reset();
}

pub(super) fn check_batches(checker: &mut Checker, bank: &Bank) {
    let start = "post /batch/transactions";
    for provider_id in ["ob-monzo", "ob-harbour-card", "xs2a-eurobank", "ob-noids"] {
        let (token, _) = bank.connect(provider_id);
        let body = json!({ "from": "2026-05-01", "pending": true, "balance": true });
        for end in [r#"{"queued":1,"running":1}"#, r#"{"fail":true}"#] {
            bank.set("/tasks", end);
            let accepted = bank.post_data("/batch/transactions", &token, &body);
            checker.data(start, &accepted);
            poll(checker, bank, &token, "get /batch/results", &accepted);
            checker.data("get /batch/results", &bank.data("/batch/results", &token));
        }
        bank.reset();
    }
    let (token, _) = bank.connect("ob-monzo");
    checker.data("get /batch/results", &bank.data("/batch/results", &token));
    checker.data("get /batch/results", &bank.data("/batch/results", "unknown"));
    let refused = |body: Value| bank.post_data("/batch/transactions", &token, &body);
    checker.data(start, &refused(json!({ "from": "never" })));
    checker.data(start, &refused(json!({ "to": "2030-01-01" })));
    checker.data(start, &bank.post_data("/batch/transactions", "unknown", &json!({})));
    for (status, error) in ERRORS {
        bank.set("/faults", &json!([{ "path": "/batch/*", "fault": "error", "error": error }]).to_string());
        checker.data(start, &refused(json!({})));
        let endpoint = "get /batch/results";
        if checker.statuses(endpoint).contains(&status) {
            checker.data(endpoint, &bank.data("/batch/results", &token));
        }
    }
    bank.reset();
}

pub(super) fn check_webhook(checker: &mut Checker, bank: &Bank) {
    let (token, _) = bank.connect("ob-monzo");
    // Nobody listens there: what is sent is in the log.
    let body = json!({ "webhook_uri": "http://127.0.0.1:1/" });
    for end in [r#"{"fail":false}"#, r#"{"fail":true}"#] {
        bank.set("/tasks", end);
        assert_eq!(bank.post_data("/batch/transactions", &token, &body).status, 202);
    }
    let log = bank.control("/webhooks");
    log.as_array().unwrap().iter().for_each(|webhook| checker.webhook(&webhook["body"]));
    assert_eq!((&log[0]["body"]["status"], &log[1]["body"]["status"]), (&json!("Succeeded"), &json!("Failed")));
    bank.reset();
}
