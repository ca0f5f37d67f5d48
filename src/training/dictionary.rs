//! The lists to the table that the core reads. See the core's `dictionary.rs` for what its bits mean.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{Context, Result, ensure};
use budget::Category;
use budget::categoriser::{BUCKETS, Found, KINDS, NAMED, Text, best, features, key_hash, scores, titled};

use crate::lists::{self, Brand, Region};

/// What is known of one key.
#[derive(Default, Clone)]
struct Known {
    brand: Option<(Region, Category, bool, String)>,
    town: bool,
    noise: bool,
    decides: Option<(Category, String)>,
}

/// Writes dictionary.bin and names.bin.
pub(crate) fn build(root: &Path, built: &Path) -> Result<()> {
    let ordinary = ordinary(root)?;
    write(built, &keys(root, &ordinary)?, &ordinary)
}

/// Writes them again, without the names of the continent that the model knows as well.
pub(crate) fn prune(root: &Path, built: &Path) -> Result<()> {
    crate::use_made(built)?;
    let ordinary = ordinary(root)?;
    let mut keys = keys(root, &ordinary)?;
    keys.retain(|_, known| !known_to_the_model(known));
    write(built, &keys, &ordinary)
}

fn keys(root: &Path, ordinary: &BTreeSet<String>) -> Result<BTreeMap<String, Known>> {
    let mut keys: BTreeMap<String, Known> = BTreeMap::new();
    for row in lists::rows(&lists::curated(root).join("towns.tsv"))? {
        if !row[0].starts_with('!') {
            keys.entry(key(&row[0])).or_default().town = true;
        }
    }
    for ((language, kind), words) in lists::words(root)? {
        if kind == "town" && language != "en" {
            for town in words {
                keys.entry(key(&town)).or_default().town = true;
            }
        }
    }
    for (file, cell) in [("noise.tsv", 0), ("noise-eu.tsv", 1)] {
        for row in lists::rows(&lists::curated(root).join(file))? {
            keys.entry(key(&row[cell])).or_default().noise = true;
        }
    }
    for (category, way, phrase) in lists::structure(root)? {
        for cut in cut_phrase(&phrase) {
            keys.entry(key(&cut)).or_default().decides.get_or_insert((category, way.clone()));
        }
        keys.entry(key(&phrase)).or_default().decides = Some((category, way));
    }
    let mut all = lists::supplement(root, "uk.tsv", Region::Curated)?;
    all.extend(lists::supplement(root, "eu.tsv", Region::CuratedEurope)?);
    all.extend(lists::brands(root)?.into_iter().filter(|brand| brand.region != Region::English));
    for brand in &all {
        add(&mut keys, brand, ordinary);
    }
    // What is digits alone is a date or a store's number, whoever else is called so.
    keys.retain(|key, _| key.contains(|c: char| !c.is_ascii_digit()));
    Ok(keys)
}

fn key(text: &str) -> String {
    let text = Text::of(text);
    (0..text.len()).map(|at| text.token(at)).collect()
}

/// Words that are no sure sign of a brand: names of people and towns, and what traders call themselves.
fn ordinary(root: &Path) -> Result<BTreeSet<String>> {
    let words = lists::words(root)?.into_values().flatten().map(|word| key(&word));
    let trades = lists::trades(root)?;
    let phrases = trades.iter().flat_map(|(.., phrase)| phrase.split_whitespace()).filter(|word| !word.contains('{'));
    let towns = lists::rows(&lists::curated(root).join("towns.tsv"))?;
    let towns = towns.iter().map(|row| key(row[0].trim_start_matches('!'))).collect::<Vec<_>>();
    Ok(words.chain(phrases.map(key)).chain(towns).collect())
}

fn add(keys: &mut BTreeMap<String, Known>, brand: &Brand, ordinary: &BTreeSet<String>) {
    let curated = brand.region.is_curated();
    let names: Vec<String> = std::iter::once(&brand.name).chain(&brand.aliases).cloned().collect();
    let cut = names.iter().filter(|_| brand.region <= Region::Britain).flat_map(|name| cut(name)).collect::<Vec<_>>();
    for name in names.iter().chain(&cut) {
        let (plain, marked) = name.strip_prefix('!').map_or((name.as_str(), false), |rest| (rest, true));
        let text = Text::of(plain);
        let key = key(plain);
        // OpenStreetMap has thousands of names that are words; the curated list marks its own.
        let weak = !curated && (key.len() <= 4 || ordinary.contains(&key) || (text.len() == 1 && key.len() <= 5));
        if key.len() < 2 {
            continue;
        }
        let known = keys.entry(key).or_default();
        let better = known.brand.as_ref().is_none_or(|(region, ..)| brand.region < *region);
        if better {
            let name = brand.name.trim_start_matches('!').to_owned();
            known.brand = Some((brand.region, brand.category, marked || weak, name));
        }
    }
}

/// A name that is cut off where statements are: their lines have 18, 22 or 25 characters.
fn cut(name: &str) -> impl Iterator<Item = String> {
    [18, 22, 25]
        .into_iter()
        .filter(|length| name.chars().count() > *length)
        .map(|length| name.chars().take(length).collect())
}

/// Whether the model takes a brand for what it is, and leads by so much that a few more words will not change that.
fn known_to_the_model(known: &Known) -> bool {
    const LEAD: i32 = 112;
    // What stands behind names on statements.
    const BEHIND: [&str; 4] = ["", " CENTRO", " 4711 NORD", " LA DEFENSE"];
    let Some((region, category, _, name)) = &known.brand else { return false };
    if *region <= Region::Britain || known.town || known.noise || known.decides.is_some() {
        return false;
    }
    BEHIND.iter().all(|behind| {
        let text = Text::of(&format!("{name}{behind}"));
        let guess = best(&scores(&features(&text, &Found::of(&text), true)));
        guess.is_some_and(|(guess, lead)| guess == *category && lead >= LEAD)
    })
}

