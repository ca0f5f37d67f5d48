//! Whom a line pays, as corrections remember it: the same for all of its branches, dates and references.

use crate::categorise::{Evidence, Found, Text, merchant_name};

/// Behind these words stands what a payment was for, which changes.
const REFERENCES: [&str; 4] = ["REFERENCE", "REF", "MANDATE", "MOTIF"];

/// `out Tesco`, `in ACME HOLDINGS`: where money goes, and the brand or the words that are left of the text. `None` where
/// nothing is left.
pub(super) fn of(line: &Evidence<'_>) -> Option<String> {
    let text = Text::of(line.description);
    let found = Found::of(&text);
    let name = match found.brand(&text) {
        Some(brand) => merchant_name(&text, &brand),
        None => words(&text, &found).or_else(|| line.merchant_name.map(str::to_owned))?,
    };
    Some(format!("{} {name}", if line.amount.is_negative() { "out" } else { "in" }))
}

fn words(text: &Text, found: &Found) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    for at in 0..text.len() {
        if !words.is_empty() && REFERENCES.contains(&text.token(at)) {
            break;
        }
        if found.is_core(text, at) {
            words.push(text.token(at));
        }
    }
    if words.is_empty() {
        words = (0..text.len()).map(|at| text.token(at)).collect();
    }
    (!words.is_empty()).then(|| words.join(" "))
}
