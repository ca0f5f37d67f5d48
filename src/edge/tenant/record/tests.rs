//! The record, sealed and opened; and the made-up connections that the neighbouring files test with.

use super::*;
use truelayer::data::AccountId;

pub(in crate::tenant) fn keys() -> KeyRing {
    KeyRing::parse(r#"{"current":"k1","keys":{"k1":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="}}"#).unwrap()
}

pub(in crate::tenant) fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000 + seconds, 0).unwrap()
}

pub(in crate::tenant) fn secret(text: &str) -> Secret {
    Secret::new(text.into())
}

pub(in crate::tenant) fn connection(id: &str) -> Connection {
    Connection {
        id: id.into(),
        provider_id: "ob-made-up".into(),
        bank_name: "Made-up Bank".into(),
        created_at: at(0),
        consent_expires_at: Some(at(0) + TimeDelta::days(90)),
        scopes: vec!["accounts".into()],
        state: State::Active,
        tokens: Tokens {
            access: secret("made-up-access"),
            refresh: Some(secret("made-up-refresh")),
            fresh_until: at(3540),
        },
        previous_refresh: None,
        known: Known {
            accounts: vec![AccountRef {
                id: AccountId::parse("acc-1").unwrap(),
                kind: AccountKind::Account,
                fingerprint: format!("{id}-print"),
            }],
            absent: vec![AccountKind::Card],
        },
        resting_until: None,
        undescribed: false,
    }
}

pub(in crate::tenant) fn connection_with(id: &str, fingerprints: &[&str]) -> Connection {
    let account = |print: &&str| AccountRef {
        id: AccountId::parse(print).unwrap(),
        kind: AccountKind::Account,
        fingerprint: (*print).to_owned(),
    };
    let known = Known { accounts: fingerprints.iter().map(account).collect(), absent: Vec::new() };
    Connection { known, ..connection(id) }
}

pub(in crate::tenant) fn record(connections: Vec<Connection>) -> Record {
    Record { connections, ..Record::new(at(0)) }
}

#[test]
fn the_stored_text_is_pinned() {
    // Records of this shape are out there: a change needs a new version and a way to read the old one.
    let record = record(vec![connection("c1")]);
    let expected = concat!(
        r#"{"version":1,"revision":0,"created_at":"2026-11-18T11:06:40Z","sessions":[],"connections":[{"id":"c1","#,
        r#""provider_id":"ob-made-up","bank_name":"Made-up Bank","created_at":"2026-11-18T11:06:40Z","#,
        r#""consent_expires_at":"2027-02-16T11:06:40Z","scopes":["accounts"],"state":"active","#,
        r#""tokens":{"access":"made-up-access","refresh":"made-up-refresh","fresh_until":"2026-11-18T12:05:40Z"},"#,
        r#""previous_refresh":null,"known":{"accounts":[{"id":"acc-1","kind":"account","#,
        r#""fingerprint":"c1-print"}],"absent":["card"]}}],"#,
        r#""settings":null,"settings_revision":0}"#
    );
    assert_eq!(serde_json::to_string(&record).unwrap(), expected);
}

#[test]
fn a_sealed_record_opens_for_its_tenant_only() {
    let (tenant, other) = (TenantId::new().unwrap(), TenantId::new().unwrap());
    let record = record(vec![connection("c1")]);
    let sealed = record.seal(&keys(), &tenant).unwrap();
    assert!(!sealed.contains("made-up"));
    assert_eq!(Record::open(&sealed, &keys(), &tenant).unwrap().connections.len(), 1);
    assert!(Record::open(&sealed, &keys(), &other).is_err());
    assert!(Record::open("no envelope", &keys(), &tenant).is_err());
}

#[test]
fn a_record_from_before_there_were_revisions_still_opens() {
    let text = r#"{"version":1,"created_at":"2026-11-18T11:06:40Z","sessions":[],"connections":[],"settings":null,"settings_revision":0}"#;
    let tenant = TenantId::new().unwrap();
    let sealed = vault::seal(&keys(), Purpose::Record, tenant.as_str(), text.as_bytes()).unwrap();
    let record = Record::open(&encoding::base64url(&sealed), &keys(), &tenant).unwrap();
    assert_eq!((record.revision, record.unattended), (0, false));
}

#[test]
fn only_an_unattended_record_opens_without_the_tenants_id() {
    let tenant = TenantId::new().unwrap();
    let mut record = record(vec![connection("c1")]);
    let open_by_name = |sealed: &str| {
        let envelope = encoding::from_base64url(sealed.trim_start_matches(UNATTENDED_MARK)).unwrap();
        let name = tenant.storage_name();
        [Purpose::Record, Purpose::Unattended].into_iter().any(|it| vault::open(&keys(), it, &name, &envelope).is_ok())
    };
    let bound = record.seal(&keys(), &tenant).unwrap();
    record.unattended = true;
    let unattended = record.seal(&keys(), &tenant).unwrap();
    assert!(!open_by_name(&bound) && open_by_name(&unattended));
    assert!(Record::open(&unattended, &keys(), &tenant).unwrap().unattended);
    // The mark is no way to have one taken for the other.
    let unmarked = unattended.trim_start_matches(UNATTENDED_MARK);
    assert!(Record::open(unmarked, &keys(), &tenant).is_err());
    assert!(Record::open(&format!("{UNATTENDED_MARK}{bound}"), &keys(), &tenant).is_err());
}

