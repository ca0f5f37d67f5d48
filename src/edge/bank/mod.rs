//! Asking banks within one request: calls in parallel with deadlines, what came, and what did not and why.
//!
//! - `wire`: one call, with a deadline, a size limit, six at once, and a count of the calls
//! - `body`: an answer, whole or passed on as it comes; `patience`: how long is waited for it
//! - `connection`: one connection's access token, shared by the calls that run beside each other
//! - `ask`: one question with what TrueLayer's errors call for: refresh once, retry a little, give up
//! - `gather`: everything that a request needs of some connections, account by account as it completes
//! - `lists`, `question`: what is asked about a connection, and about one of its accounts
//! - `account`: one account's answers, as the feed carries them
//! - `failure`: what could not be had, as the API lists it

mod account;
mod ask;
mod body;
mod connection;
mod failure;
mod gather;
mod lists;
mod patience;
mod question;
mod wire;

pub use account::AccountAnswer;
pub use ask::ask;
pub use body::{Body, OpenCall, Passing, Reading};
pub use connection::Connection;
pub use failure::{Failure, Failures};
pub use gather::{Gather, Gathered};
pub use question::Wanted;
pub use wire::Visit;

/// What is asked about; the names are those of the `resource` field of `errors`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// The connection itself.
    Me,
    /// The list of accounts.
    Accounts,
    /// The list of cards.
    Cards,
    /// An account's balance.
    Balance,
    /// Settled transactions.
    Transactions,
    /// Pending transactions.
    Pending,
    /// Standing orders.
    StandingOrders,
    /// Direct debits.
    DirectDebits,
    /// The banks there are.
    Providers,
}

impl Resource {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Me => "me",
            Self::Accounts => "accounts",
            Self::Cards => "cards",
            Self::Balance => "balance",
            Self::Transactions => "transactions",
            Self::Pending => "pending",
            Self::StandingOrders => "standing_orders",
            Self::DirectDebits => "direct_debits",
            Self::Providers => "providers",
        }
    }
}
