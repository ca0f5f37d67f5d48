//! TrueLayer's Auth API and Data API v1, sans I/O: requests to send, answers to read, errors to act on.
//!
//! Nothing here sends, waits, reads a clock or makes randomness: times and random bytes are arguments, and the caller
//! carries [`http::Request`] to the network and [`http::Answer`] back. Every reader takes whatever a bank may send
//! (HTML, truncated text, odd dates) and answers with a value or an [`Error`]; none of them panics.
//!
//! - [`client`]: which TrueLayer (sandbox, live, simulated) and with which credentials
//! - [`auth`]: the auth link, PKCE, the token endpoint, revocation; [`callback`]: what comes back from the bank's page
//! - [`renewal`]: another term for a consent; [`provider`]: the banks there are
//! - [`data`]: the Data API's requests and the envelope of its answers
//! - [`passage`]: answers too large to hold, passed on as they come
//! - [`account`]: which account a record is, whatever id it has this time
//! - [`feed`]: the bank's records as the feed carries them, and their reading into `budget`'s types
//! - [`mod@line`]: one line without its account, for categorising alone
//! - [`error`]: what went wrong, in the words of our own API, and what to do next

pub mod account;
pub mod auth;
pub mod callback;
pub mod client;
mod commitment;
pub mod data;
pub mod error;
pub mod feed;
pub mod http;
mod json;
pub mod line;
pub mod passage;
pub mod provider;
mod record;
pub mod renewal;
pub mod secret;
pub mod time;

pub use client::{Client, Environment};
pub use error::{Action, Code, Error, Next};
pub use secret::Secret;
