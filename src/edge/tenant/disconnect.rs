//! Ending connections and sessions: revoked at TrueLayer first, then erased here. What cannot be revoked because TrueLayer
//! is out of reach is erased all the same; an alarm goes on trying, with nothing but the tokens that it takes.

use futures_util::future::join_all;

use super::chores::{Grant, Revocation};
use super::message::{Answer, Refusal};
use super::object::Desk;
use super::record::{Connection, Record};
use super::revoke::revoke;
use crate::clock;

impl Desk<'_> {
    /// Revokes and erases one connection; answers whether TrueLayer confirmed.
    pub async fn disconnect(&self, id: &str) -> Result<bool, Refusal> {
        let gate = self.refreshes().gate(id);
        let _gate = gate.lock().await;
        let mut record = self.read_for_session().await?;
        let connection = record.connection_mut(id).ok_or(Refusal::NotFound)?;
        let left = self.revoke(connection).await;
        let _lock = self.lock().await;
        let mut record = self.load_for_session().await?;
        record.connections.retain(|connection| connection.id != id);
        let revoked = left.is_none();
        self.add_revocations(left).await?;
        self.save_and_publish(&mut record).await?;
        Ok(revoked)
    }

    /// Revokes every connection and erases the tenant; answers whether TrueLayer confirmed all of them.
    pub async fn forget(&self) -> Result<bool, Refusal> {
        let mut ids: Vec<_> = self.read_for_session().await?.connections.into_iter().map(|known| known.id).collect();
        // All in one order: two that each wait for what the other holds would wait for good.
        ids.sort();
        let gates: Vec<_> = ids.iter().map(|id| self.refreshes().gate(id)).collect();
        let mut held = Vec::new();
        for gate in &gates {
            held.push(gate.lock().await);
        }
        // Anew: a refresh that was under way has replaced the token.
        let record = self.read_for_session().await?;
        let left = join_all(record.connections.iter().map(|connection| self.revoke(connection))).await;
        let left: Vec<_> = left.into_iter().flatten().collect();
        let _lock = self.lock().await;
        let revoked = left.is_empty();
        self.add_revocations(left).await?;
        self.erase().await?;
        self.entry("erased").info();
        Ok(revoked)
    }

    /// Ends this session, or all of them. A record to which no browser has a way back is erased, and its consents are revoked
    /// by the alarm: who logs out does not wait for that. (The tenant of a bearer token comes back by the token.)
    pub async fn log_out(&self, everywhere: bool) -> Result<Answer, Refusal> {
        let _lock = self.lock().await;
        let mut record = self.load_for_session().await?;
        if everywhere {
            record.sessions.end_all();
        } else {
            // A bearer token ends where it was issued.
            let Some(session) = self.caller.session() else { return Ok(Answer::Done) };
            record.sessions.end(&session.hash);
        }
        self.entry("logged_out").info();
        if self.caller.is_bearer() || record.sessions.any_live(clock::now()) {
            self.save_and_publish(&mut record).await?;
        } else {
            let left = self.all_revocations(&record)?;
            self.add_revocations(left).await?;
            self.erase().await?;
            self.entry("erased").info();
        }
        Ok(Answer::Done)
    }

    fn all_revocations(&self, record: &Record) -> Result<Vec<Revocation>, Refusal> {
        record.connections.iter().map(|connection| self.revocation(&Grant::of(connection))).collect()
    }

    /// What is left to do when the consent could not be revoked.
    async fn revoke(&self, connection: &Connection) -> Option<Revocation> {
        let Err(grant) = revoke(Grant::of(connection), &self.config.client, &self.visit).await else {
            self.entry("revoked").info();
            return None;
        };
        self.entry("revocation_failed").error();
        // An error is in the log; to keep the connection for it would be to refuse the erasure.
        self.revocation(&grant).ok()
    }

    fn revocation(&self, grant: &Grant) -> Result<Revocation, Refusal> {
        let revocation = Revocation::new(&self.config.keys, &self.caller.tenant().storage_name(), grant, clock::now());
        revocation.map_err(|error| Self::internal(format!("a revocation cannot be sealed: {error:?}")))
    }
}
