//! Names and phrases that are known: brands, the words that banks put around them, towns, and phrases that decide by themselves.
//!
//! All are in one table of hashes that `cargo xtask categoriser` makes and that is read where it lies in the program: the first
//! look-up adds up where its parts begin, in some microseconds. Keys are folded texts without gaps, so `B & Q`, `B&Q` and `BQ` are one.

use std::ops::Range;

use super::built::built;
use super::features::{SEED, mixed, step};
use super::table::Table;
use super::text::{Shape, Text};
use crate::category::Category;

/// The longest run of tokens that is looked up.
const LONGEST: usize = 6;

/// What the dictionary says of a key, packed in twelve bits.
///
/// ```text
/// bits 0-4   the category of a brand, or of what the phrase decides; 31 for neither
/// bit  5     the brand's name is a word as well: it counts only where it stands out
/// bits 6-7   who says so: 0 the curated list, 1 OpenStreetMap in the United Kingdom, or the curated list of a name that
///            people and places have, too, 2 OpenStreetMap in Europe, 3 elsewhere;
///            of a phrase that decides, where money goes: 0 either way, 1 out, 2 in
/// bit  8     a town
/// bit  9     words that banks put around a name
/// bit  10    the phrase decides by itself
/// bit  11    there is a name for people; without it the key itself is the name
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The twelve bits.
    pub bits: u16,
    /// Where its name stands in the names.
    name: Option<u16>,
}

impl Entry {
    /// The category of the brand of this name.
    #[must_use]
    pub fn brand(self) -> Option<Category> {
        if self.bits & (1 << 10) == 0 { self.category() } else { None }
    }

    /// Whether the name is an ordinary word as well.
    #[must_use]
    pub fn is_a_word(self) -> bool {
        self.bits & (1 << 5) != 0
    }

    /// Whether it comes from the curated list, rather than from OpenStreetMap.
    #[must_use]
    pub fn is_curated(self) -> bool {
        self.source() == 0
    }

    /// Whether it comes from OpenStreetMap. Words of the curated list share a number with it.
    #[must_use]
    pub fn is_openstreetmap(self) -> bool {
        self.source() >= 2 || (self.source() == 1 && !self.is_a_word())
    }

    /// Which list knows it: see the bits.
    #[must_use]
    pub fn source(self) -> u16 {
        (self.bits >> 6) & 3
    }

    /// Whether it is a town.
    #[must_use]
    pub fn is_town(self) -> bool {
        self.bits & (1 << 8) != 0
    }

    /// Whether it is what banks put around names.
    #[must_use]
    pub fn is_noise(self) -> bool {
        self.bits & (1 << 9) != 0
    }

    /// The category that the phrase decides where money goes that way.
    #[must_use]
    pub fn decides(self, out: bool) -> Option<Category> {
        let way = self.source();
        let fits = way == 0 || (way == 1) == out;
        if self.bits & (1 << 10) != 0 && fits { self.category() } else { None }
    }

    fn category(self) -> Option<Category> {
        Category::ALL.get(usize::from(self.bits & 31)).copied()
    }

    fn name(self) -> Option<&'static str> {
        let at = usize::from(self.name?);
        let start = at.checked_add(1)?;
        let end = start.checked_add(usize::from(*built().names.get(at)?))?;
        std::str::from_utf8(built().names.get(start..end)?).ok()
    }
}

/// A run of tokens that the dictionary knows.
#[derive(Debug, Clone, Copy)]
pub struct Match {
    /// Its first token.
    pub start: usize,
    /// The token behind its last.
    pub end: usize,
    /// How many bytes of the text it covers.
    pub length: usize,
    /// What is known.
    pub entry: Entry,
}

/// All that the dictionary finds in a text.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Every run that is known, by its start, the shortest first.
    matches: Vec<Match>,
    /// Tokens that are towns or what banks put around names, a bit for each.
    ignored: u64,
}

impl Found {
    /// Looks a text up.
    #[must_use]
    pub fn of(text: &Text) -> Self {
        let mut found = Self::default();
        for start in 0..text.len() {
            let (mut state, mut length) = (SEED, 0_usize);
            for at in start..text.len().min(start.saturating_add(LONGEST)) {
                let token = text.token(at);
                state = token.bytes().fold(state, step);
                length = length.saturating_add(token.len());
                if let Some(entry) = entry(mixed(state)) {
                    found.add(Match { start, end: at.saturating_add(1), length, entry });
                }
            }
        }
        found
    }

