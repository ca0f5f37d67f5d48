//! The reasons that an explanation has: codes with their parts, for a front end in any language, and the English sentence of each.

use std::fmt;

use chrono::NaiveDate;
use serde::Serialize;

use crate::category::Category;

/// One reason why a transaction is what it is. In JSON it has a `code` and the parts of its sentence; as text it is the sentence.
/// More may come.
///
/// ```
/// use budget::{Category, Reason};
/// let reason = Reason::Correction { on: "2026-11-03".parse()?, category: Category::EatingOut };
/// assert_eq!(reason.to_string(), "Your correction of 2026-11-03 says that it is Eating out.");
/// let json = r#"{"code":"correction","on":"2026-11-03","category":"eating_out"}"#;
/// assert_eq!(serde_json::to_string(&reason)?, json);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// It is one side of a move between own accounts.
    Transfer {
        /// The name of the account that the other side is on.
        account: String,
        /// The day of the other side.
        on: NaiveDate,
    },
    /// The person said what it, or its merchant, is.
    Correction {
        /// When.
        on: NaiveDate,
        /// As what.
        category: Category,
    },
    /// The person said what payments are that look like it.
    SimilarCorrections {
        /// As what they make it.
        category: Category,
    },
    /// A rule of the person's matches.
    Rule {
        /// [`crate::Rule::id`].
        id: String,
    },
    /// Who was paid is known.
    Merchant {
        /// Who.
        name: String,
        /// As what.
        category: Category,
        /// The list that has it in this category, where the statement's own text names who was paid.
        #[serde(skip_serializing_if = "Option::is_none")]
        list: Option<BrandList>,
    },
    /// The words of the statement say what it is, such as `CASH WITHDRAWAL`.
    StatementText {
        /// What.
        category: Category,
    },
    /// It looks like payments of a category: a likeness, no knowledge.
    LooksLike {
        /// Of which.
        category: Category,
        /// The word of the text that speaks most for it, in capitals.
        word: String,
    },
    /// The bank says what it was for.
    BankClassification {
        /// In the bank's own words, from general to specific.
        names: Vec<String>,
    },
    /// Nothing but the way the money moved suggests what it is.
    PaymentMethod {
        /// What.
        category: Category,
    },
    /// Nothing is known.
    Unknown,
    /// It gives back a purchase.
    Refund {
        /// The day of the purchase.
        on: NaiveDate,
        /// Whether it gives back a part of the purchase alone.
        partial: bool,
    },
    /// The rule divides it among several categories.
    Split,
}

/// A list of merchants that are known.
///
/// ```
/// assert_eq!(serde_json::to_string(&budget::BrandList::OpenStreetMap)?, "\"openstreetmap\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum BrandList {
    /// The project's own.
    Openpurse,
    /// The brands of OpenStreetMap.
    OpenStreetMap,
}

/// The English sentence.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Transfer { account, on } => {
                write!(f, "The other side is on {account}, on {on}: money between own accounts.")
            }
            Self::Correction { on, category } => {
                write!(f, "Your correction of {on} says that it is {}.", category.name())
            }
            Self::SimilarCorrections { category } => {
                write!(f, "Your corrections of similar payments make it {}.", category.name())
            }
            Self::Rule { id } => write!(f, "Your rule \"{id}\" says so."),
            Self::Merchant { name, category, list } => {
                let list = match list {
                    Some(BrandList::Openpurse) => " (openpurse's list)",
                    Some(BrandList::OpenStreetMap) => " (OpenStreetMap's brands)",
                    None => "",
                };
                write!(f, "{name} is known: {}{list}.", category.name())
            }
            Self::StatementText { category } => {
                write!(f, "The statement's text says what it is: {}.", category.name())
            }
            Self::LooksLike { category, word } => write!(f, "It looks like {}: {word}.", category.name()),
            Self::BankClassification { names } => write!(f, "The bank calls it {}.", names.join(", ")),
            Self::PaymentMethod { category } => write!(f, "The way the money moved suggests {}.", category.name()),
            Self::Unknown => f.write_str("Nothing is known about it: it is yours to sort."),
            Self::Refund { on, partial } => {
                write!(f, "It gives back {}the purchase of {on}.", if *partial { "a part of " } else { "" })
            }
            Self::Split => f.write_str("The rule splits it among several categories."),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_has_its_code_and_its_sentence() {
        let on = "2026-11-03".parse().unwrap();
        let category = Category::EatingOut;
        let merchant = |list| Reason::Merchant { name: "Pret".to_owned(), category, list };
        let all = [
            (
                Reason::Transfer { account: "Savings".to_owned(), on },
                r#"{"code":"transfer","account":"Savings","on":"2026-11-03"}"#,
                "The other side is on Savings, on 2026-11-03: money between own accounts.",
            ),
            (
                Reason::Correction { on, category },
                r#"{"code":"correction","on":"2026-11-03","category":"eating_out"}"#,
                "Your correction of 2026-11-03 says that it is Eating out.",
            ),
            (
                Reason::SimilarCorrections { category },
                r#"{"code":"similar_corrections","category":"eating_out"}"#,
                "Your corrections of similar payments make it Eating out.",
            ),
            (Reason::Rule { id: "gym".to_owned() }, r#"{"code":"rule","id":"gym"}"#, "Your rule \"gym\" says so."),
            (
                merchant(Some(BrandList::Openpurse)),
                r#"{"code":"merchant","name":"Pret","category":"eating_out","list":"openpurse"}"#,
                "Pret is known: Eating out (openpurse's list).",
            ),
            (
                merchant(Some(BrandList::OpenStreetMap)),
                r#"{"code":"merchant","name":"Pret","category":"eating_out","list":"openstreetmap"}"#,
                "Pret is known: Eating out (OpenStreetMap's brands).",
            ),
            (
                merchant(None),
                r#"{"code":"merchant","name":"Pret","category":"eating_out"}"#,
                "Pret is known: Eating out.",
            ),
            (
                Reason::StatementText { category },
                r#"{"code":"statement_text","category":"eating_out"}"#,
                "The statement's text says what it is: Eating out.",
            ),
            (
                Reason::LooksLike { category, word: "KEBAB".to_owned() },
                r#"{"code":"looks_like","category":"eating_out","word":"KEBAB"}"#,
                "It looks like Eating out: KEBAB.",
            ),
            (
                Reason::BankClassification { names: vec!["Food".to_owned(), "Cafés".to_owned()] },
                r#"{"code":"bank_classification","names":["Food","Cafés"]}"#,
                "The bank calls it Food, Cafés.",
            ),
            (
                Reason::PaymentMethod { category },
                r#"{"code":"payment_method","category":"eating_out"}"#,
                "The way the money moved suggests Eating out.",
            ),
            (Reason::Unknown, r#"{"code":"unknown"}"#, "Nothing is known about it: it is yours to sort."),
            (
                Reason::Refund { on, partial: true },
                r#"{"code":"refund","on":"2026-11-03","partial":true}"#,
                "It gives back a part of the purchase of 2026-11-03.",
            ),
            (
                Reason::Refund { on, partial: false },
                r#"{"code":"refund","on":"2026-11-03","partial":false}"#,
                "It gives back the purchase of 2026-11-03.",
            ),
            (Reason::Split, r#"{"code":"split"}"#, "The rule splits it among several categories."),
        ];
        for (reason, json, sentence) in all {
            assert_eq!(serde_json::to_string(&reason).unwrap(), json);
            assert_eq!(reason.to_string(), sentence);
        }
    }
}
