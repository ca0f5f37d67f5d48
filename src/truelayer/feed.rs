//! The feed: what the banks answered about each account, in their own bytes, as the edge sends it and the core loads
//! it. One code path turns an account's answers into a [`Statement`], in the browser and at the edge.

use std::borrow::Cow;

use budget::{AccountKind, Currency, Problem, Statement, Status};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::data;
use crate::record::Rows;
use crate::{Error, account, commitment, json};

/// One account of the feed. Serialised, its fields come in this order and each record byte for byte as the bank sent it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FeedAccount<'a> {
    /// The connection it belongs to.
    #[serde(borrow)]
    pub connection_id: Cow<'a, str>,
    /// The bank's name for people.
    #[serde(borrow, default)]
    pub bank_name: Cow<'a, str>,
    /// Account or card.
    pub kind: AccountKind,
    /// The record of [`data::list`]; nothing but the `account_id` where the list did not come but the account is known
    /// from an earlier visit.
    #[serde(borrow)]
    pub account: &'a RawValue,
    /// Who the account is, where its record cannot tell: the [`account::fingerprint`] of that earlier visit.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<Cow<'a, str>>,
    /// The record of [`data::balance`]; `None` where it was not asked for or did not come.
    #[serde(borrow)]
    pub balance: Option<&'a RawValue>,
    /// The records of [`data::transactions`].
    #[serde(borrow)]
    pub transactions: Vec<&'a RawValue>,
    /// The records of [`data::pending`].
    #[serde(borrow, default)]
    pub pending: Vec<&'a RawValue>,
    /// The records of [`data::standing_orders`].
    #[serde(borrow, default)]
    pub standing_orders: Vec<&'a RawValue>,
    /// The records of [`data::direct_debits`].
    #[serde(borrow, default)]
    pub direct_debits: Vec<&'a RawValue>,
}

/// The document around the accounts. Its other fields are for people.
#[derive(Deserialize)]
struct Feed<T> {
    accounts: Vec<T>,
}

/// Reads a whole feed document, `{"accounts":[FeedAccount, …], …}`.
///
/// # Errors
/// [`crate::Code::MalformedAnswer`], naming the account by its place, where the document or an account in it has another
/// shape. A bad record inside an account is one of its [`Statement::problems`] instead.
pub fn read(feed: &[u8]) -> Result<Vec<Statement>, Error> {
    match read_at_once(feed) {
        Some(statements) => Ok(statements),
        None => read_one_by_one(feed),
    }
}

/// All accounts in one pass over a feed that has no fault; `None` does not say which fault it is.
fn read_at_once(feed: &[u8]) -> Option<Vec<Statement>> {
    let feed: Feed<json::Object<FeedAccount<'_>>> = json::text_object(std::str::from_utf8(feed).ok()?)?;
    Some(feed.accounts.iter().map(|account| statement(&account.0)).collect())
}

fn read_one_by_one(feed: &[u8]) -> Result<Vec<Statement>, Error> {
    let feed: Feed<&RawValue> = json::document(feed).map_err(|why| Error::malformed(format!("the feed: {why}")))?;
    let read_one = |(place, raw): (usize, &RawValue)| {
        let account: Option<FeedAccount<'_>> = json::object(raw);
        let account = account
            .ok_or_else(|| Error::malformed(format!("`accounts[{place}]` of the feed is not a feed account")))?;
        Ok(statement(&account))
    };
    feed.accounts.into_iter().enumerate().map(read_one).collect()
}

