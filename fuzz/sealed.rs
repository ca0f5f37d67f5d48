//! What opens the Worker's own seal and reads the cookies that it set, on one input. Only what this key ring has sealed is
//! taken, for the tenant and the purpose that it was sealed for. The keys and all that they sealed are made up.

use chrono::DateTime;
use edge::cookie;
use edge::pending::{self, Pending};
use edge::session::Session;
use edge::vault::{KeyRing, Purpose, VaultError, open};

const KEYS: &str = r#"{"current":"new","keys":{
    "old":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "new":"//79/Pv6+fj39vX08/Lx8O/u7ezr6uno5+bl5OPi4eA="
}}"#;
const PURPOSES: [Purpose; 5] =
    [Purpose::Record, Purpose::Unattended, Purpose::Revocation, Purpose::Pending, Purpose::WayHome];
const SUBJECTS: [&str; 3] = ["one", "two", ""];
/// What the ring has sealed, for what and for whom, and what is in it.
const SEALED: [(&[u8], Purpose, &str, &[u8]); 5] = [
    (include_bytes!("corpus/vault/record.bin"), Purpose::Record, "one", b"record"),
    (include_bytes!("corpus/vault/unattended.bin"), Purpose::Unattended, "one", b"unattended"),
    (include_bytes!("corpus/vault/revocation.bin"), Purpose::Revocation, "two", b"revocation"),
    (include_bytes!("corpus/vault/pending.bin"), Purpose::Pending, "two", b"pending"),
    (include_bytes!("corpus/vault/empty_text.bin"), Purpose::Record, "two", b""),
];

/// The browser that the corpus's cookies are of, and the states of its sign-ins.
const SESSION: &str = include_str!("corpus/cookies/session.txt");
const STATES: [&str; 2] = ["made-up-state-1", "made-up-state-2"];
/// When the sign-ins began, in seconds.
const NOW: i64 = 1_790_000_000;

/// An envelope. Understood is what has the form of one under a key of the ring.
pub(crate) fn envelopes(input: &[u8]) -> bool {
    let Ok(ring) = KeyRing::parse(KEYS) else { return false };
    let mut understood = false;
    for (purpose, subject) in PURPOSES.into_iter().flat_map(|purpose| SUBJECTS.map(|subject| (purpose, subject))) {
        let opened = open(&ring, purpose, subject, input);
        understood |= matches!(opened, Ok(_) | Err(VaultError::Tampered));
        let genuine =
            SEALED.iter().find(|(sealed, its, whose, _)| (*sealed, *its, *whose) == (input, purpose, subject));
        let plain = opened.as_ref().ok().map(|plain| plain.as_slice());
        assert_eq!(plain, genuine.map(|(.., plain)| *plain), "{purpose:?} for {subject:?}");
    }
    understood
}

/// A `Cookie` header, and the same as a sign-in that an app has kept. Understood is what holds a cookie of ours that reads.
pub(crate) fn cookies(input: &[u8]) -> bool {
    let (Ok(ring), Some(now)) = (KeyRing::parse(KEYS), DateTime::from_timestamp(NOW, 0)) else { return false };
    let Ok(header) = std::str::from_utf8(input) else { return false };
    let session = Session::from_cookies(header);
    if let Some(session) = &session {
        let stands_there = |pair: &str| {
            let (tenant, secret) = pair.trim().split_once('=')?.1.split_once('.')?;
            Some(tenant == session.tenant.as_str() && secret.len() == 43)
        };
        assert!(header.split(';').any(|pair| stands_there(pair) == Some(true)), "a session that no cookie names");
    }
    let genuine = Session::from_cookies(SESSION);
    let under_way = Pending::session_under_way(&ring, header);
    assert!(under_way.is_none() || under_way == genuine, "a sign-in that nobody began is joined");
    let mut found = false;
    for state in STATES.into_iter().chain(["", "made-up-state-3"]) {
        let kept = Pending::open(&ring, header, state, now);
        for pending in Pending::find(&ring, header, state, now).into_iter().chain(kept) {
            assert!(STATES.contains(&state) && pending.state.expose() == state, "a sign-in that nobody began");
            assert_eq!(pending.caller.session(), genuine.as_ref());
            found = true;
        }
    }
    for line in pending::clear_excess(header) {
        assert!(line.ends_with("=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax"), "{line}");
        assert_eq!(line.matches(';').count(), 5, "a name goes on after its end: {line}");
    }
    for name in cookie::names_with_prefix(header, "__Host-") {
        assert!(cookie::get(header, name).is_some(), "a cookie's name that has no value");
    }
    found || session.is_some()
}
