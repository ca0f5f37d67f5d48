//! Files of a bank beside its feed: which account they are of, and which of their lines the ledger has already.

use super::entries::{Entries, Entry, Source};
use super::{Ledger, Loaded};
use crate::error::{Error, ErrorKind};
use crate::identity::Id;
use crate::import::{ImportOptions, import};
use crate::order::sort_by;
use crate::transaction::{Record, Statement};

impl Ledger {
    /// Takes in a file that a person downloaded from a bank, as [`import`] reads it. Loading it again adds nothing.
    ///
    /// A file and a feed of one account may overlap: of the lines with the same day, amount and currency there are as many
    /// as the source with the most of them has, and the feed's own come first. Nothing of the account's own is replaced.
    ///
    /// # Errors
    /// When nothing of the file can be read, or [`ImportOptions::account`] is no account of the ledger's. Nothing was loaded then.
    ///
    /// ```
    /// use budget::{Filter, ImportOptions, Ledger, Settings};
    /// let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// let file = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// for _ in 0..2 {
    ///     assert_eq!(ledger.import(file.as_bytes(), &ImportOptions::default())?.transactions, 1);
    /// }
    /// assert_eq!(ledger.transactions(&Filter::default()).len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn import(&mut self, file: &[u8], options: &ImportOptions) -> Result<Loaded, Error> {
        let known = match &options.account {
            None => None,
            Some(id) => Some(self.accounts.values().find(|account| account.id == *id).cloned().ok_or_else(|| {
                let message = "the ledger has no account with this id: load it first, or leave this out";
                Error::new(ErrorKind::Account, message).at("account")
            })?),
        };
        let mut loaded = Loaded::default();
        for Statement { account, records, problems, .. } in import(file, options)? {
            let account = match &known {
                Some(known) if known.currency == account.currency => known.clone(),
                _ => account,
            };
            loaded.accounts = loaded.accounts.saturating_add(1);
            loaded.transactions = loaded.transactions.saturating_add(records.len());
            loaded.problems.extend(problems);
            let fingerprint = account.fingerprint.clone();
            self.accounts.entry(fingerprint.clone()).or_insert(account);
            self.take(&fingerprint, records, source);
        }
        Ok(loaded)
    }
}

fn source(record: &Record) -> Source {
    if record.stable_id.is_some() { Source::File } else { Source::BareFile }
}

/// The lines of files that another source of the same account has too, by their ids.
///
/// Texts are not compared: a bank writes them otherwise in its files than in its feed.
pub(super) fn repeated(entries: &Entries) -> Vec<Id> {
    let with_files = |list: &[Entry]| list.iter().any(|entry| entry.source != Source::Feed);
    let mut out = Vec::new();
    for (_, list) in entries.lists().filter(|(_, list)| with_files(list)) {
        let look = |entry: &Entry| (entry.record.date, entry.record.currency, entry.record.amount);
        let mut lines: Vec<&Entry> = list.iter().collect();
        sort_by(&mut lines, |a, b| (look(a), a.source, a.id).cmp(&(look(b), b.source, b.id)));
        for alike in lines.chunk_by(|a, b| look(a) == look(b)) {
            beyond_the_most(alike, &mut out);
        }
    }
    out
}

/// Of lines that are alike, by source and id, those that a source has no more of than a more trusted one.
fn beyond_the_most(lines: &[&Entry], out: &mut Vec<Id>) {
    let mut kept: usize = 0;
    for of_one in lines.chunk_by(|a, b| a.source == b.source) {
        out.extend(of_one.iter().take(kept).map(|entry| entry.id));
        kept = kept.max(of_one.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Filter;
    use crate::settings::Settings;
    use crate::testing::{record, statement};

    const FILE: &str = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
        03/11/2026,Pret,PRET A MANGER,CONTACTLESS,-3.40,96.60\n\
        03/11/2026,Pret,PRET A MANGER,CONTACTLESS,-3.40,93.20\n\
        04/11/2026,Fake Landlord,Rent Nov,STANDING ORDER,-900.00,3.20\n";

    fn with_feed(lines: &[(&str, &str, &str)]) -> Ledger {
        let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse().unwrap());
        let named = |(at, (date, amount, text)): (usize, &(&str, &str, &str))| Record {
            stable_id: Some(format!("feed-{at}")),
            ..record(date, amount, text)
        };
        let records = lines.iter().enumerate().map(named).collect();
        ledger.load(statement("a", records));
        ledger
    }

    fn texts(ledger: &Ledger) -> Vec<String> {
        let mut rows: Vec<_> = ledger
            .transactions(&Filter::default())
            .iter()
            .map(|row| format!("{} {}", row.amount, row.description))
            .collect();
        rows.sort();
        rows
    }

    fn of(account: &str) -> ImportOptions {
        ImportOptions { account: Some(account.to_owned()), ..ImportOptions::default() }
    }

    #[test]
    fn a_file_adds_what_the_feed_of_its_account_lacks() {
        let mut ledger = with_feed(&[("2026-11-03", "-3.40", "PRET"), ("2026-11-20", "-7.00", "GREGGS")]);
        let before = ledger.accounts().cloned().collect::<Vec<_>>();
        for _ in 0..2 {
            ledger.import(FILE.as_bytes(), &of("a")).unwrap();
            assert_eq!(texts(&ledger), ["-3.40 PRET", "-3.40 Pret", "-7.00 GREGGS", "-900.00 Fake Landlord Rent Nov"]);
        }
        assert_eq!(ledger.accounts().cloned().collect::<Vec<_>>(), before);
    }

    #[test]
    fn a_feed_that_comes_after_the_file_takes_its_place() {
        let mut ledger = with_feed(&[]);
        ledger.import(FILE.as_bytes(), &of("a")).unwrap();
        let feed = (0..2).map(|at| Record { stable_id: Some(at.to_string()), ..record("2026-11-03", "-3.40", "PRET") });
        ledger.load(statement("a", feed.collect()));
        assert_eq!(texts(&ledger), ["-3.40 PRET", "-3.40 PRET", "-900.00 Fake Landlord Rent Nov"]);
    }

    #[test]
    fn an_account_that_is_not_there_is_refused_and_nothing_loaded() {
        let mut ledger = with_feed(&[]);
        let error = ledger.import(FILE.as_bytes(), &of("elsewhere")).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Account);
        assert_eq!(texts(&ledger), [""; 0]);
    }
}
