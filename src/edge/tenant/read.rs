//! The fast way to a tenant: the copy in Workers KV, while it is good.
//!
//! The copy may be up to a minute old. So whoever goes by it has the tenant confirm, while the banks are already being
//! asked, that the session is live and that the copy is that of the record as it is; nothing is answered before.

use worker::Env;

use super::client::{Failed, TenantClient};
use super::message::{NoToken, Token, View};
use super::record::{Record, State};
use super::store::KV_BINDING;
use crate::caller::Caller;
use crate::config::Config;
use crate::{clock, log};

/// What a request needs of the record, tokens fit for use: from the copy if it will do, else from the tenant. `true` with
/// it where it is still to be confirmed.
pub async fn view(env: &Env, config: &Config, caller: &Caller, tenant: &TenantClient) -> Result<(View, bool), Failed> {
    match tenant.visit.within(copy(env, caller)).await.flatten().and_then(|sealed| usable(&sealed, config, caller)) {
        Some(view) => Ok((view, true)),
        None => Ok((tenant.fresh_view(true).await?, false)),
    }
}

async fn copy(env: &Env, caller: &Caller) -> Option<String> {
    let read = async { Ok::<_, worker::Error>(env.kv(KV_BINDING)?.get(&caller.tenant().storage_name()).text().await?) };
    read.await.unwrap_or_else(|error| {
        log::Entry::of("kv_read_failed").tenant(&caller.tenant().log_name()).text("reason", error).error();
        None
    })
}

/// The copy's view, unless it does not open, does not know who asks, or holds a token that has run out.
fn usable(sealed: &str, config: &Config, caller: &Caller) -> Option<View> {
    let record = Record::open(sealed, &config.keys, caller.tenant()).ok()?;
    let now = clock::now();
    if !caller.is_known(&record.sessions, now) || caller.is_due(&record.sessions, now) {
        return None;
    }
    let view = record.view(now, |_| NoToken::Unavailable);
    let fresh = view
        .connections
        .iter()
        .all(|connection| connection.state == State::Reconnect || matches!(connection.token, Token::Access(_)));
    fresh.then_some(view)
}
