//! The session and its banks: who is connected, and ending it.

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::call::Call;
use crate::caller::Caller;
use crate::problem::Problem;
use crate::reply::Reply;
use crate::tenant::{State, View, ViewConnection};
use crate::{clock, session};

/// From this many days before the consent ends, the person is told.
const RENEW_SOON_DAYS: i64 = 14;
const DAY: i64 = 24 * 60 * 60;

#[derive(Serialize)]
struct Status {
    ok: bool,
    authenticated: bool,
    provider: &'static str,
    environment: &'static str,
    connections: Vec<Connection>,
}

#[derive(Serialize)]
struct Connection {
    id: String,
    bank_name: String,
    provider_id: String,
    created_at: DateTime<Utc>,
    consent_expires_at: Option<DateTime<Utc>>,
    consent_days_left: Option<i64>,
    /// What the person has let openpurse read, by TrueLayer's names.
    scopes: Vec<String>,
    state: &'static str,
}

#[derive(Serialize)]
struct Done {
    ok: bool,
}

#[derive(Serialize)]
struct Erased {
    ok: bool,
    /// Whether TrueLayer confirmed that the consent is gone there, too.
    revoked: bool,
}

/// Which banks are connected, and for how long yet.
pub async fn status(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.caller(&config, &visit).await?;
    let view = match &caller {
        Some(caller) => match call.tenant(caller, &visit).view().await {
            Ok(view) => Some(view),
            Err(failed) if failed.is_no_session() => None,
            Err(failed) => return Err(failed.into()),
        },
        None => None,
    };
    let now = clock::now();
    Reply::json(&Status {
        ok: true,
        authenticated: view.is_some() || caller.is_some_and(|caller| caller.is_bearer()),
        provider: "truelayer",
        environment: config.client.environment.name(),
        connections: view.map(|view| connections(view, now)).unwrap_or_default(),
    })
}

fn connections(view: View, now: DateTime<Utc>) -> Vec<Connection> {
    view.connections.into_iter().map(|connection| show(connection, now)).collect()
}

fn show(connection: ViewConnection, now: DateTime<Utc>) -> Connection {
    // A day that has begun counts.
    let left = connection.consent_expires_at.map(|end| end.signed_duration_since(now).num_seconds());
    let days = left.map(|seconds| seconds.max(0).saturating_add(DAY - 1) / DAY);
    let state = match (connection.state, days) {
        (State::Reconnect, _) => "reconnect",
        (State::Active, Some(0)) => "reconnect",
        (State::Active, Some(days)) if days <= RENEW_SOON_DAYS => "renew_soon",
        (State::Active, _) => "active",
    };
    Connection {
        id: connection.id,
        bank_name: connection.bank_name,
        provider_id: connection.provider_id,
        created_at: connection.created_at,
        consent_expires_at: connection.consent_expires_at,
        consent_days_left: days,
        scopes: connection.scopes,
        state,
    }
}

/// Ends this session, or with `everywhere=true` those of all browsers. Ending one that has ended already is no mistake,
/// nor is ending one whose record does not open. A bearer token ends where it was issued.
pub async fn log_out(call: &Call) -> Result<Reply, Problem> {
    let query = call.query(&["everywhere"])?;
    let everywhere = query.switch("everywhere")?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.caller(&config, &visit).await?;
    if let Some(Caller::Bearer(_)) = caller {
        return Reply::json(&Done { ok: true });
    }
    if let Some(caller) = caller
        && let Err(failed) = call.tenant(&caller, &visit).log_out(everywhere).await
        && !failed.is_no_session()
        && !failed.is_key_gone()
    {
        return Err(failed.into());
    }
    Ok(Reply::json(&Done { ok: true })?.cookie(session::clear_cookie()))
}

/// Disconnects one bank.
pub async fn disconnect(call: &Call, id: &str) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.need_caller(&config, &visit).await?;
    let revoked = call.tenant(&caller, &visit).disconnect(id.to_owned()).await?;
    Reply::json(&Erased { ok: true, revoked })
}

/// Disconnects every bank and erases all that is stored, the sessions of other browsers too.
pub async fn forget(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let config = call.config()?;
    let visit = call.visit(&config);
    let caller = call.need_caller(&config, &visit).await?;
    let revoked = call.tenant(&caller, &visit).forget().await?;
    let reply = Reply::json(&Erased { ok: true, revoked })?;
    Ok(if caller.is_bearer() { reply } else { reply.cookie(session::clear_cookie()) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tenant::{Known, NoToken, Token};
    use chrono::TimeDelta;

    fn shown(state: State, left: Option<TimeDelta>) -> (Option<i64>, &'static str) {
        let now = clock::now();
        let connection = ViewConnection {
            id: "c1".into(),
            provider_id: "ob-made-up".into(),
            bank_name: "Made-up Bank".into(),
            created_at: now,
            consent_expires_at: left.map(|left| now + left),
            scopes: vec!["accounts".into()],
            state,
            token: Token::None(NoToken::Ended),
            known: Known::default(),
            undescribed: false,
        };
        let connection = show(connection, now);
        (connection.consent_days_left, connection.state)
    }

    #[test]
    fn the_state_follows_the_consent() {
        let nearly = TimeDelta::days(90) - TimeDelta::seconds(1);
        assert_eq!(shown(State::Active, Some(nearly)), (Some(90), "active"));
        assert_eq!(shown(State::Active, Some(TimeDelta::days(15))), (Some(15), "active"));
        assert_eq!(shown(State::Active, Some(TimeDelta::days(14))), (Some(14), "renew_soon"));
        assert_eq!(shown(State::Active, Some(TimeDelta::hours(1))), (Some(1), "renew_soon"));
        assert_eq!(shown(State::Active, Some(TimeDelta::days(-1))), (Some(0), "reconnect"));
        assert_eq!(shown(State::Active, None), (None, "active"));
        assert_eq!(shown(State::Reconnect, Some(TimeDelta::days(30))), (Some(30), "reconnect"));
    }
}
