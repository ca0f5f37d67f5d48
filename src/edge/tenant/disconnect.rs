//! Ending connections: revoked at TrueLayer first, then erased here. What cannot be revoked because TrueLayer is out of
//! reach is erased all the same, and the answer says so.

use futures_util::future::join_all;
use truelayer::{Error, Next, auth};

use super::message::Refusal;
use super::object::Desk;
use super::record::Connection;
use super::tokens;
use crate::clock;

impl Desk<'_> {
    /// Revokes and erases one connection; answers whether TrueLayer confirmed.
    pub async fn disconnect(&self, id: &str) -> Result<bool, Refusal> {
        let gate = self.refreshes().gate(id);
        let _gate = gate.lock().await;
        let mut record = self.read_for_session().await?;
        let connection = record.connection_mut(id).ok_or(Refusal::NotFound)?;
        let revoked = self.revoke(connection).await;
        let _lock = self.lock().await;
        let mut record = self.load_for_session().await?;
        record.connections.retain(|connection| connection.id != id);
        self.save_and_publish(&record).await?;
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
        let revoked = join_all(record.connections.iter().map(|connection| self.revoke(connection))).await;
        let _lock = self.lock().await;
        self.store.erase().await.map_err(Self::internal)?;
        self.entry("erased").info();
        Ok(revoked.into_iter().all(|revoked| revoked))
    }

    /// Whether the consent is known to be gone at TrueLayer.
    async fn revoke(&self, connection: &Connection) -> bool {
        let revoked = self.try_to_revoke(connection).await;
        if revoked {
            self.entry("revoked").info();
        } else {
            self.entry("revocation_failed").error();
        }
        revoked
    }

    async fn try_to_revoke(&self, connection: &Connection) -> bool {
        let mut access = Some(connection.tokens.access.clone()).filter(|_| connection.is_fresh(clock::now()));
        // With the token there is; then with a new one if that was refused; then once more if nobody answered.
        for _ in 0..3 {
            let token = match access.take() {
                Some(token) => token,
                None => match tokens::replacement(connection, &self.config.client, &self.visit).await {
                    Ok(Some(token)) => token,
                    Ok(None) => return true,
                    Err(_) => continue,
                },
            };
            match self.revoke_once(&auth::revoke(&self.config.client, &token)).await {
                Ok(()) => return true,
                Err(error) if error.next == Next::RefreshThenRetry => {}
                Err(error) if error.next == Next::Retry => access = Some(token),
                Err(_) => break,
            }
        }
        false
    }

    async fn revoke_once(&self, request: &truelayer::http::Request) -> Result<(), Error> {
        let received = self.visit.send(request).await?;
        let answer = received.answer();
        // 404: TrueLayer knows no such consent any more.
        if answer.is_success() || answer.status == 404 { Ok(()) } else { Err(Error::of_auth(&answer)) }
    }
}
