//! Who asks: a browser with a session cookie, or somebody whose bearer token was verified. The one needs the tenant's record
//! to know its session; the other is who they are by their issuer's word.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::session::{Session, Sessions, TenantId};

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Caller {
    /// A browser. Its session is not yet checked against the tenant's record.
    Session(Session),
    /// The tenant of a verified bearer token.
    Bearer(TenantId),
}

impl Caller {
    /// The tenant it is about.
    pub fn tenant(&self) -> &TenantId {
        match self {
            Self::Session(session) => &session.tenant,
            Self::Bearer(tenant) => tenant,
        }
    }

    /// The browser's session, if it is one.
    pub fn session(&self) -> Option<&Session> {
        match self {
            Self::Session(session) => Some(session),
            Self::Bearer(_) => None,
        }
    }

    /// Whether it is the tenant of a bearer token.
    pub fn is_bearer(&self) -> bool {
        matches!(self, Self::Bearer(_))
    }

    /// Whether a record with these sessions serves it.
    pub fn is_known(&self, sessions: &Sessions, now: DateTime<Utc>) -> bool {
        self.session().is_none_or(|session| sessions.is_live(&session.hash, now))
    }

    /// Whether a sign-in that it began may add its bank to a record with these sessions.
    pub fn may_join(&self, sessions: &Sessions, now: DateTime<Utc>) -> bool {
        self.session().is_none_or(|session| sessions.may_join(&session.hash, now))
    }

    /// Whether the record should note that it was here.
    pub fn is_due(&self, sessions: &Sessions, now: DateTime<Utc>) -> bool {
        self.session().is_some_and(|session| sessions.is_due(&session.hash, now))
    }

    /// Notes that it was here if that is due; tells whether it did.
    pub fn touch(&self, sessions: &mut Sessions, now: DateTime<Utc>) -> bool {
        self.session().is_some_and(|session| sessions.touch(&session.hash, now))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clock;

    #[test]
    fn a_session_needs_the_record_to_know_it_and_a_verified_token_does_not() {
        let (sessions, now) = (Sessions::default(), clock::now());
        let browser = Caller::Session(Session::of_new_tenant().unwrap());
        assert!(!browser.is_known(&sessions, now) && !browser.may_join(&sessions, now));
        let bearer = Caller::Bearer(TenantId::of_bearer("https://issuer.example", "somebody"));
        assert!(bearer.is_known(&sessions, now) && bearer.may_join(&sessions, now));
        assert!(!bearer.is_due(&sessions, now) && !bearer.touch(&mut Sessions::default(), now));
    }
}