#[test]
fn a_record_is_erased_when_nobody_can_use_it_any_more() {
    let mut record = record(vec![connection("c1"), connection("c2")]);
    record.connections[1].consent_expires_at = Some(at(0) + TimeDelta::days(180));
    // No browser has a way in.
    assert_eq!(record.erase_at(at(0)), at(0));
    record.sessions.start("before", at(0));
    assert_eq!(record.erase_at(at(0)), at(0) + TimeDelta::days(30));
    record.unattended = true;
    assert_eq!(record.erase_at(at(0)), at(0) + TimeDelta::days(270));
    record.connections.clear();
    assert_eq!(record.erase_at(at(0)), at(0) + TimeDelta::days(90));
}

#[test]
fn a_bearer_tokens_record_needs_no_browser_whatever_was_chosen() {
    let tenant = TenantId::of_bearer("https://issuer.example", "somebody");
    let bearer = Record { bearer: true, ..record(vec![connection("c1")]) };
    assert!(bearer.erase_at(at(0)) > at(0) + TimeDelta::days(90));
    let sealed = bearer.seal(&keys(), &tenant).unwrap();
    assert!(sealed.starts_with(UNATTENDED_MARK));
    let opened = Record::open(&sealed, &keys(), &tenant).unwrap();
    assert_eq!((opened.bearer, opened.unattended), (true, false));
}

#[test]
fn a_sign_in_completes_once() {
    let mut record = record(Vec::new());
    assert!(record.complete("one", at(0)) && record.complete("two", at(1)));
    assert!(!record.complete("one", at(2)));
    // By then the sign-in itself has expired.
    assert!(record.complete("one", at(700)) && record.completed.len() == 1);
}

#[test]
fn tokens_are_replaced_a_minute_early_and_short_lived_ones_halfway() {
    let usable = |expires_in| {
        let answer = auth::Tokens { access_token: secret("a"), refresh_token: None, expires_in, scope: None };
        let tokens = Tokens::new(answer, Some(secret("old")), at(0));
        assert_eq!(tokens.refresh, Some(secret("old")));
        (tokens.fresh_until - at(0)).num_seconds()
    };
    assert_eq!(usable(3600), 3540);
    assert_eq!(usable(20), 10);
    assert_eq!(usable(0), 0);
    assert_eq!(usable(u64::MAX), 90 * 24 * 3600 - 60);
}

#[test]
fn twins_are_the_same_bank_with_the_accounts_of_one_among_those_of_the_other() {
    let with = |prints: &[&str]| connection_with("c1", prints);
    assert_eq!(with(&["a", "b"]).accounts_apart(&with(&["b", "a"])), Some(0));
    assert_eq!(with(&["a"]).accounts_apart(&with(&["a", "b", "c"])), Some(2));
    assert_eq!(with(&["a", "b", "c"]).accounts_apart(&with(&["a"])), Some(2));
    assert_eq!(with(&["joint", "hers"]).accounts_apart(&with(&["joint", "his"])), None);
    assert_eq!(with(&[]).accounts_apart(&with(&["a"])), None);
    assert_eq!(with(&[]).accounts_apart(&with(&[])), None);
    let other_bank = Connection { provider_id: "ob-other".into(), ..with(&["a"]) };
    assert_eq!(with(&["a"]).accounts_apart(&other_bank), None);
}

#[test]
fn a_bank_that_has_had_enough_is_left_alone_until_tomorrow() {
    let mut connection = connection("c1");
    connection.rest_until_tomorrow(at(0));
    let midnight: DateTime<Utc> = "2026-11-19T00:00:00Z".parse().unwrap();
    assert_eq!(connection.resting_until, Some(midnight));
    let kept: Connection = serde_json::from_str(&serde_json::to_string(&connection).unwrap()).unwrap();
    let token = |now| kept.token(now, |_| NoToken::Unavailable);
    assert!(matches!(token(at(0)), Token::None(NoToken::OverForToday(until)) if until == midnight));
    assert!(matches!(token(midnight), Token::None(NoToken::Unavailable)));
}

#[test]
fn a_view_shows_no_refresh_token_and_no_session() {
    let mut record = record(vec![connection("c1")]);
    record.sessions.start("before", at(0));
    let view = record.view(at(10), |_| NoToken::Unavailable);
    let text = serde_json::to_string(&view).unwrap();
    assert!(text.contains("made-up-access") && !text.contains("made-up-refresh") && !text.contains("hash"));
    let later = record.view(at(4000), |_| NoToken::Unavailable);
    assert!(matches!(later.connections[0].token, Token::None(NoToken::Unavailable)));
}
