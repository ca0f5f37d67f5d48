//! The banks' own records, byte for byte, streamed account by account as they come.

use std::collections::VecDeque;

use futures_util::{StreamExt, stream};
use serde::Serialize;

use super::data::Data;
use crate::bank::{AccountAnswer, Failure, Failures, Gather, Gathered, Resource};
use crate::call::Call;
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
    let (gather, failures) = data.ask(query.get("connection_id"), RESOURCES, window)?;
    let mut feed = Feed { gather, failures, written: 0, ready: VecDeque::new() };
    while !feed.failures.came && feed.step().await? {}
    if !feed.failures.came {
        let failures = std::mem::take(&mut feed.failures);
        feed.failures.list = failures.check()?;
    }
    let (as_of, remember) = (data.now, data.rememberer(call));
    let state = Some((feed, remember));
    let chunks = stream::unfold(state, move |state| async move {
        let (mut feed, remember) = state?;
        loop {
            if let Some(chunk) = feed.ready.pop_front() {
                return Some((chunk, Some((feed, remember))));
            }
            match feed.step().await {
                Ok(true) => {}
                Ok(false) | Err(_) => break,
            }
        }
        remember(&feed.gather);
        Some((feed.end(as_of), None))
    });
    Ok(Reply::json_stream(chunks.boxed_local()))
}

struct Feed {
    gather: Gather,
    failures: Failures,
    written: usize,
    ready: VecDeque<Vec<u8>>,
}

#[derive(Serialize)]
struct Tail<'a> {
    as_of: chrono::DateTime<chrono::Utc>,
    errors: &'a [Failure],
}

impl Feed {
    /// Takes the next thing that came; `false` when that was all.
    async fn step(&mut self) -> Result<bool, Problem> {
        match self.gather.next().await {
            None => return Ok(false),
            Some(Gathered::Failure(failure)) => self.failures.add(failure),
            Some(Gathered::Account(answer)) => self.write(&answer)?,
        }
        Ok(true)
    }

    fn write(&mut self, answer: &AccountAnswer) -> Result<(), Problem> {
        let (text, failed) = answer.read(|feed| serde_json::to_vec(feed));
        let text = text.map_err(Problem::internal)?;
        self.failures.add_account(failed, Resource::Transactions);
        self.ready.push_back(self.before_next());
        self.ready.push_back(text);
        self.written += 1;
        Ok(())
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
