//! A person's corrections: what they change, and what is remembered of them.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Ledger, View};
use crate::categorise::Evidence;
use crate::category::Category;
use crate::learn::Learned;

/// What corrections of many transactions at once change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Corrected {
    /// The ids of the transactions whose category changes, the newest first.
    pub changed: Vec<String>,
    /// Those ids that no transaction has: nothing is learned of them, and they hinder no other.
    pub missing: Vec<String>,
}

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
        let (learned, Corrected { changed, missing }) = self.corrected(&[id.to_owned()], category, always);
        if !missing.is_empty() {
            return None;
        }
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
        let corrected = self.preview_corrections(&[id.to_owned()], category, always);
        corrected.missing.is_empty().then_some(corrected.changed)
    }

    /// [`Self::correct`] of many at once: as fast as of one, and in whichever order they are named the same.
    ///
    /// ```
    /// # use budget::{Category, Filter, ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
    /// #     03/11/2026,Pret,,CARD,-3.40,96.60\n\
    /// #     05/11/2026,Lidl,,CARD,-4.10,92.50\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// let mut ids: Vec<String> = ledger.transactions(&Filter::default()).into_iter().map(|row| row.id).collect();
    /// ids.push("of nothing".to_owned());
    /// let corrected = ledger.correct_all(&ids, Category::GiftsCharity, false);
    /// assert_eq!((corrected.changed.len(), corrected.missing), (2, vec!["of nothing".to_owned()]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn correct_all(&mut self, ids: &[String], category: Category, always: bool) -> Corrected {
        let (learned, corrected) = self.corrected(ids, category, always);
        self.set_learned(learned);
        corrected
    }

    /// What [`Self::correct_all`] would change.
    ///
    /// ```
    /// use budget::{Category, Ledger, Settings};
    /// let ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// let corrected = ledger.preview_corrections(&["of nothing".to_owned()], Category::Home, true);
    /// assert!(corrected.changed.is_empty() && corrected.missing.len() == 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn preview_corrections(&self, ids: &[String], category: Category, always: bool) -> Corrected {
        self.corrected(ids, category, always).1
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

    /// What is learned with these corrections, and what they change. In the rows' own order: what is forgotten for want of
    /// space must not depend on who is named first.
    fn corrected(&self, ids: &[String], category: Category, always: bool) -> (Learned, Corrected) {
        let mut missing: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        let mut learned = self.learned.clone();
        for row in self.rows() {
            let id = row.id.to_string();
            if !missing.remove(id.as_str()) {
                continue;
            }
            if let Some(seen) = self.see(row) {
                let line = Evidence::of(seen.account.kind, &seen.entry.record);
                learned.correct(id, &line, category, always, self.today);
            }
        }
        learned.forget_the_oldest();
        let missing = missing.into_iter().map(str::to_owned).collect();
        let changed = self.changed_by(&learned);
        (learned, Corrected { changed, missing })
    }

    fn changed_by(&self, learned: &Learned) -> Vec<String> {
        let after = View::read(&self.settings, &self.accounts, &self.entries, learned);
        let pairs = self.rows().iter().zip(&after.rows).filter(|(before, after)| before.category != after.category);
        pairs.map(|(_, after)| after.id.to_string()).collect()
    }
}
