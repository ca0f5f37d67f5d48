//! The banks' own records, byte for byte, streamed account by account as they come.

use std::collections::VecDeque;
use std::rc::Rc;

use budget::AccountKind;
use futures_util::{StreamExt, stream};
use serde::Serialize;
use serde_json::value::RawValue;
use truelayer::feed::FeedAccount;

use super::data::Data;
use crate::bank::{AccountAnswer, Failure, Failures, Gather, Gathered, Passing, Reading, Resource, Visit};
use crate::call::Call;
use crate::clock;
use crate::log::{self, Trace};
use crate::problem::Problem;
use crate::reply::Reply;

const RESOURCES: &[Resource] =
    &[Resource::Transactions, Resource::Pending, Resource::Balance, Resource::StandingOrders, Resource::DirectDebits];

/// Streams the feed. The first byte waits for the first account that came, so that nothing coming at all is still a
/// problem with a status of its own.
pub async fn stream(call: &Call) -> Result<Reply, Problem> {
    let query = call.query(&["from", "to", "connection_id"])?;
    let data = Data::open(call).await?;
    let window = query.window(data.today)?;
    let (gather, failures) = data.ask(query.get("connection_id"), RESOURCES, Reading::Passing, window).await?;
    let (visit, taken_at) = (Rc::clone(&data.visit), clock::now_ms());
    let mut feed = Feed { visit, gather, failures, written: 0, passing: None, ready: VecDeque::new(), taken_at };
    while !feed.failures.came && feed.step().await? {}
    if !feed.failures.came {
        let failures = std::mem::take(&mut feed.failures);
        feed.failures.list = failures.check()?;
    }
    let (as_of, learn) = (data.now, data.learner(call));
    feed.taken_at = clock::now_ms();
    let state = Some((feed, learn));
    let chunks = stream::unfold(state, move |state| async move {
        let (mut feed, learn) = state?;
        feed.gather.add_idle(feed.taken_at);
        loop {
            if let Some(chunk) = feed.ready.pop_front() {
                feed.taken_at = clock::now_ms();
                return Some((chunk, Some((feed, learn))));
            }
            match feed.step().await {
                Ok(true) => {}
                Ok(false) | Err(_) => break,
            }
        }
        let line = log::Entry::of("feed_passed_on").request(&feed.visit.request_id);
        let line = line.number("upstream_calls", feed.visit.sent());
        line.number("memory_mib", log::memory_mib()).info();
        learn(&feed.gather);
        Some((feed.end(as_of), None))
    });
    Ok(Reply::json_stream(chunks.boxed_local()))
}

struct Feed {
    visit: Rc<Visit>,
    gather: Gather,
    failures: Failures,
    written: usize,
    passing: Option<PassingAccount>,
    ready: VecDeque<Vec<u8>>,
    /// When the client was given something last, in milliseconds.
    taken_at: u64,
}

/// The account whose transactions are being passed on.
struct PassingAccount {
    transactions: Passing,
    connection_id: String,
    account_id: String,
    /// The end of the account's text.
    after: Vec<u8>,
}

#[derive(Serialize)]
struct Tail<'a> {
    as_of: chrono::DateTime<chrono::Utc>,
    errors: &'a [Failure],
}

impl Feed {
    /// Takes the next thing that came; `false` when that was all.
    async fn step(&mut self) -> Result<bool, Problem> {
        if let Some(account) = self.passing.take() {
            self.pass(account).await;
            return Ok(true);
        }
        match self.gather.next().await {
            None => return Ok(false),
            Some(Gathered::Failure(failure)) => self.failures.add(failure),
            Some(Gathered::Account(answer)) => self.write(*answer)?,
        }
        Ok(true)
    }

    fn write(&mut self, mut answer: AccountAnswer) -> Result<(), Problem> {
        let passing = answer.take_passing();
        let (text, failed) = answer.read(Text::of);
        let text = text.map_err(Problem::internal)?;
        self.failures.add_account(failed, Resource::Transactions);
        self.ready.push_back(self.before_next());
        self.ready.push_back(text.before);
        self.written += 1;
        match passing {
            None => self.ready.extend([text.transactions, text.after]),
            Some(transactions) => {
                let (connection_id, account_id) = (answer.connection.id.clone(), answer.account.id.as_str().to_owned());
                let after = text.after;
                self.passing = Some(PassingAccount { transactions, connection_id, account_id, after });
            }
        }
        Ok(())
    }