/// Reads TrueLayer's own list of transactions, `{"results":[…]}`, as settled lines of the account that they belong to.
/// Nothing is known of that account but its kind and its id, which may be any text that stays the same, and the
/// `currency` of lines that name none.
///
/// # Errors
/// [`crate::Code::MalformedAnswer`] where the document has another shape.
pub fn read_bare(results: &[u8], account_id: &str, kind: AccountKind, currency: Currency) -> Result<Statement, Error> {
    let transactions = data::envelope(results)?;
    let account = serde_json::value::to_raw_value(&BareAccount { account_id, currency });
    let account = account.map_err(|_| Error::malformed("the account's id"))?;
    Ok(statement(&FeedAccount {
        connection_id: Cow::Borrowed(""),
        bank_name: Cow::Borrowed(""),
        kind,
        account: &account,
        fingerprint: None,
        balance: None,
        transactions,
        pending: Vec::new(),
        standing_orders: Vec::new(),
        direct_debits: Vec::new(),
    }))
}

#[derive(Serialize)]
struct BareAccount<'a> {
    account_id: &'a str,
    currency: Currency,
}

/// What one account's answers say, in the core's types. Whatever cannot be read is a [`Problem`] and hides nothing
/// else. Problems of pending lines count their rows from 0 again.
#[must_use]
pub fn statement(feed: &FeedAccount<'_>) -> Statement {
    let mut problems = Vec::new();
    let balance = feed.balance.and_then(account::read_balance);
    if balance.is_none() && feed.balance.is_some() {
        let message = "The balance could not be read and was left out.".into();
        problems.push(Problem { code: "bad_balance", message, row: None });
    }
    let rows = Rows { kind: feed.kind, currency: account::currency(feed.account, feed.balance) };
    let mut records = Vec::with_capacity(feed.transactions.len() + feed.pending.len());
    for (list, status, what) in [
        (&feed.transactions, Status::Settled, "A transaction"),
        (&feed.pending, Status::Pending, "A pending transaction"),
    ] {
        for (row, raw) in list.iter().enumerate() {
            let mut report = |code, message| problems.push(Problem { code, message, row: Some(row) });
            match rows.read(raw, status) {
                Ok((record, doubt)) => {
                    if let Some(issue) = doubt {
                        report(issue.code(), format!("{what} {issue}."));
                    }
                    records.push(record);
                }
                Err(issue) => report(issue.code(), format!("{what} {issue}. It was left out.")),
            }
        }
    }
    // Cards need not name their currency; their lines do.
    let currency = rows.currency.or_else(|| records.first().map(|record| record.currency));
    let account = account::read(feed, currency.unwrap_or(Currency::GBP), balance);
    let commitments = commitment::read(feed, account.currency, &mut problems);
    Statement { account, records, commitments, problems }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: &str = r#"{"connection_id":"c1","kind":"account","account":{"account_id":"a1"},"balance":null,
        "transactions":[{"timestamp":"2026-11-03","amount":-3.4,"currency":"GBP"},[],{"amount":1,"amount":2}]}"#;

    #[test]
    fn at_once_and_one_by_one_say_the_same() {
        for sound in ["", ACCOUNT, &format!("{ACCOUNT} , {ACCOUNT}")] {
            let feed = format!(r#" {{"as_of":null,"accounts":[{sound}],"errors":[7]}}"#);
            let at_once = read_at_once(feed.as_bytes()).unwrap();
            assert_eq!(at_once, read_one_by_one(feed.as_bytes()).unwrap(), "{feed}");
        }
    }

    #[test]
    fn a_fault_is_found_at_once_and_named_one_by_one() {
        let list = r#"["c1","Bank","account",{},null,null,[]]"#;
        for (feed, why) in [
            (format!(r#"{{"accounts":[{ACCOUNT},{{}}]}}"#), "`accounts[1]`"),
            (format!(r#"{{"accounts":[{list}]}}"#), "`accounts[0]`"),
            (format!(r#"{{"accounts":[{ACCOUNT}]"#), "it ends too early"),
            (format!(r#"[[{ACCOUNT}]]"#), "of another shape"),
            (r#"{"accounts":[],"accounts":[]}"#.to_owned(), "of another shape"),
        ] {
            assert_eq!(read_at_once(feed.as_bytes()), None, "{feed}");
            assert!(read(feed.as_bytes()).unwrap_err().message().contains(why), "{feed}");
        }
    }
}