/// A phrase whose last word is cut off, as long as enough of it is left: `SERVICE STATIO`, `SERVICE S`.
fn cut_phrase(phrase: &str) -> impl Iterator<Item = String> {
    let first = phrase.rfind(' ').map_or(phrase.len(), |gap| gap + 2);
    (first.max(9)..phrase.len()).filter_map(|length| phrase.get(..length).map(str::to_owned))
}

fn write(built: &Path, keys: &BTreeMap<String, Known>, ordinary: &BTreeSet<String>) -> Result<()> {
    let mut names: Vec<u8> = Vec::new();
    let mut numbers: BTreeMap<&str, u16> = BTreeMap::new();
    let mut entries: BTreeMap<u32, (u16, Option<u16>)> = BTreeMap::new();
    let mut taken: BTreeMap<u32, &str> = BTreeMap::new();
    for (key, known) in keys {
        let mut bits = 31 | u16::from(known.town) << 8 | u16::from(known.noise) << 9;
        let mut number = None;
        if let Some((category, way)) = &known.decides {
            let way = match way.as_str() {
                "out" => 1,
                "in" => 2,
                _ => 0,
            };
            bits = (bits & !31) | code(*category) | way << 6 | 1 << 10;
        } else if let Some((region, category, alone, name)) = &known.brand {
            bits =
                (bits & !31) | code(*category) | u16::from(*alone) << 5 | source(*region, key, *alone, ordinary) << 6;
            if needs_a_name(key, name) && *region <= Region::Britain {
                let next = u16::try_from(numbers.len()).context("more names than two bytes can count")?;
                number = Some(*numbers.entry(name).or_insert_with(|| {
                    names.push(name.len().min(255) as u8);
                    names.extend(name.bytes().take(255));
                    next
                }));
                bits |= NAMED;
            }
        }
        let hash = key_hash(key) & !15;
        if let Some(other) = taken.insert(hash, key) {
            println!("{key} and {other} have the same hash: {other} is left out");
        }
        entries.insert(hash, (bits, number));
    }
    ensure!(names.len() <= usize::from(u16::MAX), "names take {} bytes: two bytes say where one stands", names.len());
    let bytes = table(&entries)?;
    println!("{} keys: {} bytes; {} names: {} bytes", keys.len(), bytes.len(), numbers.len(), names.len());
    std::fs::create_dir_all(built)?;
    std::fs::write(built.join("dictionary.bin"), bytes)?;
    std::fs::write(built.join("names.bin"), names)?;
    Ok(())
}

/// Who says so. A word of the curated list that people and places have in their names, too, must be all that a text says.
fn source(region: Region, key: &str, a_word: bool, ordinary: &BTreeSet<String>) -> u16 {
    match region.code() {
        0 if a_word && ordinary.contains(key) => 1,
        code => code,
    }
}

/// The layout is the core's: how many entries each bucket has, the steps of their hashes, their kinds, the numbers of their names.
fn table(entries: &BTreeMap<u32, (u16, Option<u16>)>) -> Result<Vec<u8>> {
    let kinds: BTreeSet<u16> = entries.values().map(|(bits, _)| *bits).collect();
    let kinds: Vec<u16> = kinds.into_iter().collect();
    ensure!(kinds.len() <= KINDS, "{} kinds of entries, one byte counts {KINDS}", kinds.len());
    ensure!(entries.len() <= usize::from(u16::MAX), "{} keys, two bytes count fewer", entries.len());
    let mut bytes: Vec<u8> = kinds.iter().flat_map(|bits| bits.to_le_bytes()).collect();
    bytes.resize(KINDS * 2, 0);
    let mut counts = vec![0_u8; BUCKETS];
    for hash in entries.keys() {
        let count = &mut counts[(hash >> 20) as usize];
        *count = count.checked_add(1).context("more keys in a bucket than one byte can count")?;
    }
    bytes.extend(counts);
    let mut before = (0, 0);
    let steps = entries.keys().map(|hash| {
        let (bucket, own) = (hash >> 20, (hash >> 4) as u16);
        let step = if bucket == before.0 { own - before.1 } else { own };
        before = (bucket, own);
        step
    });
    bytes.extend(halves(&steps.collect::<Vec<_>>()));
    for (bits, _) in entries.values() {
        bytes.push(kinds.binary_search(bits).unwrap_or_default() as u8);
    }
    bytes.extend(halves(&entries.values().filter_map(|(_, number)| *number).collect::<Vec<_>>()));
    Ok(bytes)
}

/// The upper bytes of all, then the lower ones.
fn halves(numbers: &[u16]) -> impl Iterator<Item = u8> {
    let upper = numbers.iter().map(|number| (number >> 8) as u8);
    upper.chain(numbers.iter().map(|number| *number as u8))
}

/// Whether the words in title case would not read as the name. A statement may print the key with other gaps, so the key of
/// two words needs one, too, unless its name has the same.
fn needs_a_name(key: &str, name: &str) -> bool {
    let text = Text::of(name);
    key != self::key(name) || titled(&text, 0..text.len()) != name
}

fn code(category: Category) -> u16 {
    Category::ALL.iter().position(|known| *known == category).map_or(31, |at| at as u16)
}