    /// Takes the next of the transactions that are being passed on, while the questions about the other accounts go on.
    async fn pass(&mut self, mut account: PassingAccount) {
        let error = match self.gather.beside(account.transactions.next()).await {
            Some(Ok(records)) => {
                self.ready.push_back(records);
                self.passing = Some(account);
                return;
            }
            Some(Err(error)) => Some(error),
            None => None,
        };
        if let Some(error) = error {
            let line = log::Entry::of("transactions_broke_off").request(&self.visit.request_id);
            line.bank_error(&error, &Trace::default()).info();
            self.failures.add(Failure::of_part(&account.connection_id, &account.account_id, &error));
        }
        self.ready.push_back(account.after);
    }

    fn before_next(&self) -> Vec<u8> {
        if self.written == 0 { br#"{"ok":true,"accounts":["#.to_vec() } else { b",".to_vec() }
    }

    /// The rest of the document.
    fn end(&self, as_of: chrono::DateTime<chrono::Utc>) -> Vec<u8> {
        let mut text = if self.written == 0 { self.before_next() } else { Vec::new() };
        text.extend_from_slice(b"],");
        let tail = serde_json::to_vec(&Tail { as_of, errors: &self.failures.list }).unwrap_or_default();
        text.extend(tail.iter().skip(1));
        text
    }
}

/// An account as the feed writes it, in three parts: what comes before its transactions, they, and what comes after.
struct Text {
    before: Vec<u8>,
    transactions: Vec<u8>,
    after: Vec<u8>,
}

#[derive(Serialize)]
struct Before<'a> {
    connection_id: &'a str,
    bank_name: &'a str,
    kind: AccountKind,
    account: &'a RawValue,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<&'a str>,
    balance: Option<&'a RawValue>,
}

#[derive(Serialize)]
struct After<'a> {
    pending: &'a [&'a RawValue],
    #[serde(skip_serializing_if = "Option::is_none")]
    standing_orders: Option<&'a [&'a RawValue]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    direct_debits: Option<&'a [&'a RawValue]>,
}

impl Text {
    fn of(feed: &FeedAccount<'_>) -> Result<Self, serde_json::Error> {
        let FeedAccount { connection_id, bank_name, kind, account, fingerprint, balance, .. } = feed;
        let (kind, fingerprint, balance) = (*kind, fingerprint.as_deref(), *balance);
        let mut before = serde_json::to_vec(&Before { connection_id, bank_name, kind, account, fingerprint, balance })?;
        before.pop();
        before.extend_from_slice(br#","transactions":["#);
        let (standing_orders, direct_debits) = (feed.standing_orders.as_deref(), feed.direct_debits.as_deref());
        let rest = serde_json::to_vec(&After { pending: &feed.pending, standing_orders, direct_debits })?;
        let after = [b"],", rest.get(1..).unwrap_or_default()].concat();
        let records: Vec<&str> = feed.transactions.iter().map(|raw| raw.get()).collect();
        Ok(Self { before, transactions: records.join(",").into_bytes(), after })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_parts_make_a_feed_account() {
        let text = r#"{"connection_id":"c1","bank_name":"Made-up \"Bank\"","kind":"account","account":{"account_id":"a"},"balance":null,"transactions":[{"amount":-1.50},{"amount":2}],"pending":[],"standing_orders":[{}],"direct_debits":[]}"#;
        let feed: FeedAccount<'_> = serde_json::from_str(text).unwrap();
        let parts = Text::of(&feed).unwrap();
        let whole = [parts.before, parts.transactions, parts.after].concat();
        assert_eq!(String::from_utf8(whole).unwrap(), text);
        assert_eq!(serde_json::to_string(&feed).unwrap(), text);
    }
}
