//! Transactions of some days, normalised and categorised by the core.

use budget::{Filter, Transaction};
use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::data::Data;
use crate::bank::Failure;
use crate::call::Call;
use crate::problem::Problem;
use crate::reply::Reply;

#[derive(Serialize)]
struct Transactions {
    ok: bool,
    from: NaiveDate,
    to: NaiveDate,
    transactions: Vec<Transaction>,
    as_of: DateTime<Utc>,
    errors: Vec<Failure>,
}

/// Lists them, newest first. All accounts are read even for one of them: a transfer is known by its other leg.
pub async fn list(call: &Call) -> Result<Reply, Problem> {
    let query = call.query(&["from", "to", "account_id"])?;
    let data = Data::open(call).await?;
    let window = query.window(data.today)?;
    let account = query.get("account_id").map(str::to_owned);
    let (ledger, errors) = data.load(call, Data::with_margin(window)).await?;
    if let Some(id) = &account
        && errors.is_empty()
        && !ledger.accounts().any(|known| known.id == *id)
    {
        return Err(Problem::invalid("account_id", "There is no such account; /api/bank-accounts lists them."));
    }
    let filter = Filter { from: Some(window.from), to: Some(window.to), account, ..Filter::default() };
    let transactions = ledger.transactions(&filter);
    Reply::json(&Transactions { ok: true, from: window.from, to: window.to, transactions, as_of: data.now, errors })
}
