//! The lists, as they stand in the files: tab-separated, `#` for comments.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use budget::Category;

/// Where the core keeps its curated lists.
pub(crate) fn curated(root: &Path) -> PathBuf {
    root.join("../budget/categorise/data")
}

/// The rows of a list, each cut at its tabs. A list that is not there is an error.
pub(crate) fn rows(path: &Path) -> Result<Vec<Vec<String>>> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    Ok(lines.map(|line| line.split('\t').map(|cell| cell.trim().to_owned()).collect()).collect())
}

/// A brand of a list.
#[derive(Debug, Clone)]
pub(crate) struct Brand {
    pub(crate) name: String,
    pub(crate) category: Category,
    pub(crate) region: Region,
    pub(crate) aliases: Vec<String>,
}

/// Where a brand is known from; the most trusted first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Region {
    Curated,
    Britain,
    CuratedEurope,
    Europe,
    World,
    English,
}

impl Region {
    /// Whether the list was written for this project.
    pub(crate) fn is_curated(self) -> bool {
        matches!(self, Self::Curated | Self::CuratedEurope)
    }

    /// The core's number for who says so.
    pub(crate) fn code(self) -> u16 {
        match self {
            Self::Curated | Self::CuratedEurope => 0,
            Self::Britain => 1,
            Self::Europe => 2,
            Self::World | Self::English => 3,
        }
    }
}

fn category(path: &Path, id: &str) -> Result<Category> {
    id.parse().map_err(|_| anyhow::anyhow!("{}: no category {id:?}", path.display()))
}

/// A curated list: name, category, aliases.
pub(crate) fn supplement(root: &Path, file: &str, region: Region) -> Result<Vec<Brand>> {
    let path = curated(root).join(file);
    rows(&path)?
        .into_iter()
        .map(|row| {
            let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
            let aliases =
                cell(2).split('|').map(str::trim).filter(|alias| !alias.is_empty()).map(str::to_owned).collect();
            let category = category(&path, &cell(1)).with_context(|| cell(0))?;
            Ok(Brand { name: cell(0), category, region, aliases })
        })
        .collect()
}

/// OpenStreetMap's brands: name, category, region, kind, other names.
pub(crate) fn brands(root: &Path) -> Result<Vec<Brand>> {
    let path = root.join("data/brands.tsv");
    rows(&path)?
        .into_iter()
        .map(|row| {
            let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
            let region = match cell(2).as_str() {
                "gb" => Region::Britain,
                "eu" => Region::Europe,
                "world" => Region::World,
                _ => Region::English,
            };
            let aliases = cell(4).split('|').filter(|alias| !alias.is_empty()).map(str::to_owned).collect();
            Ok(Brand { name: cell(0), category: category(&path, &cell(1))?, region, aliases })
        })
        .collect()
}

/// Phrases that decide by themselves: category, way (`in`, `out`, `any`), phrase.
pub(crate) fn structure(root: &Path) -> Result<Vec<(Category, String, String)>> {
    let mut all = Vec::new();
    for (file, phrase) in [("structure.tsv", 2), ("structure-eu.tsv", 3)] {
        let path = curated(root).join(file);
        for row in rows(&path)? {
            let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
            all.push((category(&path, &cell(0))?, cell(1), cell(phrase)));
        }
    }
    Ok(all)
}

/// What the traders of each category call themselves, with placeholders: category, language, pattern.
pub(crate) fn trades(root: &Path) -> Result<Vec<(Category, String, String)>> {
    let mut all = Vec::new();
    let english = curated(root).join("trades-en.tsv");
    for row in rows(&english)? {
        all.push((category(&english, &row[0])?, "en".to_owned(), row.get(1).cloned().unwrap_or_default()));
    }
    let others = curated(root).join("trades-eu.tsv");
    for row in rows(&others)? {
        let cell = |at: usize| row.get(at).cloned().unwrap_or_default();
        all.push((category(&others, &cell(0))?, cell(1), cell(2)));
    }
    Ok(all)
}

/// What placeholders stand for, by language and kind.
pub(crate) fn words(root: &Path) -> Result<BTreeMap<(String, String), Vec<String>>> {
    let mut all: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut add = |language: &str, kind: &str, value: &str| {
        all.entry((language.to_owned(), kind.to_owned())).or_default().push(value.to_owned());
    };
    for row in rows(&curated(root).join("words.tsv"))? {
        add("en", &row[0], row.get(1).map_or("", String::as_str));
    }
    for row in rows(&curated(root).join("towns.tsv"))? {
        add("en", "town", row[0].trim_start_matches('!'));
    }
    for row in rows(&curated(root).join("words-eu.tsv"))? {
        add(&row[1], &row[0], row.get(2).map_or("", String::as_str));
    }
    Ok(all)
}
