//! What other programs take: a table, and journals of double-entry bookkeeping. The rows come as the ledger lists them.

mod csv;
mod journal;

pub(crate) use csv::csv;
pub use journal::Journal;
pub(crate) use journal::journal;

#[cfg(test)]
mod tests;
