//! One user's record: bank connections with their tokens, sessions, settings. Sealed wherever it lies.
//!
//! The tenant's Durable Object (`object`) is the only writer: it keeps the record in its own storage, which is strongly
//! consistent, and puts a copy into Workers KV right after. Requests read the copy (`read`) and go to the Durable Object
//! (`client`) when the copy is missing, stale, or its tokens have run out, and for every change.

mod alarm;
mod budget;
mod chores;
mod client;
mod connect;
mod disconnect;
mod learn;
mod message;
mod object;
mod read;
mod record;
mod renew;
mod revoke;
mod store;
mod tokens;

pub use client::{ConnectFailed, TenantClient};
#[cfg(test)]
pub use message::NoToken;
pub use message::{Rejected, Renewed, Token, View, ViewConnection};
pub use object::Tenant;
pub use read::view;
pub use record::{Known, Learned, State};
