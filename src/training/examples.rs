//! What the model learns from: names whose category is known, written as banks write them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use budget::Category;
use budget::categoriser::{Found, Text, features};

use crate::lists::{self, Region};
use crate::random::Random;

/// One text, what it is, and how much it counts.
pub(crate) struct Example {
    pub(crate) features: Vec<u32>,
    pub(crate) class: usize,
    pub(crate) weight: f64,
}

/// How often each trader's pattern is filled in.
const FILLED: usize = 14;

/// How statements name the people that one pays.
const PEOPLE: [&str; 6] = [
    "{first} {surname}",
    "{surname} {first}",
    "MR {first} {surname}",
    "MISS {surname}",
    "MRS {first} {surname}",
    "{first} {first} {surname}",
];

/// All examples, without published statements where `blind`, in an order that is the same every time.
pub(crate) fn all(root: &Path, blind: bool) -> Result<Vec<Example>> {
    let mut random = Random(2026);
    let mut texts: Vec<(String, Category, f64)> = Vec::new();
    for brand in [
        lists::supplement(root, "uk.tsv", Region::Curated)?,
        lists::supplement(root, "eu.tsv", Region::CuratedEurope)?,
        lists::brands(root)?,
    ]
    .concat()
    {
        let weight = match brand.region {
            Region::Curated | Region::Britain => 1.0,
            Region::CuratedEurope => 0.8,
            Region::Europe | Region::World => 0.6,
            Region::English => 0.8,
        };
        for name in std::iter::once(&brand.name).chain(&brand.aliases) {
            texts.push((name.trim_start_matches('!').to_owned(), brand.category, weight));
        }
    }
    let words = lists::words(root)?;
    for (category, language, pattern) in lists::trades(root)? {
        let times = if pattern.contains('{') { FILLED } else { 6 };
        for _ in 0..times {
            texts.push((filled(&pattern, &language, &words, &mut random)?, category, 0.5));
        }
    }
    for pattern in PEOPLE {
        for _ in 0..FILLED * 8 {
            texts.push((filled(pattern, "en", &words, &mut random)?, Category::Transfers, 0.5));
        }
    }
    let towns = &words[&("en".to_owned(), "town".to_owned())];
    let mut examples = Vec::new();
    for (text, category, weight) in texts {
        examples.extend(example(&text, category, weight));
        examples.extend(example(&as_printed(&text, towns, &mut random), category, weight * 0.7));
    }
    for (text, category) in if blind { Vec::new() } else { statements(root)? } {
        examples.extend(example(&text, category, 0.7));
    }
    random.shuffle(&mut examples);
    Ok(examples)
}

fn example(text: &str, category: Category, weight: f64) -> Option<Example> {
    let text = Text::of(text);
    let found = Found::of(&text);
    let out = !matches!(category, Category::Income);
    let features = features(&text, &found, out);
    let class = Category::ALL.iter().position(|known| *known == category)?;
    (!features.is_empty() && category != Category::Other).then_some(Example { features, class, weight })
}

fn filled(
    pattern: &str,
    language: &str,
    words: &BTreeMap<(String, String), Vec<String>>,
    random: &mut Random,
) -> Result<String> {
    let mut text = pattern.to_owned();
    for kind in ["surname", "first", "town", "word"] {
        let mark = format!("{{{kind}}}");
        while text.contains(&mark) {
            let values = words.get(&(language.to_owned(), kind.to_owned()));
            let values = values.or_else(|| words.get(&("en".to_owned(), kind.to_owned())));
            let value = random.pick(values.with_context(|| format!("{pattern}: no words for {{{kind}}}"))?);
            text = text.replacen(&mark, value, 1);
        }
    }
    Ok(text)
}

/// A name as a card statement prints it: a town behind it, cut off, words run together, letters lost.
fn as_printed(name: &str, towns: &[String], random: &mut Random) -> String {
    let mut text = name.to_uppercase();
    if random.once_in(3) {
        text = format!("{text} {}", random.pick(towns));
    }
    if random.once_in(6) {
        text = text.replacen(' ', "", 1);
    }
    let length = *random.pick(&[18, 22, 25, 40]);
    text.chars().take(length).collect()
}

/// Statements that a council published under the Open Government Licence.
fn statements(root: &Path) -> Result<Vec<(String, Category)>> {
    let rows = lists::rows(&root.join("data/statements.tsv"))?;
    let row = |row: &Vec<String>| Some((row.get(1)?.clone(), row.first()?.parse().ok()?));
    Ok(rows.iter().filter_map(row).collect())
}
