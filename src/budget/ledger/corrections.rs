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
    ///
    /// ```
    /// # use budget::{Category, Filter, ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
    /// #     03/11/2026,Pret,,CARD,-3.40,96.60\n\
    /// #     05/11/2026,Pret,,CARD,-4.10,92.50\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// // Of two payments to one merchant: this one, or both.
    /// let id = ledger.transactions(&Filter::default())[0].id.clone();
    /// let changed = |always| ledger.preview_correction(&id, Category::Groceries, always).map(|ids| ids.len());
    /// assert_eq!((changed(false), changed(true)), (Some(1), Some(2)));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn preview_correction(&self, id: &str, category: Category, always: bool) -> Option<Vec<String>> {
        Some(self.changed_by(&self.taught(id, category, always)?))
    }

    /// What was learned from corrections.
    ///
    /// ```
    /// # use budget::{Category, Filter, ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
    /// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// let id = ledger.transactions(&Filter::default())[0].id.clone();
    /// ledger.correct(&id, Category::Groceries, true);
    /// assert!(ledger.learned().to_json().contains(&id));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn learned(&self) -> &Learned {
        &self.learned
    }

    /// Reads everything by what was learned elsewhere from now on.
    ///
    /// ```
    /// # use budget::{Category, Filter, ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
    /// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// let id = ledger.transactions(&Filter::default())[0].id.clone();
    /// let mut elsewhere = ledger.clone();
    /// elsewhere.correct(&id, Category::Groceries, false);
    /// ledger.set_learned(elsewhere.learned().clone());
    /// assert_eq!(ledger.transactions(&Filter::default())[0].category, Category::Groceries);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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
