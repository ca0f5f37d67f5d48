//! What is asked about one account, and asking it: about fewer days where the bank shows no more.

use std::rc::Rc;

use chrono::{NaiveDate, TimeDelta};
use truelayer::data::{self, AccountRef, Caller};
use truelayer::http::Request;
use truelayer::{Client, Error, Next};

use super::ask::ask_for;
use super::{Body, Connection, Reading, Resource, Visit};
use crate::query::Window;

/// What is wanted of every account.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// In the order in which they are asked for: the slow ones first.
    pub resources: &'static [Resource],
    /// How transactions are read; all else is read whole.
    pub reading: Reading,
    /// The days of the transactions.
    pub window: Window,
    /// The date at the banks, on which narrowed windows end.
    pub today: NaiveDate,
}

/// One account's questions.
pub(super) struct Question<'a> {
    pub visit: &'a Rc<Visit>,
    pub client: &'a Client,
    pub connection: &'a Connection,
    pub account: &'a AccountRef,
}

impl Question<'_> {
    /// Asks; for transactions that the bank shows no more, once again about the last 90 days, with the first error as a
    /// note.
    pub async fn ask(&self, resource: Resource, wanted: &Wanted) -> (Result<Body, Error>, Option<Error>) {
        let first = self.once(resource, wanted.reading, wanted.window).await;
        match (resource, first) {
            (Resource::Transactions, Err(error)) if error.next == Next::Narrow => {
                match narrowed(wanted.window, wanted.today) {
                    Some(window) if self.visit.reserve(1) => {
                        (self.once(resource, wanted.reading, window).await, Some(error))
                    }
                    _ => (Err(error), None),
                }
            }
            (_, outcome) => (outcome, None),
        }
    }

    async fn once(&self, resource: Resource, reading: Reading, window: Window) -> Result<Body, Error> {
        let build = |caller: &Caller<'_>| -> Request {
            match resource {
                Resource::Balance => data::balance(self.client, caller, self.account),
                Resource::Pending => data::pending(self.client, caller, self.account),
                Resource::StandingOrders => data::standing_orders(self.client, caller, self.account),
                Resource::DirectDebits => data::direct_debits(self.client, caller, self.account),
                Resource::Transactions | Resource::Me | Resource::Accounts | Resource::Cards | Resource::Providers => {
                    data::transactions(self.client, caller, self.account, window.from, window.to)
                }
            }
        };
        let reading = if resource == Resource::Transactions { reading } else { Reading::Whole };
        ask_for(self.visit, self.connection, resource, reading, build).await
    }
}

/// The part of the window that lies in the last 90 days, if that is less than all of it.
fn narrowed(window: Window, today: NaiveDate) -> Option<Window> {
    let from = today.checked_sub_signed(TimeDelta::days(i64::from(data::NARROW_DAYS) - 1))?;
    (window.from < from && from <= window.to).then_some(Window { from, to: window.to })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn windows_narrow_to_the_last_90_days() {
        let window = |from: &str, to: &str| Window { from: date(from), to: date(to) };
        let today = date("2026-11-23");
        let whole = window("2025-01-01", "2026-11-20");
        assert_eq!(narrowed(whole, today), Some(window("2026-08-26", "2026-11-20")));
        assert_eq!(narrowed(window("2026-09-01", "2026-11-20"), today), None);
        assert_eq!(narrowed(window("2025-01-01", "2025-02-01"), today), None);
    }
}
