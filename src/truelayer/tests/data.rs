//! The Data API: what is asked, and what lists and `/me` say.

use budget::AccountKind;
use chrono::{DateTime, NaiveDate};
use truelayer::data::{self, AccountId, AccountRef, Caller, Me};
use truelayer::http::{Answer, Method, Request};
use truelayer::{Client, Code, Environment, Secret, account};

fn client() -> Client {
    Client {
        environment: Environment::Sandbox,
        client_id: "sandbox-made-up".into(),
        client_secret: Secret::new("made-up-secret".into()),
        redirect_uri: "http://localhost:8787/auth/open-banking/callback".into(),
    }
}

fn ok(body: &[u8]) -> Answer<'_> {
    Answer { status: 200, retry_after: None, body }
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
}

#[test]
fn every_resource_has_its_address() {
    let token = Secret::new("access-1".into());
    let caller = Caller { access_token: &token, psu_ip: None, correlation_id: "request-1" };
    let id = |kind| AccountRef { id: AccountId::parse("abc-1").unwrap(), kind, fingerprint: String::new() };
    let (account, card) = (id(AccountKind::Account), id(AccountKind::Card));
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let client = client();
    for (request, path) in [
        (data::me(&client, &caller), "/me"),
        (data::list(&client, &caller, AccountKind::Account), "/accounts"),
        (data::list(&client, &caller, AccountKind::Card), "/cards"),
        (data::balance(&client, &caller, &account), "/accounts/abc-1/balance"),
        (data::balance(&client, &caller, &card), "/cards/abc-1/balance"),
        (
            data::transactions(&client, &caller, &account, day("2026-08-01"), day("2026-11-23")),
            "/accounts/abc-1/transactions?from=2026-08-01&to=2026-11-23",
        ),
        (
            data::transactions(&client, &caller, &card, day("2026-08-01"), day("2026-11-23")),
            "/cards/abc-1/transactions?from=2026-08-01&to=2026-11-23",
        ),
        (data::pending(&client, &caller, &card), "/cards/abc-1/transactions/pending"),
        (data::standing_orders(&client, &caller, &account), "/accounts/abc-1/standing_orders"),
        (data::direct_debits(&client, &caller, &account), "/accounts/abc-1/direct_debits"),
    ] {
        assert_eq!(request.url, format!("https://api.truelayer-sandbox.com/data/v1{path}"));
        assert_eq!(request.method, Method::Get);
        assert_eq!(header(&request, "Authorization"), Some("Bearer access-1"));
        assert_eq!(header(&request, "Accept"), Some("application/json"));
        assert_eq!(header(&request, "X-Client-Correlation-Id"), Some("request-1"));
        assert_eq!(header(&request, "X-PSU-IP"), None);
        assert!(request.may_repeat() && request.body.is_none());
    }
}

#[test]
fn the_persons_address_is_sent_when_it_is_one() {
    let token = Secret::new("t".into());
    for (psu_ip, sent) in [
        (Some("203.0.113.7"), Some("203.0.113.7")),
        (Some("2001:db8::7"), Some("2001:db8::7")),
        (Some(""), None),
        (Some("203.0.113.7\r\nX-Evil: 1"), None),
        (None, None),
    ] {
        let request = data::me(&client(), &Caller { access_token: &token, psu_ip, correlation_id: "r" });
        assert_eq!(header(&request, "X-PSU-IP"), sent, "{psu_ip:?}");
    }
}

#[test]
fn account_ids_cannot_leave_their_place_in_a_path() {
    for id in ["56c7b029e0f8ec5a2334fb0ffc2fface", "A-b_9"] {
        assert_eq!(AccountId::parse(id).unwrap().as_str(), id);
    }
    for id in ["", "..", "a/b", "a?b", "a b", "a%2f", "\u{e9}", &"a".repeat(129)] {
        assert_eq!(AccountId::parse(id), None, "{id}");
        assert!(serde_json::from_value::<AccountId>(id.into()).is_err(), "{id}");
    }
}

#[test]
fn me_tells_the_bank_the_consent_and_the_scopes() {
    let me = data::read_me(&ok(include_bytes!("fixtures/me.json"))).unwrap();
    assert_eq!(me.provider.id.as_deref(), Some("ob-nowhere"));
    assert_eq!(me.provider.name.as_deref(), Some("Bank of Nowhere"));
    let at = |text| DateTime::parse_from_rfc3339(text).ok().map(|at| at.to_utc());
    assert_eq!(me.consent_created_at, at("2026-09-01T14:44:40.077Z"));
    assert_eq!(me.consent_expires_at, at("2026-11-30T14:44:40.077Z"));
    assert_eq!(me.scopes, ["accounts", "balance", "transactions", "offline_access"]);
}

#[test]
fn me_promises_nothing() {
    assert_eq!(data::read_me(&ok(br#"{"results":[{}]}"#)), Ok(Me::default()));
    let odd = br#"{"results":[{"provider":"x","consent_expires_at":"2026-11-300T00:00:00Z","scopes":null}]}"#;
    assert_eq!(data::read_me(&ok(odd)), Ok(Me::default()));
    for body in [&br#"{"results":[]}"#[..], br#"{"results":[[]]}"#, br#"{"results":["me"]}"#] {
        assert_eq!(data::read_me(&ok(body)).unwrap_err().code, Code::MalformedAnswer);
    }
}

#[test]
fn lists_name_accounts_by_id_and_fingerprint() {
    let accounts = data::read_results(&ok(include_bytes!("fixtures/accounts.json"))).unwrap();
    let refs: Vec<_> = accounts.iter().map(|raw| account::read_ref(AccountKind::Account, raw).unwrap()).collect();
    let ids: Vec<_> = refs.iter().map(|found| found.id.as_str()).collect();
    assert_eq!(ids, ["a0c1e2f3a4b5968778695a4b3c2d1e0f", "b1c1e2f3a4b5968778695a4b3c2d1e0f", "c2"]);
    assert_eq!(account::read_provider(accounts[0]).name.as_deref(), Some("Bank of Nowhere"));
    assert_eq!(account::read_provider(accounts[2]), data::Provider::default());

    let kept = serde_json::to_string(&refs).unwrap();
    assert_eq!(serde_json::from_str::<Vec<AccountRef>>(&kept).unwrap(), refs);
}

#[test]
fn a_listed_account_without_a_usable_id_is_an_error() {
    for record in [r#"{}"#, r#"{"account_id":null}"#, r#"{"account_id":"../me"}"#, "[]", "7"] {
        let raw = serde_json::value::RawValue::from_string(record.into()).unwrap();
        assert_eq!(account::read_ref(AccountKind::Card, &raw).unwrap_err().code, Code::MalformedAnswer, "{record}");
    }
}
