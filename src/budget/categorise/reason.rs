//! Why: which list knows a merchant, and which word of a text the model went by.

use super::dictionary::Found;
use super::features::features;
use super::model;
use super::text::Text;
use super::{Decision, Evidence};
use crate::category::Category;
use crate::reason::{BrandList, Reason};
use crate::transaction::DecidedBy;

/// The reason for a decision about a line. `None` where its kind says it all.
pub(crate) fn reason(line: &Evidence<'_>, decision: &Decision) -> Option<Reason> {
    let text = Text::of(line.description);
    let found = Found::of(&text);
    let category = decision.category;
    match (decision.decided_by, &decision.merchant) {
        (DecidedBy::Dictionary, Some(merchant)) => {
            let brand = found.brand(&text)?;
            let list = if brand.entry.is_openstreetmap() { BrandList::OpenStreetMap } else { BrandList::Openpurse };
            let knows = brand.entry.brand() == Some(category);
            knows.then(|| Reason::Merchant { name: merchant.clone(), category, list: Some(list) })
        }
        (DecidedBy::Model, _) => {
            let word = telling_word(&text, &found, line.amount.is_negative(), category)?;
            Some(Reason::LooksLike { category, word: word.to_owned() })
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