    fn add(&mut self, found: Match) {
        if found.entry.is_noise() || found.entry.is_town() {
            for at in found.start..found.end {
                self.ignored |= 1_u64.checked_shl(u32::try_from(at).unwrap_or(63)).unwrap_or_default();
            }
        }
        self.matches.push(found);
    }

    /// Whether the token is a town or one of the words that banks put around names.
    #[must_use]
    pub fn is_ignored(&self, at: usize) -> bool {
        u32::try_from(at).ok().and_then(|at| self.ignored.checked_shr(at)).is_some_and(|bits| bits & 1 != 0)
    }

    /// Whether the token is one that says what the payment was for.
    #[must_use]
    pub fn is_core(&self, text: &Text, at: usize) -> bool {
        text.shape(at) == Some(Shape::Word) && !self.is_ignored(at)
    }

    /// The brand that the text names: of those that do not overlap a longer one a curated one, and of those the first.
    /// `COSTA @ TESCO` is a Costa, `LLOYDS PHARMACY` no Lloyds.
    #[must_use]
    pub fn brand(&self, text: &Text) -> Option<Match> {
        let sure = |found: &&Match| {
            found.entry.brand().is_some() && (!found.entry.is_a_word() || self.stands_out(text, found))
        };
        let mut best: Option<Match> = None;
        let mut behind = 0;
        for found in self.matches.iter().filter(sure) {
            let longer = best.is_some_and(|best| found.start < best.end && found.length > best.length);
            let stronger = best.is_some_and(|best| found.entry.is_curated() && !best.entry.is_curated());
            if best.is_none() || longer || (stronger && found.start >= behind) {
                best = Some(*found);
                behind = found.end;
            }
        }
        best
    }

    /// The phrase that decides by itself.
    #[must_use]
    pub fn decisive(&self, out: bool) -> Option<(Match, Category)> {
        let deciding = self.matches.iter().filter_map(|found| Some((*found, found.entry.decides(out)?)));
        deciding.reduce(|best, next| if next.0.length > best.0.length { next } else { best })
    }

    /// Whether a name that is a word as well is meant as a name: where it is all that the text says, or, of names that only
    /// brands have in that place, the first or the last word. `SHELL YARDLEY WOOD` is a Shell, `PAUL SMITH` no Paul.
    fn stands_out(&self, text: &Text, found: &Match) -> bool {
        // More words than a branch and its town make a sentence.
        const MOST_OTHERS: usize = 3;
        match self.around(text, found) {
            (0, 0) => true,
            (0, others) | (others, 0) => others <= MOST_OTHERS && found.entry.is_curated() && !found.entry.is_noise(),
            _ => false,
        }
    }

    /// Whether a name is all that the text says.
    pub(super) fn stands_alone(&self, text: &Text, found: &Match) -> bool {
        self.around(text, found) == (0, 0)
    }

    /// How many words there are before and behind a name that say something.
    fn around(&self, text: &Text, found: &Match) -> (usize, usize) {
        let core = |at: &usize| self.is_core(text, *at);
        ((0..found.start).filter(core).count(), (found.end..text.len()).filter(core).count())
    }
}

/// What is known of the key with this hash. One in some thousand unknown words is taken for a known one by its hash.
fn entry(hash: u32) -> Option<Entry> {
    static TABLE: std::sync::OnceLock<Option<Table>> = std::sync::OnceLock::new();
    TABLE.get_or_init(|| Table::of(built())).as_ref()?.find(hash).map(|(bits, name)| Entry { bits, name })
}

/// The name for people of a match: the list's, else the statement's own words in title case.
#[must_use]
pub(crate) fn name(text: &Text, found: &Match) -> String {
    if let Some(name) = found.entry.name() {
        return name.to_owned();
    }
    titled(text, found.start..found.end)
}

/// Tokens in title case: what is shown of a name that the dictionary does not spell.
#[must_use]
pub fn titled(text: &Text, tokens: Range<usize>) -> String {
    tokens.map(|at| title(text.token(at))).collect::<Vec<_>>().join(" ")
}

/// `TESCO` as `Tesco`; short words without a vowel are abbreviations.
fn title(word: &str) -> String {
    let abbreviation = word.chars().count() <= 4 && !word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    if abbreviation {
        return word.to_owned();
    }
    let mut letters = word.chars();
    let first = letters.next();
    first.into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}
