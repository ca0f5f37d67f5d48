//! The feed: what the banks answered about each account, in their own bytes, as the edge sends it and the core loads
//! it. One code path turns an account's answers into a [`Statement`], in the browser and at the edge.

use std::borrow::Cow;

use budget::{AccountKind, Currency, Problem, Statement, Status};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::data;
use crate::record::{Row, Rows};
use crate::{Error, account, commitment, json};

mod failure;

/// One account of the feed. Serialised, its fields come in this order and each record byte for byte as the bank sent it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(bound(deserialize = "Record: Deserialize<'de>"))]
pub struct FeedAccount<'a, Record = &'a RawValue> {
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
    pub transactions: Vec<Record>,
    /// The records of [`data::pending`].
    #[serde(default = "Vec::new")]
    pub pending: Vec<Record>,
    /// The records of [`data::standing_orders`].
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub standing_orders: Option<Vec<&'a RawValue>>,
    /// The records of [`data::direct_debits`].
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub direct_debits: Option<Vec<&'a RawValue>>,
}

/// The document around the accounts. Its other fields are for people.
#[derive(Deserialize)]
struct Feed<'a, T> {
    accounts: Vec<T>,
    #[serde(borrow, default)]
    errors: Option<&'a RawValue>,
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

/// All accounts and their lines in one pass over a feed that has no fault; `None` does not say which fault it is.
fn read_at_once(feed: &[u8]) -> Option<Vec<Statement>> {
    type Account<'a> = FeedAccount<'a, json::Object<Row<'a>>>;
    let feed: Feed<'_, json::Object<Account<'_>>> = json::text_object(std::str::from_utf8(feed).ok()?)?;
    let statement = |json::Object(account): json::Object<Account<'_>>| {
        let (feed, settled, pending) = account.apart();
        let mut rows = [settled, pending].map(|rows| rows.into_iter().map(|row| Some(row.0)));
        let [settled, pending] = &mut rows;
        make_statement(&feed, [settled, pending])
    };
    let mut statements: Vec<Statement> = feed.accounts.into_iter().map(statement).collect();
    failure::mark(&mut statements, feed.errors);
    Some(statements)
}

impl<'a, Record> FeedAccount<'a, Record> {
    /// The account without its lines; the settled and the pending ones.
    fn apart(self) -> (FeedAccount<'a>, Vec<Record>, Vec<Record>) {
        let Self { connection_id, bank_name, kind, account, fingerprint, balance, transactions, pending, .. } = self;
        let (standing_orders, direct_debits) = (self.standing_orders, self.direct_debits);
        let without = FeedAccount {
            connection_id,
            bank_name,
            kind,
            account,
            fingerprint,
            balance,
            transactions: Vec::new(),
            pending: Vec::new(),
            standing_orders,
            direct_debits,
        };
        (without, transactions, pending)
    }
}

fn read_one_by_one(feed: &[u8]) -> Result<Vec<Statement>, Error> {
    let feed: Feed<'_, &RawValue> = json::document(feed).map_err(|why| Error::malformed(format!("the feed: {why}")))?;
    let read_one = |(place, raw): (usize, &RawValue)| {
        let account: Option<FeedAccount<'_>> = json::object(raw);
        let account = account
            .ok_or_else(|| Error::malformed(format!("`accounts[{place}]` of the feed is not a feed account")))?;
        Ok(statement(&account))
    };
    let mut statements = feed.accounts.into_iter().enumerate().map(read_one).collect::<Result<Vec<_>, Error>>()?;
    failure::mark(&mut statements, feed.errors);
    Ok(statements)
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
        standing_orders: None,
        direct_debits: None,
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
    let mut rows = [&feed.transactions, &feed.pending].map(|list| list.iter().map(|raw| json::object(raw)));
    let [settled, pending] = &mut rows;
    make_statement(feed, [settled, pending])
}

/// Lines as they come; `None` for what is none.
type Lines<'l, 'a> = &'l mut dyn Iterator<Item = Option<Row<'a>>>;

/// The statement of an account whose settled and pending lines are beside it.
fn make_statement<'l, 'a: 'l>(feed: &FeedAccount<'_>, [settled, pending]: [Lines<'l, 'a>; 2]) -> Statement {
    let mut problems = Vec::new();
    let balance = feed.balance.and_then(account::read_balance);
    if balance.is_none() && feed.balance.is_some() {
        let message = "The balance could not be read and was left out.".into();
        problems.push(Problem { code: "bad_balance", message, row: None, file: None });
    }
    let rows = Rows { kind: feed.kind, currency: account::currency(feed.account, feed.balance) };
    let mut records = Vec::with_capacity(settled.size_hint().0 + pending.size_hint().0);
    for (lines, status, what) in
        [(settled, Status::Settled, "A transaction"), (pending, Status::Pending, "A pending transaction")]
    {
        for (row, line) in lines.enumerate() {
            let mut report = |code, message| problems.push(Problem { code, message, row: Some(row), file: None });
            match rows.read(line, status) {
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
    let (commitments, unlisted) = commitment::read(feed, account.currency, &mut problems);
    Statement { account, records, commitments, unlisted, problems }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: &str = r#"{"connection_id":"c1","kind":"account","account":{"account_id":"a1"},"balance":null,
        "transactions":[{"timestamp":"2026-11-03","amount":-3.4,"currency":"GBP","description":"PRET"},{"amount":[]}],
        "pending":[{"timestamp":"2026-11-04","amount":"2","currency":"eur","transaction_type":"DEBIT"}],
        "direct_debits":[{"name":"GYM"}]}"#;

    #[test]
    fn at_once_and_one_by_one_say_the_same() {
        for sound in ["", ACCOUNT, &format!("{ACCOUNT} , {ACCOUNT}")] {
            let feed = format!(r#" {{"as_of":null,"accounts":[{sound}],"errors":[7]}}"#);
            let at_once = read_at_once(feed.as_bytes()).unwrap();
            assert_eq!(at_once, read_one_by_one(feed.as_bytes()).unwrap(), "{feed}");
        }
    }

    #[test]
    fn a_record_that_is_none_hides_no_other() {
        for odd in ["[]", "7", r#"{"amount":1,"amount":2}"#] {
            let account = ACCOUNT.replace(r#"{"amount":[]}"#, odd);
            let statements = read(format!(r#"{{"accounts":[{account}]}}"#).as_bytes()).unwrap();
            assert_eq!((statements[0].records.len(), statements[0].problems[0].code), (2, "not_a_record"), "{odd}");
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
