//! What a test gives the banks to answer with in place of the household: accounts, cards and rows in the test's own bytes. Every
//! bank that has accounts then has these accounts, every one that has cards these cards.

use chrono::NaiveDate;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::data::target::Part;
use crate::data::window::Window;
use crate::errors::ApiError;

/// All of it, and the banks' day.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Given {
    pub(crate) today: NaiveDate,
    feed: Feed,
}

/// As `GET /api/feed` answers; what is not read here is the application's.
#[derive(Debug, Deserialize)]
struct Feed {
    accounts: Vec<Account>,
}

#[derive(Debug, Deserialize)]
struct Account {
    kind: Kind,
    account: Box<RawValue>,
    balance: Option<Box<RawValue>>,
    transactions: Vec<Box<RawValue>>,
    pending: Vec<Box<RawValue>>,
    standing_orders: Vec<Box<RawValue>>,
    direct_debits: Vec<Box<RawValue>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Account,
    Card,
}

#[derive(Deserialize)]
struct Named {
    account_id: String,
}

#[derive(Deserialize)]
struct Dated {
    timestamp: String,
}

impl Given {
    /// The results of a call about the accounts or the cards, or about one of them.
    pub(crate) fn results(
        &self,
        cards: bool,
        account_id: Option<&str>,
        part: Part,
        window: impl FnOnce() -> Result<Window, ApiError>,
    ) -> Result<Vec<&RawValue>, ApiError> {
        let mut accounts = self.feed.accounts.iter().filter(|account| cards == (account.kind == Kind::Card));
        let Some(account_id) = account_id else { return Ok(accounts.map(|account| &*account.account).collect()) };
        let account = accounts.find(|account| account.id().as_deref() == Some(account_id));
        let account = account.ok_or_else(|| ApiError::new("account_not_found"))?;
        Ok(match part {
            Part::Account => vec![&*account.account],
            Part::Balance => account.balance.as_deref().into_iter().collect(),
            Part::Transactions => within(&account.transactions, window()?),
            Part::Pending => within(&account.pending, window()?),
            Part::StandingOrders => account.standing_orders.iter().map(|row| &**row).collect(),
            Part::DirectDebits => account.direct_debits.iter().map(|row| &**row).collect(),
        })
    }
}

impl Account {
    fn id(&self) -> Option<String> {
        serde_json::from_str::<Named>(self.account.get()).ok().map(|named| named.account_id)
    }
}

/// The rows of a window. One whose date cannot be read is in every window.
fn within(rows: &[Box<RawValue>], window: Window) -> Vec<&RawValue> {
    let is_in = |row: &&RawValue| date(row).is_none_or(|date| window.contains(date));
    rows.iter().map(|row| &**row).filter(is_in).collect()
}

fn date(row: &RawValue) -> Option<NaiveDate> {
    let dated: Dated = serde_json::from_str(row.get()).ok()?;
    dated.timestamp.split(['T', ' ']).next()?.parse().ok()
}
