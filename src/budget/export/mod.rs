//! What other programs take: a table, journals of double-entry bookkeeping, bank statements. The rows come as the ledger lists
//! them.

mod csv;
mod journal;
mod ofx;

pub(crate) use csv::csv;
pub use journal::Journal;
pub(crate) use journal::journal;
pub(crate) use ofx::ofx;

#[cfg(test)]
mod tests;
