//! The bank from outside: every test starts the built program and speaks HTTP to it.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::panic,
    reason = "a test fails by panicking, in its support functions too"
)]

mod auth;
mod banks;
mod batch;
mod consent;
mod control;
mod data;
mod debug;
mod faults;
mod household;
mod sandbox;
mod schemas;
mod support;
mod tasks;
mod webhooks;
