//! Accounts and cards with their balances, read from the banks now.

use budget::Account;
use chrono::{DateTime, Utc};
use serde::Serialize;
use truelayer::feed;

use super::data::Data;
use crate::bank::{Failure, Gathered, Reading, Resource};
use crate::call::Call;
use crate::problem::Problem;
use crate::query::Window;
use crate::reply::Reply;

#[derive(Serialize)]
struct Accounts {
    ok: bool,
    accounts: Vec<Account>,
    as_of: DateTime<Utc>,
    errors: Vec<Failure>,
}

/// Lists them. One whose balance did not come is there without it.
pub async fn list(call: &Call) -> Result<Reply, Problem> {
    call.query(&[])?;
    let data = Data::open(call).await?;
    let no_days = Window { from: data.today, to: data.today };
    let (mut gather, mut failures) = data.ask(None, &[Resource::Balance], Reading::Whole, no_days).await?;
    let mut accounts = Vec::new();
    while let Some(gathered) = gather.next().await {
        match gathered {
            Gathered::Failure(failure) => failures.add(failure),
            Gathered::Account(answer) => {
                let (statement, failed) = answer.read(feed::statement);
                failures.add_account(failed, Resource::Accounts);
                accounts.push(statement.account);
            }
        }
    }
    data.learn(call, &gather);
    // In the order of the connections, whichever bank was quicker.
    accounts.sort_by_cached_key(|account| (data.place(&account.connection_id), account.kind, account.id.clone()));
    Reply::json(&Accounts { ok: true, accounts, as_of: data.now, errors: failures.check()? })
}
