//! A person's corrections: what they change, and what is remembered of them.

use super::{Ledger, View};
use crate::categorise::Evidence;
use crate::category::Category;
use crate::identity::Id;
use crate::learn::Learned;

impl Ledger {
    /// Sets the category of one transaction; with `always`, of its merchant from now on. The ids of the transactions whose
    /// category changes; `None` where no transaction has the id, and nothing is learned.
    ///
    /// ```
    /// use budget::{Category, Filter, ImportOptions, Ledger, Settings};
    /// let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// let file = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// ledger.import(file.as_bytes(), &ImportOptions::default())?;
    /// let id = ledger.transactions(&Filter::default())[0].id.clone();
    /// assert_eq!(ledger.correct(&id, Category::Groceries, true), Some(vec![id.clone()]));
    /// assert_eq!(ledger.transactions(&Filter::default())[0].category, Category::Groceries);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn correct(&mut self, id: &str, category: Category, always: bool) -> Option<Vec<String>> {
        let learned = self.taught(id, category, always)?;
        let changed = self.changed_by(&learned);
        self.set_learned(learned);
        Some(changed)
    }

    /// What [`Self::correct`] would change.
    #[must_use]
    pub fn preview_correction(&self, id: &str, category: Category, always: bool) -> Option<Vec<String>> {
        Some(self.changed_by(&self.taught(id, category, always)?))
    }

    /// What was learned from corrections.
    #[must_use]
    pub fn learned(&self) -> &Learned {
        &self.learned
    }

    /// Reads everything by what was learned elsewhere from now on.
    pub fn set_learned(&mut self, learned: Learned) {
        self.learned = learned;
        self.forget_readings();
    }

    fn taught(&self, id: &str, category: Category, always: bool) -> Option<Learned> {
        let wanted = Id::parse(id)?;
        let row = self.rows().iter().find(|row| row.id == wanted)?;
        let seen = self.see(row)?;
        let mut learned = self.learned.clone();
        let line = Evidence::of(seen.account.kind, &seen.entry.record);
        learned.correct(id.to_owned(), &line, category, always, self.today);
        Some(learned)
    }

    fn changed_by(&self, learned: &Learned) -> Vec<String> {
        let after = View::read(&self.settings, &self.accounts, &self.entries, learned);
        let pairs = self.rows().iter().zip(&after.rows).filter(|(before, after)| before.category != after.category);
        pairs.map(|(_, after)| after.id.to_string()).collect()
    }
}
