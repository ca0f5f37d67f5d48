//! How right the categoriser is on labelled rows, layer by layer.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use budget::categoriser::{Found, Text, best, features, scores, sure_of};
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

/// How right one layer is.
#[derive(Default)]
struct Tally {
    rows: usize,
    right: usize,
    kept: usize,
    /// Some rows accept `other` as well: that is right, and no answer.
    kept_right: usize,
    /// By category: how often rightly said, how many rows are of it, how often said.
    classes: BTreeMap<String, (usize, usize, usize)>,
}

impl Tally {
    fn add(&mut self, row: &Row, said: Category) {
        let right = row.accepts(said);
        self.rows += 1;
        self.right += usize::from(right);
        self.kept += usize::from(said != Category::Other);
        self.kept_right += usize::from(right && said != Category::Other);
        self.classes.entry(row.label.clone()).or_default().1 += 1;
        let counted = if right { row.label.as_str() } else { said.id() };
        let counts = self.classes.entry(counted.to_owned()).or_default();
        counts.2 += 1;
        counts.0 += usize::from(right);
    }

    fn f1(&self) -> Vec<(&str, f64, usize)> {
        let named = self.classes.iter().filter(|(name, (_, all, _))| name.as_str() != "other" && *all > 0);
        named.map(|(name, (right, all, said))| (name.as_str(), share(2 * right, all + said), *all)).collect()
    }

    fn print(&self, layer: &str) {
        let f1 = self.f1();
        println!(
            "{layer:38} {:6} rows, right {:.3}, coverage {:.3}, precision {:.3}, macro-F1 {:.3}",
            self.rows,
            share(self.right, self.rows),
            share(self.kept, self.rows),
            share(self.kept_right, self.kept),
            f1.iter().map(|(_, f1, _)| f1).sum::<f64>() / f1.len().max(1) as f64,
        );
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

pub(crate) fn print(files: &[&str]) -> Result<()> {
    crate::speed::print_first();
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
    let mut margins: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
    let mut misses: BTreeMap<(&str, String, String), usize> = BTreeMap::new();
    let hint = BankHint::default();
    for row in rows {
        let Some(line) = row.evidence(&hint) else { continue };
        let decision = categorise(&line);
        let text = Text::of(line.description);
        let found = Found::of(&text);
        let silent = decision.decided_by != DecidedBy::Dictionary;
        let brand = found.brand(&text).is_some_and(|brand| brand.entry.brand() == Some(decision.category));
        let only = |said: bool| if said { decision.category } else { Category::Other };
        let mut add = |layer, said| layers.entry(layer).or_default().add(row, said);
        add("all", decision.category);
        add("structure and dictionary alone", only(!silent));
        add("structure alone", only(!silent && !brand));
        add("dictionary alone", only(!silent && brand));
        let guess = best(&scores(&features(&text, &found, line.amount.is_negative())));
        if let Some((category, margin)) = guess {
            let kept = if sure_of(margin).is_some() { category } else { Category::Other };
            add("model alone", kept);
            add("model alone, never abstaining", category);
            if silent {
                add("model where the others are silent", kept);
                let bin = margins.entry(margin / 24).or_default();
                bin.0 += 1;
                bin.1 += usize::from(row.accepts(category));
            }
        }
        if !row.accepts(decision.category) {
            let cause = format!("{:?}:{}", decision.decided_by, decision.merchant.unwrap_or_default());
            let what = format!("{} not {}", row.label, decision.category);
            *misses.entry((&row.description, what, cause)).or_default() += 1;
        }
    }
    println!("## {source}");
    for (layer, tally) in &layers {
        tally.print(layer);
    }
    for (name, f1, rows) in layers.get("all").map(Tally::f1).unwrap_or_default() {
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
