//! How right the categoriser is on labelled rows, layer by layer.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use budget::categoriser::{Found, Text, best, features, scores};
use budget::{AccountKind, BankHint, Category, DecidedBy, Evidence, categorise};
use serde::Deserialize;

#[derive(Deserialize)]
pub(crate) struct Row {
    pub(crate) id: String,
    source: String,
    pub(crate) description: String,
    pub(crate) amount: String,
    pub(crate) timestamp: String,
    pub(crate) label: String,
    #[serde(default)]
    label_alt: Vec<String>,
}

impl Row {
    pub(crate) fn category(&self) -> Result<Category> {
        self.label.parse().map_err(|_| anyhow::anyhow!("{}: no category {}", self.id, self.label))
    }

    /// What the bank says of it, as a ledger has it: nothing beyond its text.
    pub(crate) fn evidence<'a>(&'a self, hint: &'a BankHint) -> Option<Evidence<'a>> {
        let amount = self.amount.parse().ok()?;
        Some(Evidence { kind: AccountKind::Account, description: &self.description, merchant_name: None, amount, hint })
    }

    /// Whether the category is the row's, or one that its text cannot be told from.
    pub(crate) fn accepts(&self, category: Category) -> bool {
        category.id() == self.label || self.label_alt.iter().any(|label| label == category.id())
    }
}

#[derive(Default)]
struct Tally {
    rows: usize,
    right: usize,
    kept: usize,
    kept_right: usize,
}

pub(crate) fn print(files: &[&str]) -> Result<()> {
    for file in files {
        let text = std::fs::read_to_string(file).with_context(|| (*file).to_owned())?;
        let rows: Vec<Row> = text.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
        let sources: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.source.as_str()).collect();
        for source in sources {
            let own: Vec<&Row> = rows.iter().filter(|row| row.source == source && row.label != "other").collect();
            one(source, &own);
            crate::calibration::print(&own);
            crate::speed::print(&own);
            crate::learning::print(source, own)?;
        }
    }
    Ok(())
}

fn one(source: &str, rows: &[&Row]) {
    let mut layers: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut classes: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
    let mut margins: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
    let mut misses: BTreeMap<(String, String, String), usize> = BTreeMap::new();
    let hint = BankHint::default();
    for row in rows {
        let right = |category: Category| row.accepts(category);
        let Some(evidence) = row.evidence(&hint) else { continue };
        let decision = categorise(&evidence);
        let layer = match decision.decided_by {
            DecidedBy::Dictionary => "dictionary",
            DecidedBy::Model => "model",
            DecidedBy::Bank => "bank",
            _ => "nobody",
        };
        for name in ["all", layer] {
            let tally = layers.entry(name).or_default();
            tally.rows += 1;
            tally.right += usize::from(right(decision.category));
            tally.kept += usize::from(decision.category != Category::Other);
            tally.kept_right += usize::from(decision.category != Category::Other && right(decision.category));
        }
        let text = Text::of(&row.description);
        let found = Found::of(&text);
        let all = features(&text, &found, evidence.amount.is_negative());
        if let Some((category, margin)) = best(&scores(&all)) {
            let tally = layers.entry("model alone").or_default();
            tally.rows += 1;
            tally.right += usize::from(right(category));
            if layer != "dictionary" {
                let tally = layers.entry("model where the dictionary is silent").or_default();
                tally.rows += 1;
                tally.right += usize::from(right(category));
                let bin = margins.entry(margin / 24).or_default();
                bin.0 += 1;
                bin.1 += usize::from(right(category));
            }
        }
        let said = if right(decision.category) { row.label.as_str() } else { decision.category.id() };
        classes.entry(&row.label).or_default().1 += 1;
        classes.entry(said).or_default().2 += 1;
        if said == row.label {
            classes.entry(&row.label).or_default().0 += 1;
        } else {
            let cause = format!("{layer}:{}", decision.merchant.unwrap_or_default());
            *misses.entry((row.description.clone(), format!("{} not {said}", row.label), cause)).or_default() += 1;
        }
    }
    let per = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    println!("## {source}");
    for (layer, t) in &layers {
        println!(
            "{layer:38} {:6} rows, right {:.3}, coverage {:.3}, precision {:.3}",
            t.rows,
            per(t.right, t.rows),
            per(t.kept, t.rows),
            per(t.kept_right, t.kept)
        );
    }
    let f1 = |(right, all, said): &(usize, usize, usize)| per(2 * right, all + said);
    let named = classes.iter().filter(|(name, (_, all, _))| **name != "other" && *all > 0);
    let scores: Vec<(&str, f64, usize)> = named.map(|(name, counts)| (*name, f1(counts), counts.1)).collect();
    println!("macro-F1 {:.3}", scores.iter().map(|(_, f1, _)| f1).sum::<f64>() / scores.len().max(1) as f64);
    for (name, f1, rows) in scores {
        print!("{name} {f1:.2} ({rows}) ");
    }
    println!();
    for (bin, (all, right)) in margins {
        print!("{}:{right}/{all} ", bin * 24);
    }
    println!();
    if std::env::var_os("MISSES").is_some() {
        let mut misses: Vec<_> = misses.into_iter().collect();
        misses.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        for ((text, what, cause), times) in misses.iter().take(400) {
            println!("{times:4} {text:32} {what:34} {cause}");
        }
    }
}
