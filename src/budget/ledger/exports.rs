//! The whole ledger in formats that other programs read.

use super::{Filter, Ledger};
use crate::export::{self, Journal};

impl Ledger {
    /// All transactions as a CSV table (RFC 4180), the newest first. Texts that a spreadsheet would run as formulas begin with an
    /// apostrophe.
    ///
    /// ```
    /// # use budget::{Ledger, Settings};
    /// # let ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// assert!(ledger.csv().starts_with("id,account_id,date,description,merchant,amount,currency"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn csv(&self) -> String {
        export::csv(&self.transactions(&Filter::default()))
    }

    /// All transactions as a journal of double-entry bookkeeping, the oldest first.
    ///
    /// ```
    /// # use budget::{ImportOptions, Journal, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// let journal = ledger.journal(Journal::Hledger);
    /// assert!(journal.contains("  assets:starling-starling  -3.40 GBP\n  expenses:eating-out  3.40 GBP\n"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn journal(&self, format: Journal) -> String {
        export::journal(format, &self.transactions(&Filter::default()), self.accounts.values())
    }

    /// All booked transactions as OFX 2.1.1, a bank statement for each account and currency. `FITID` is the transaction's id, so
    /// that a program which imports twice doubles nothing; pending transactions are left out.
    ///
    /// `LEDGERBAL` is what the bank says. Where it said nothing it is the sum of the lines, because OFX insists on a balance.
    ///
    /// ```
    /// # use budget::{Ledger, Settings};
    /// # let ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// assert!(ledger.ofx().contains("<DTSERVER>20261123</DTSERVER>"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn ofx(&self) -> String {
        export::ofx(&self.transactions(&Filter::default()), self.accounts.values(), self.today)
    }
}
