//! Why, in words: which list knows a merchant, and which word of a text the model went by.

use super::dictionary::Found;
use super::features::features;
use super::model;
use super::text::Text;
use super::{Decision, Evidence};
use crate::category::Category;
use crate::transaction::DecidedBy;

/// The reason for a decision about a line. `None` where its kind says it all.
pub(crate) fn reason(line: &Evidence<'_>, decision: &Decision) -> Option<String> {
    let text = Text::of(line.description);
    let found = Found::of(&text);
    let name = decision.category.name();
    match (decision.decided_by, &decision.merchant) {
        (DecidedBy::Dictionary, Some(merchant)) => {
            let brand = found.brand(&text)?;
            let list = if brand.entry.is_openstreetmap() { "OpenStreetMap's brands" } else { "openpurse's list" };
            (brand.entry.brand() == Some(decision.category)).then(|| format!("{merchant} is known: {name} ({list})."))
        }
        (DecidedBy::Model, _) => {
            let word = telling_word(&text, &found, line.amount.is_negative(), decision.category)?;
            Some(format!("It looks like {name}: {word}."))
        }
        _ => None,
    }
}

/// The word that speaks most for a category.
fn telling_word<'t>(text: &'t Text, found: &Found, out: bool, category: Category) -> Option<&'t str> {
    let class = Category::ALL.iter().position(|known| *known == category)?;
    let words = (0..text.len()).filter(|at| found.is_core(text, *at)).map(|at| text.token(at));
    let speaks = |word: &str| {
        let alone = Text::of(word);
        let features = features(&alone, &Found::default(), out);
        model::scores(&features).get(class).copied()
    };
    words.max_by_key(|word| speaks(word))
}
