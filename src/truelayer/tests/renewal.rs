//! Renewals: what is asked, and each of the answers that TrueLayer documents.

use serde_json::{Value, json};
use truelayer::http::{Answer, Method, Request};
use truelayer::renewal::{self, Extension, Person, WayBack};
use truelayer::{Client, Code, Environment, Secret};

const BACK: WayBack<'static> = WayBack { state: "state-1", code_challenge: "challenge-1" };

fn client(environment: Environment) -> Client {
    Client {
        environment,
        client_id: "made-up-client".into(),
        client_secret: Secret::new("made-up-secret".into()),
        redirect_uri: "https://purse.example/auth/open-banking/callback".into(),
    }
}

fn simulated() -> Client {
    let (auth_url, api_url) = ("http://127.0.0.1:4010".into(), "http://127.0.0.1:4010/data/v1".into());
    client(Environment::Simulated { auth_url, api_url })
}

fn body(request: &Request) -> Value {
    let Some(body) = &request.body else { return Value::Null };
    assert_eq!(body.content_type, "application/json");
    serde_json::from_str(body.text.expose()).unwrap_or_default()
}

fn answer(status: u16, body: &str) -> Answer<'_> {
    Answer { status, retry_after: None, body: body.as_bytes() }
}

#[test]
fn an_extension_says_who_reconfirmed() {
    let person: Person = serde_json::from_value(json!({ "name": "A. Nobody", "email": "nobody@example.com" })).unwrap();
    let request = renewal::extend(&client(Environment::Live), &Secret::new("refresh-1".into()), &person, BACK).unwrap();
    assert_eq!(request.method, Method::Post);
    assert_eq!(request.url, "https://api.truelayer.com/data/v1/connections/extend");
    assert!(!request.may_repeat());
    let expected = json!({
        "user_has_reconfirmed_consent": true,
        "client_id": "made-up-client",
        "client_secret": "made-up-secret",
        "user": { "name": "A. Nobody", "email": "nobody@example.com" },
        "refresh_token": "refresh-1",
        "redirect_uri": "https://purse.example/auth/open-banking/callback",
        "state": "state-1",
        "code_challenge": "challenge-1",
    });
    assert_eq!(body(&request), expected);
    let shown = format!("{request:?} {person:?}");
    for secret in ["refresh-1", "made-up-secret", "nobody@example.com", "A. Nobody"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[test]
fn a_reauth_link_is_asked_for_with_pkce() {
    let request = renewal::reauth_link(&client(Environment::Sandbox), &Secret::new("refresh-1".into()), BACK).unwrap();
    assert_eq!(request.url, "https://auth.truelayer-sandbox.com/v1/reauthuri");
    let expected = json!({
        "response_type": "code",
        "refresh_token": "refresh-1",
        "redirect_uri": "https://purse.example/auth/open-banking/callback",
        "state": "state-1",
        "code_challenge": "challenge-1",
        "code_challenge_method": "S256",
    });
    assert_eq!(body(&request), expected);
}

#[test]
fn the_three_outcomes_of_an_extension_are_told_apart() {
    let read = |body: &str| renewal::read_extension(&client(Environment::Live), &answer(200, body));
    let done = r#"{"action_needed":"no_action_needed","access_token":"a","expires_in":3600,"refresh_token":"r","token_type":"Bearer"}"#;
    let Ok(Extension::Done(tokens)) = read(done) else { panic!("not done") };
    assert_eq!((tokens.access_token.expose(), tokens.expires_in), ("a", 3600));
    assert_eq!(tokens.refresh_token.as_ref().map(Secret::expose), Some("r"));

    let sign_in = r#"{"action_needed":"authentication_needed","user_input_link":"https://bank.example/x?y=1"}"#;
    assert_eq!(read(sign_in), Ok(Extension::SignIn("https://bank.example/x?y=1".into())));

    let page = r#"{"action_needed":"reconfirmation_of_consent_needed","user_input_link":"https://login.example/"}"#;
    assert_eq!(read(page).unwrap_err().code, Code::ReconnectNeeded);
}

#[test]
fn what_cannot_be_extended_is_an_error() {
    for (status, body) in [
        (400, r#"{"type":"x","title":"One or more validation errors occurred.","status":400}"#),
        (401, r#"{"detail":"Refresh token missing or invalid."}"#),
        (422, r#"{"title":"No way to extend this connection"}"#),
        (502, "<html>Bad gateway</html>"),
        (200, ""),
        (200, "{}"),
        (200, r#"{"action_needed":"authentication_needed"}"#),
        (200, r#"{"action_needed":"no_action_needed"}"#),
    ] {
        let client = client(Environment::Live);
        assert!(renewal::read_extension(&client, &answer(status, body)).is_err(), "{status} {body}");
        assert!(renewal::read_reauth_link(&client, &answer(status, body)).is_err(), "{status} {body}");
    }
}

#[test]
fn a_browser_is_sent_to_safe_addresses_only() {
    let read = |client: &Client, link: &str| {
        let body = json!({ "result": link, "success": true }).to_string();
        renewal::read_reauth_link(client, &answer(200, &body)).ok()
    };
    let live = client(Environment::Live);
    assert_eq!(read(&live, "https://bank.example/x").as_deref(), Some("https://bank.example/x"));
    for link in ["http://bank.example/", "javascript:alert(1)", "//bank.example", "https://bank.example/\r\nx: y", ""] {
        assert_eq!(read(&live, link), None, "{link}");
    }
    assert!(read(&simulated(), "http://127.0.0.1:4010/renew?session=x").is_some());
    assert!(read(&simulated(), "http://127.0.0.1:40100/renew").is_none());
}
