//! Renewing a consent: in place where TrueLayer lets this client do that, else by a new sign-in at the same bank.

use chrono::{DateTime, Utc};
use truelayer::auth::Tokens as NewTokens;
use truelayer::renewal::{self, Extension, Person, WayBack};
use truelayer::{Error, Secret};

use super::message::{Refusal, Renewed};
use super::object::Desk;
use super::record::{Connection, State, Tokens};
use crate::bank::Resource;
use crate::clock;
use crate::log::Trace;

impl Desk<'_> {
    /// Renews one connection's consent, or says where the person must go for it. Whatever TrueLayer has against doing it in
    /// place, a new sign-in is always possible.
    pub async fn renew(&self, id: &str, person: Option<&Person>, back: WayBack<'_>) -> Result<Renewed, Refusal> {
        let gate = self.refreshes().gate(id);
        let _gate = gate.lock().await;
        let mut record = self.read_for_session().await?;
        let connection = record.connection_mut(id).ok_or(Refusal::NotFound)?;
        let refresh = connection.tokens.refresh.as_ref().filter(|_| self.config.extend);
        if let Some(refresh) = refresh {
            let asked_at = clock::now();
            if let Some(person) = person {
                match self.extend(refresh, person, back).await {
                    Ok(Extension::Done(tokens)) => {
                        return self.keep_extension(connection, tokens, asked_at).await;
                    }
                    Ok(Extension::SignIn(link)) => return Ok(Renewed::SignIn(link)),
                    Err(error) => self.note("extension", &error),
                }
            }
            match self.reauth_link(refresh, back).await {
                Ok(link) => return Ok(Renewed::SignIn(link)),
                Err(error) => self.note("renewal link", &error),
            }
        }
        Ok(Renewed::Anew { provider_id: connection.provider_id.clone() })
    }

    async fn extend(&self, refresh: &Secret, person: &Person, back: WayBack<'_>) -> Result<Extension, Error> {
        let client = &self.config.client;
        let received = self.visit.send(&renewal::extend(client, refresh, person, back)?).await?;
        renewal::read_extension(client, &received.answer())
    }

    async fn reauth_link(&self, refresh: &Secret, back: WayBack<'_>) -> Result<String, Error> {
        let client = &self.config.client;
        let received = self.visit.send(&renewal::reauth_link(client, refresh, back)?).await?;
        renewal::read_reauth_link(client, &received.answer())
    }

    /// The new tokens are kept before anything else happens, and only then is the bank asked until when they are good.
    async fn keep_extension(
        &self,
        before: &Connection,
        tokens: NewTokens,
        asked_at: DateTime<Utc>,
    ) -> Result<Renewed, Refusal> {
        let tokens = Tokens::new(tokens, before.tokens.refresh.clone(), asked_at);
        let (access, old_refresh) = (tokens.access.clone(), before.tokens.refresh.clone());
        self.update(&before.id, |connection| {
            connection.tokens = tokens;
            connection.previous_refresh = old_refresh.filter(|old| connection.tokens.refresh.as_ref() != Some(old));
            connection.state = State::Active;
        })
        .await?;
        match self.me_of(&before.id, access).await {
            Ok(me) => self.update(&before.id, |connection| connection.describe(me)).await?,
            Err(error) => self.note(Resource::Me.name(), &error),
        }
        self.entry("renewed").info();
        Ok(Renewed::Done)
    }

    async fn update(&self, id: &str, change: impl FnOnce(&mut Connection)) -> Result<(), Refusal> {
        let _lock = self.lock().await;
        let mut record = self.load_for_session().await?;
        change(record.connection_mut(id).ok_or(Refusal::NotFound)?);
        self.save_and_publish(&mut record).await
    }

    fn note(&self, what: &str, error: &Error) {
        self.entry("renewal_failed").text("step", what).bank_error(error, &Trace::default()).info();
    }
}
