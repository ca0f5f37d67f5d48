//! Answers of any size, written while they are sent: feeds too large to hold, and one that never ends.

use std::convert::Infallible;
use std::fmt::Write as _;

use axum::body::{Body, Bytes};
use chrono::{Days, NaiveDate};
use futures_util::stream;
use serde::Deserialize;

use crate::household::{Money, merchant_name};

/// Rows in one piece of the body.
const PIECE: u64 = 100;

/// How many rows the transactions of some accounts have, whatever their window and history.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Volume {
    /// Without it, answers are as large as they really are.
    rows: Option<u64>,
    account_id: Option<String>,
    provider_id: Option<String>,
}

/// What the rows are about. The same feed has the same rows, `transaction_id` included.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Feed {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) is_card: bool,
    pub(crate) currency: &'static str,
}

impl Volume {
    /// The number of rows that this account's transactions are to have.
    pub(crate) fn rows_of(&self, provider_id: &str, account_id: &str) -> Option<u64> {
        let of_provider = self.provider_id.as_ref().is_none_or(|id| id == provider_id);
        let of_account = self.account_id.as_ref().is_none_or(|id| id == account_id);
        self.rows.filter(|_| of_provider && of_account)
    }
}

/// An envelope of `rows` rows, newest first, spread evenly over the feed's days.
pub(crate) fn body(feed: Feed, rows: u64) -> Body {
    written(feed, rows, rows)
}

/// An envelope whose rows never end.
pub(crate) fn endless(today: NaiveDate) -> Body {
    let from = today.checked_sub_days(Days::new(88)).unwrap_or(today);
    written(Feed { from, to: today, is_card: false, currency: "GBP" }, u64::MAX, 1_000_000)
}

/// `rows` rows, of which every `spread` go through all days once.
fn written(feed: Feed, rows: u64, spread: u64) -> Body {
    Body::from_stream(stream::unfold(Some(0), move |next| async move {
        let first: u64 = next?;
        let end = first.saturating_add(PIECE).min(rows);
        let mut piece = String::from(if first == 0 { "{\"results\":[" } else { "" });
        for index in first..end {
            piece.push_str(if index == 0 { "" } else { "," });
            write_row(&mut piece, feed, index, spread);
        }
        let next = (end < rows).then_some(end);
        piece.push_str(if next.is_none() { "],\"status\":\"Succeeded\"}" } else { "" });
        Some((Ok::<_, Infallible>(Bytes::from(piece)), next))
    }))
}

/// The row at `index`, about 600 bytes.
fn write_row(text: &mut String, feed: Feed, index: u64, spread: u64) {
    let days = (feed.to - feed.from).num_days().unsigned_abs() + 1;
    let back = u128::from(index % spread) * u128::from(days) / u128::from(spread);
    let date = feed.to.checked_sub_days(Days::new(u64::try_from(back).unwrap_or(0))).unwrap_or(feed.to);
    let minor = 105 + i64::try_from(index % 8_900).unwrap_or(0);
    let amount = Money(if feed.is_card { minor } else { -minor });
    let (merchant, currency) = (merchant_name(index), feed.currency);
    // Writing to a string cannot fail.
    let _ = write!(
        text,
        "{{\"timestamp\":\"{date}T00:00:00Z\",\"description\":\"CARD PAYMENT TO {merchant} ON {date} REF {index:012}\",\
         \"transaction_type\":\"DEBIT\",\"transaction_category\":\"PURCHASE\",\
         \"transaction_classification\":[\"Shopping\",\"General\"],\"merchant_name\":\"{merchant}\",\
         \"amount\":{amount},\"currency\":\"{currency}\",\"transaction_id\":\"{index:032x}\",\
         \"normalised_provider_transaction_id\":\"txn-{index:017x}\",\"provider_transaction_id\":\"{index:018x}\",\
         \"running_balance\":{{\"amount\":1234.56,\"currency\":\"{currency}\"}},\
         \"meta\":{{\"bank_transaction_id\":\"{index:018x}\",\"provider_transaction_category\":\"DEB\"}}}}"
    );
}
