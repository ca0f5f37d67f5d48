//! What a person's corrections teach: this transaction, this merchant from now on, and others that look like it.
//!
//! All of it is in two maps, so that the order of corrections does not matter and two devices can put theirs together. What
//! is learned about strangers is worked out from the maps anew whenever they change.

mod key;
mod online;
mod saved;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use self::online::Lessons;
use crate::categorise::{Decision, Evidence, Nature};
use crate::category::Category;
use crate::order::sort_by;
use crate::transaction::{Confidence, DecidedBy};

/// The most merchants that are remembered; of more the oldest are forgotten.
pub(crate) const MAX_MERCHANTS: usize = 5_000;
/// The most transactions whose own category is remembered.
pub(crate) const MAX_TRANSACTIONS: usize = 20_000;

/// What was learned from a person's corrections. As JSON it has a version and moves to other devices.
///
/// It holds 5,000 merchants and 20,000 transactions; of more the oldest are forgotten.
///
/// ```
/// use budget::Learned;
/// let learned = Learned::from_json(r#"{"version":1,"merchants":{},"transactions":{}}"#)?;
/// assert_eq!(learned, Learned::default());
/// # Ok::<(), budget::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Learned {
    /// By merchant: see [`key::of`].
    merchants: BTreeMap<String, Choice>,
    /// By [`crate::Transaction::id`].
    transactions: BTreeMap<String, Choice>,
}

/// What a person said, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Choice {
    category: Category,
    on: NaiveDate,
    /// Said of the merchant, rather than of one transaction.
    #[serde(default)]
    always: bool,
    /// How many corrections in a row said the same.
    #[serde(default = "once")]
    times: u32,
}

fn once() -> u32 {
    1
}

impl Learned {
    /// Whether nothing was learned.
    ///
    /// ```
    /// # use budget::{Category, Filter, ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
    /// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// assert!(ledger.learned().is_empty());
    /// let id = ledger.transactions(&Filter::default())[0].id.clone();
    /// ledger.correct(&id, Category::Groceries, false);
    /// assert!(!ledger.learned().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.merchants.is_empty() && self.transactions.is_empty()
    }

    /// Takes in that a transaction is of that category, and with `always` its merchant from now on. Afterwards, and of many once:
    /// [`Self::forget_the_oldest`].
    pub(crate) fn correct(
        &mut self,
        id: String,
        line: &Evidence<'_>,
        category: Category,
        always: bool,
        today: NaiveDate,
    ) {
        let own = Choice { category, on: today, always: false, times: 1 };
        self.transactions.insert(id, own);
        if let Some(merchant) = key::of(line) {
            let known = self.merchants.get(&merchant).copied();
            let choice = match known {
                // A single exception does not change what was said of all.
                Some(known) if known.always && !always => known,
                Some(known) if known.category == category => {
                    Choice { always: always || known.always, times: known.times.saturating_add(1), ..own }
                }
                _ => Choice { always, ..own },
            };
            self.merchants.insert(merchant, choice);
        }
    }

    /// Puts what another device learned to this: of two that disagree the later, and of one day the firmer.
    ///
    /// ```
    /// # use budget::Learned;
    /// let said = |category: &str, on: &str| {
    ///     Learned::from_json(&format!(r#"{{"version":1,"transactions":{{"id":{{"category":"{category}","on":"{on}"}}}}}}"#))
    /// };
    /// let (phone, laptop) = (said("groceries", "2026-11-02")?, said("home", "2026-11-09")?);
    /// let (mut one, mut other) = (phone.clone(), laptop.clone());
    /// one.merge(&laptop);
    /// other.merge(&phone);
    /// assert_eq!((&one, &other), (&laptop, &laptop));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merge(&mut self, other: &Self) {
        for (own, others) in [(&mut self.merchants, &other.merchants), (&mut self.transactions, &other.transactions)] {
            for (name, theirs) in others {
                let ours = own.entry(name.clone()).or_insert(*theirs);
                if rank(theirs) > rank(ours) {
                    *ours = *theirs;
                }
            }
        }
        self.forget_the_oldest();
    }

    /// What the person said of this transaction.
    pub(crate) fn own(&self, id: &str) -> Option<Category> {
        self.transactions.get(id).map(|choice| choice.category)
    }

    /// When the person said what this transaction is.
    pub(crate) fn own_since(&self, id: &str) -> Option<NaiveDate> {
        self.transactions.get(id).map(|choice| choice.on)
    }

    /// When the person said what this merchant is.
    pub(crate) fn merchant_since(&self, line: &Evidence<'_>) -> Option<NaiveDate> {
        self.merchants.get(&key::of(line)?).map(|choice| choice.on)
    }

    pub(crate) fn forget_the_oldest(&mut self) {
        for (map, most) in [(&mut self.merchants, MAX_MERCHANTS), (&mut self.transactions, MAX_TRANSACTIONS)] {
            let spare = map.len().saturating_sub(most);
            if spare == 0 {
                continue;
            }
            let mut by_age: Vec<_> =
                map.iter().map(|(name, choice)| (choice.always, choice.on, name.clone())).collect();
            sort_by(&mut by_age, Ord::cmp);
            for (.., name) in by_age.into_iter().take(spare) {
                map.remove(&name);
            }
        }
    }
}

fn rank(choice: &Choice) -> (NaiveDate, bool, u32, Category) {
    (choice.on, choice.always, choice.times, choice.category)
}

/// What was learned, ready to decide.
pub(crate) struct Teacher<'a> {
    learned: &'a Learned,
    lessons: Lessons,
}

impl<'a> Teacher<'a> {
    pub(crate) fn of(learned: &'a Learned) -> Self {
        let examples = learned.merchants.iter().map(|(merchant, choice)| (merchant.as_str(), choice.category));
        Self { learned, lessons: Lessons::from(examples) }
    }

    /// What the corrections make of a line that was decided so; `None` where they say nothing.
    pub(crate) fn decide(&self, line: &Evidence<'_>, decided: &Decision) -> Option<Decision> {
        if self.learned.merchants.is_empty() {
            return None;
        }
        let merchant = key::of(line)?;
        let choice = self.learned.merchants.get(&merchant);
        let guessed = matches!(decided.decided_by, DecidedBy::Model | DecidedBy::Bank | DecidedBy::None);
        let (category, percent, nature) = match choice {
            Some(choice) if choice.always => (choice.category, 99, of(choice.category)),
            Some(choice) if choice.times >= 2 => (choice.category, 92, of(choice.category)),
            // One correction of one payment is no word about its merchant, but more than a guess.
            Some(choice) if guessed => (choice.category, 80, of(choice.category)),
            _ if matches!(decided.decided_by, DecidedBy::Model | DecidedBy::None) => {
                let (category, percent) = self.lessons.guess(&merchant)?;
                // What the model was sure of stays, unless the corrections are surer.
                if category == decided.category || Confidence::percent(percent) <= decided.confidence {
                    return None;
                }
                (category, percent, decided.nature)
            }
            _ => return None,
        };
        Some(Decision {
            category,
            decided_by: DecidedBy::Learned,
            confidence: Confidence::percent(percent),
            merchant: decided.merchant.clone(),
            nature,
        })
    }
}

/// A person who calls a payment a transfer means that it may have another side.
fn of(category: Category) -> Nature {
    if matches!(category, Category::Transfers | Category::Savings) { Nature::Open } else { Nature::Trade }
}
