//! What was decided about lines, once for all lines that say the same.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::{Decision, Evidence, categorise};

/// Every decision, and which one each text got: [`categorise`] for many lines, of which most say what an earlier one said.
///
/// ```
/// use budget::{AccountKind, BankHint, Category, Decisions, Evidence};
/// let hint = BankHint::default();
/// let line = |amount: &str| -> Result<_, budget::Error> {
///     let (description, amount) = ("TESCO STORES 3297", amount.parse()?);
///     Ok(Evidence { kind: AccountKind::Account, description, merchant_name: None, amount, hint: &hint })
/// };
/// let mut decisions = Decisions::default();
/// let (one, other) = (decisions.about(&line("-3.50")?), decisions.about(&line("-42.10")?));
/// assert_eq!(one, other);
/// assert_eq!(decisions.get(one).map(|decision| decision.category), Some(Category::Groceries));
/// # Ok::<(), budget::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    all: Vec<Decision>,
    /// Without random keys: the core has no randomness, and no answer depends on the order in here.
    by_text: HashMap<Box<[u8]>, usize, BuildHasherDefault<DefaultHasher>>,
    /// The text that is looked up; here to be allocated once.
    text: Vec<u8>,
}

impl Decisions {
    /// The number of the decision about a line. Of its amount only the direction counts.
    ///
    /// ```
    /// # use budget::{AccountKind, BankHint, Decisions, Evidence};
    /// # let (kind, hint) = (AccountKind::Account, &BankHint::default());
    /// let tesco = Evidence { kind, description: "TESCO STORES 3297", merchant_name: None, amount: "-42.10".parse()?, hint };
    /// let mut decisions = Decisions::default();
    /// let paid = decisions.about(&tesco);
    /// assert_eq!(decisions.about(&Evidence { amount: "-3.50".parse()?, ..tesco }), paid);
    /// assert_ne!(decisions.about(&Evidence { amount: "3.50".parse()?, ..tesco }), paid);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn about(&mut self, line: &Evidence<'_>) -> usize {
        write(&mut self.text, line);
        if let Some(number) = self.by_text.get(self.text.as_slice()) {
            return *number;
        }
        let number = self.all.len();
        self.all.push(categorise(line));
        self.by_text.insert(self.text.as_slice().into(), number);
        number
    }

    /// The decision of a number that [`Self::about`] gave.
    ///
    /// ```
    /// # use budget::{AccountKind, BankHint, Decisions, Evidence};
    /// # let (kind, hint) = (AccountKind::Account, &BankHint::default());
    /// # let tesco = Evidence { kind, description: "TESCO STORES 3297", merchant_name: None, amount: "-42.10".parse()?, hint };
    /// let mut decisions = Decisions::default();
    /// let number = decisions.about(&tesco);
    /// assert_eq!(decisions.get(number).and_then(|decision| decision.merchant.as_deref()), Some("Tesco"));
    /// assert_eq!(decisions.get(number + 1), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn get(&self, number: usize) -> Option<&Decision> {
        self.all.get(number)
    }

    /// All decisions, each at its number.
    ///
    /// ```
    /// assert!(budget::Decisions::default().all().is_empty());
    /// ```
    #[must_use]
    pub fn all(&self) -> &[Decision] {
        &self.all
    }

    pub(crate) fn len(&self) -> usize {
        self.all.len()
    }
}

/// All that a decision is made from: of an amount nothing but its direction. Every text comes after its length, so that no
/// two lines that differ are written the same.
fn write(to: &mut Vec<u8>, line: &Evidence<'_>) {
    let Evidence { kind, description, merchant_name, amount, hint } = *line;
    let method = hint.method.map_or(u8::MAX, |method| method as u8);
    to.clear();
    to.extend([kind as u8, u8::from(amount.is_negative()), method, u8::from(merchant_name.is_some())]);
    for text in [description].into_iter().chain(merchant_name).chain(hint.classification.iter().map(String::as_str)) {
        to.extend(text.len().to_le_bytes());
        to.extend(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::AccountKind;
    use crate::testing::record;
    use crate::transaction::{BankHint, Method, Record};

    const TEXTS: [&str; 8] = [
        "TESCO STORES 3297",
        "ACME LTD SALARY",
        "TO SAVINGS POT",
        "CASH WITHDRAWAL LNK",
        "MONTHLY FEE",
        "PAYMENT RECEIVED THANK YOU",
        "HARBOUR KEBAB HOUSE",
        "A PERSON",
    ];

    /// Else lines of one text could not share a decision.
    #[test]
    fn of_an_amount_only_its_direction_decides() {
        let methods =
            [None, Some(Method::Transfer), Some(Method::DirectDebit), Some(Method::Purchase), Some(Method::Fee)];
        for (kind, method) in
            [AccountKind::Account, AccountKind::Card].into_iter().flat_map(|k| methods.map(|m| (k, m)))
        {
            for (text, sign) in TEXTS.into_iter().flat_map(|text| [(text, ""), (text, "-")]) {
                let hint = BankHint { method, classification: Vec::new() };
                let decided = ["0.01", "3.50", "100", "2450.00", "999999"].map(|amount| {
                    let record =
                        Record { hint: hint.clone(), ..record("2026-11-03", &format!("{sign}{amount}"), text) };
                    categorise(&Evidence::of(kind, &record))
                });
                assert!(decided.iter().all(|other| *other == decided[0]), "{text}: {decided:?}");
            }
        }
    }

    #[test]
    fn lines_that_differ_in_what_decides_share_nothing() {
        let line = record("2026-11-03", "-3.50", "PRET");
        let classified = |names: &[&str]| BankHint {
            method: None,
            classification: names.iter().map(|name| (*name).to_owned()).collect(),
        };
        let different = [
            line.clone(),
            Record { amount: "3.50".parse().unwrap(), ..line.clone() },
            Record { description: "PRE".to_owned(), merchant_name: Some("T".to_owned()), ..line.clone() },
            Record { hint: classified(&["T"]), description: "PRE".to_owned(), ..line.clone() },
            Record { hint: classified(&["T", ""]), description: "PRE".to_owned(), ..line.clone() },
            Record { hint: BankHint { method: Some(Method::Atm), ..BankHint::default() }, ..line.clone() },
        ];
        let mut decisions = Decisions::default();
        let numbers: Vec<_> =
            different.iter().map(|line| decisions.about(&Evidence::of(AccountKind::Account, line))).collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
        assert_eq!(decisions.about(&Evidence::of(AccountKind::Card, &line)), 6);
        let other_day = Record { date: "2026-11-04".parse().unwrap(), amount: "-9".parse().unwrap(), ..line };
        assert_eq!(decisions.about(&Evidence::of(AccountKind::Account, &other_day)), 0);
    }
}
