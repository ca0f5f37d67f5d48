//! Debug ids, by which TrueLayer's support finds a connection.

use crate::support::{Answer, Bank};
use serde_json::json;

fn debug(bank: &Bank, token: &str) -> Answer {
    bank.post_json("/api/debug", &json!({ "access_token": token }))
}

#[test]
fn a_connection_has_a_debug_id_until_it_is_deleted() {
    let bank = Bank::today();
    let (token, _) = bank.connect("ob-monzo");
    let body = json!({ "access_token": token });
    assert_eq!(bank.delete_json("/api/debug", &body).status, 401, "there is none yet");
    let created = debug(&bank, &token);
    assert_eq!(created.status, 200);
    let id = created.json();
    assert_eq!(id["credentials_id"], bank.data("/me", &token).results()[0]["credentials_id"]);
    assert_eq!(id["provider_id"], "ob-monzo");
    assert!(id["debug_id"].as_str().unwrap().starts_with("ob-monzo|"), "{id}");
    let deleted = bank.delete_json("/api/debug", &body);
    assert_eq!((deleted.status, deleted.json()), (200, id));
    assert_eq!(bank.delete_json("/api/debug", &body).error(), (401, "unauthorized".into()));
    let calls = bank.control("/calls");
    assert_eq!((&calls[1]["method"], &calls[1]["path"]), (&json!("DELETE"), &json!("/api/debug")));
    assert_eq!(calls[2]["provider_id"], "ob-monzo");
    assert!(!calls.to_string().contains(&token));
}

#[test]
fn a_consent_that_is_over_has_no_debug_id() {
    let bank = Bank::today();
    let over = json!({
        "error_description": "Invalid request",
        "error": "invalid_request",
        "error_details": { "reason": "Consent expired or revoked" },
    });
    let (revoked, _) = bank.connect("ob-monzo");
    assert_eq!(bank.revoke(&revoked).status, 200);
    let answer = debug(&bank, &revoked);
    assert_eq!((answer.status, answer.json()), (400, over.clone()));
    let (expired, _) = bank.connect("ob-monzo");
    bank.set("/clock", r#"{"advance_seconds":86400}"#);
    assert_eq!(debug(&bank, &expired).status, 200, "the token is over, the consent is not");
    bank.set("/clock", &json!({ "advance_seconds": 90 * 86_400 }).to_string());
    let answer = debug(&bank, &expired);
    assert_eq!((answer.status, answer.json()), (400, over));
}

#[test]
fn an_unknown_token_has_no_debug_id() {
    let bank = Bank::today();
    for answer in [debug(&bank, "unknown"), bank.post_json("/api/debug", &json!({})), bank.revoke("unknown")] {
        assert_eq!(answer.error(), (401, "unauthorized".into()));
        assert_eq!(answer.json()["error_details"]["reason"], "Invalid token");
    }
    bank.set("/faults", r#"[{"path":"/api/debug","fault":"error","error":"internal_server_error"}]"#);
    assert_eq!(debug(&bank, "unknown").status, 500);
}
