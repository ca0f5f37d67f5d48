//! What a tenant's Durable Object still has to do when nobody asks it: revoke what TrueLayer could not be told of, and
//! erase what nobody can use any more. Kept beside the record, because by then the record may be gone or closed.
//!
//! In the open: a date, the tenant's name in the storage (a hash). Sealed, by the master keys alone, since no browser is
//! there to help: the tokens to revoke with, and nothing else of the connection.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use truelayer::Secret;

use super::record::{Connection, Tokens};
use crate::encoding;
use crate::vault::{self, KeyRing, Purpose, VaultError};

const ID_BYTES: usize = 9;
/// The pause after the first attempt that failed; each one after is twice as long.
const FIRST_PAUSE: TimeDelta = TimeDelta::seconds(10);
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(12);
/// When to try again where the settings or keys that it takes are not there.
const MENDING_PAUSE: TimeDelta = TimeDelta::hours(1);

/// The list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chores {
    /// The tenant's name in the storage: an alarm does not say it.
    pub name: String,
    /// When to erase the record; absent where there is none.
    pub erase_at: Option<DateTime<Utc>>,
    /// What to revoke.
    pub revocations: Vec<Revocation>,
}

/// A connection that is erased here and still has to be revoked at TrueLayer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// Tells it from the others.
    pub id: String,
    /// When to try next.
    pub next_at: DateTime<Utc>,
    /// How often it has been tried.
    pub tries: u32,
    /// The `Grant`, sealed.
    sealed: String,
}

/// What it takes to revoke a connection.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Grant {
    /// The tokens in force.
    pub tokens: Tokens,
    /// The refresh token before.
    pub previous_refresh: Option<Secret>,
}

impl Grant {
    /// A connection's.
    pub fn of(connection: &Connection) -> Self {
        Self { tokens: connection.tokens.clone(), previous_refresh: connection.previous_refresh.clone() }
    }
}

impl Revocation {
    /// To be tried at `next_at`.
    pub fn new(keys: &KeyRing, name: &str, grant: &Grant, next_at: DateTime<Utc>) -> Result<Self, VaultError> {
        let id = encoding::random_id::<ID_BYTES>().ok_or(VaultError::CannotSeal)?;
        Ok(Self { id, next_at, tries: 0, sealed: seal(keys, name, grant)? })
    }

    /// The tokens.
    pub fn open(&self, keys: &KeyRing, name: &str) -> Result<Grant, VaultError> {
        let envelope = encoding::from_base64url(&self.sealed).ok_or(VaultError::NotAnEnvelope)?;
        let text = vault::open(keys, Purpose::Revocation, name, &envelope)?;
        serde_json::from_slice(&text).map_err(|_| VaultError::NotAnEnvelope)
    }

    /// Puts it off after an attempt that failed. The attempt may have changed the tokens.
    pub fn put_off(&mut self, keys: &KeyRing, name: &str, grant: &Grant, now: DateTime<Utc>) -> Result<(), VaultError> {
        self.sealed = seal(keys, name, grant)?;
        let pause = FIRST_PAUSE.checked_mul(1_i32.checked_shl(self.tries).unwrap_or(i32::MAX));
        self.tries = self.tries.saturating_add(1).min(30);
        self.put_off_by(pause.unwrap_or(LONGEST_PAUSE).clamp(FIRST_PAUSE, LONGEST_PAUSE), now);
        Ok(())
    }

    /// Puts it off where whoever runs the Worker has something to mend first.
    pub fn wait_for_mending(&mut self, now: DateTime<Utc>) {
        self.put_off_by(MENDING_PAUSE, now);
    }

    fn put_off_by(&mut self, pause: TimeDelta, now: DateTime<Utc>) {
        self.next_at = now.checked_add_signed(pause).unwrap_or(now);
    }
}

fn seal(keys: &KeyRing, name: &str, grant: &Grant) -> Result<String, VaultError> {
    let text = zeroize::Zeroizing::new(serde_json::to_vec(grant).map_err(|_| VaultError::CannotSeal)?);
    vault::seal(keys, Purpose::Revocation, name, &text).map(|sealed| encoding::base64url(&sealed))
}

impl Chores {
    /// The moment of the next one; `None` where there is none left.
    pub fn next_at(&self) -> Option<DateTime<Utc>> {
        self.revocations.iter().map(|revocation| revocation.next_at).chain(self.erase_at).min()
    }

    /// Whether nothing is left.
    pub fn is_done(&self) -> bool {
        self.next_at().is_none()
    }

    /// Those to be tried now.
    pub fn due(&self, now: DateTime<Utc>) -> Vec<Revocation> {
        self.revocations.iter().filter(|revocation| revocation.next_at <= now).cloned().collect()
    }

    /// Takes over what came of an attempt: `None` where it is done.
    pub fn settle(&mut self, id: &str, revocation: Option<Revocation>) {
        self.revocations.retain(|known| known.id != id);
        self.revocations.extend(revocation);
    }
}

#[cfg(test)]
mod tests {
    use super::super::record::tests::{at, connection, keys};
    use super::*;

    fn revocation() -> Revocation {
        Revocation::new(&keys(), "tenant:a", &Grant::of(&connection("c1")), at(0)).unwrap()
    }

    #[test]
    fn only_tokens_are_kept_sealed_and_for_this_tenant() {
        let kept = revocation();
        let text = serde_json::to_string(&kept).unwrap();
        for hidden in ["made-up", "Made-up Bank", "c1-print", "acc-1"] {
            assert!(!text.contains(hidden), "{hidden}");
        }
        let grant = kept.open(&keys(), "tenant:a").unwrap();
        assert_eq!(grant.tokens.access.expose(), "made-up-access");
        assert!(!serde_json::to_string(&grant).unwrap().contains("Made-up Bank"));
        assert!(kept.open(&keys(), "tenant:b").is_err());
    }

    #[test]
    fn pauses_double_up_to_half_a_day() {
        let mut kept = revocation();
        let grant = Grant::of(&connection("c1"));
        let mut pauses = Vec::new();
        for _ in 0..40 {
            kept.put_off(&keys(), "tenant:a", &grant, at(0)).unwrap();
            pauses.push((kept.next_at - at(0)).num_seconds());
        }
        assert_eq!(pauses[..4], [10, 20, 40, 80]);
        assert!(pauses.is_sorted() && pauses[39] == 12 * 3600);
    }

    #[test]
    fn the_next_chore_is_the_earliest() {
        let mut chores = Chores { name: "tenant:a".into(), erase_at: Some(at(50)), revocations: Vec::new() };
        assert_eq!(chores.next_at(), Some(at(50)));
        chores.revocations.push(revocation());
        assert_eq!(chores.next_at(), Some(at(0)));
        let [due] = chores.due(at(0)).try_into().unwrap();
        let mut later = due.clone();
        later.wait_for_mending(at(0));
        chores.settle(&due.id, Some(later));
        assert!(chores.due(at(0)).is_empty() && chores.revocations.len() == 1);
        chores.settle(&due.id, None);
        chores.erase_at = None;
        assert_eq!(chores.next_at(), None);
    }
}
