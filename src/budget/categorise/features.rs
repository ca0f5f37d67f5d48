//! What the statistical model sees of a text: its words, pairs of words and the beginnings, middles and ends of words.

use super::dictionary::Found;
use super::text::Text;

/// A feature is a hash of this many bits; two that share one are one to the model.
pub const BITS: u32 = 16;

/// Words beyond this many add nothing.
const MOST_WORDS: usize = 12;
/// Parts of words have this many letters, an edge counting as one.
const PARTS: std::ops::RangeInclusive<usize> = 3..=6;

/// The features of a text, without repetition. `out`: money goes out. Empty where no word is left that says anything.
#[must_use]
pub fn features(text: &Text, found: &Found, out: bool) -> Vec<u32> {
    let core = (0..text.len()).filter(|at| found.is_core(text, *at)).map(|at| text.token(at));
    let core: Vec<&str> = core.filter(|word| can_be_said(word)).take(MOST_WORDS).collect();
    if core.is_empty() {
        return Vec::new();
    }
    let mut all = Vec::with_capacity(64);
    all.push(hash(if out { "out" } else { "in" }, ""));
    let mut padded = Vec::with_capacity(24);
    for (at, word) in core.iter().enumerate() {
        all.push(hash("w", word));
        if let Some(next) = core.get(at.saturating_add(1)) {
            all.push(hash(word, next));
        }
        padded.clear();
        padded.push(b'<');
        padded.extend(word.bytes().take(24));
        padded.push(b'>');
        parts(&padded, &mut all);
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Letters without a vowel are an abbreviation, of which a likeness says nothing; other alphabets and
/// what is longer than words are were never learned.
fn can_be_said(word: &str) -> bool {
    const LONGEST: usize = 30;
    word.is_ascii() && word.len() <= LONGEST && word.contains(['A', 'E', 'I', 'O', 'U', 'Y'])
}

fn parts(word: &[u8], all: &mut Vec<u32>) {
    for start in 0..word.len() {
        let mut state = SEED;
        for (length, byte) in (1..).zip(word.iter().skip(start).take(*PARTS.end())) {
            state = step(state, *byte);
            if length >= *PARTS.start() {
                all.push(finish(state));
            }
        }
    }
}

/// Where a hash begins.
pub(super) const SEED: u32 = 0x811c_9dc5;

/// FNV-1a: a hash that anyone can compute again, the same everywhere.
pub(super) fn step(state: u32, byte: u8) -> u32 {
    (state ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// Spreads a hash over all of its bits.
pub(super) fn mixed(state: u32) -> u32 {
    let mixed = (state ^ (state >> 15)).wrapping_mul(0x2c1b_3c6d);
    mixed ^ (mixed >> 13)
}

/// The hash of a key of the dictionary: a folded text without gaps.
#[must_use]
pub fn key_hash(key: &str) -> u32 {
    mixed(key.bytes().fold(SEED, step))
}

fn finish(state: u32) -> u32 {
    mixed(state) >> (32 - BITS)
}

fn hash(kind: &str, text: &str) -> u32 {
    finish(kind.bytes().chain([b' ']).chain(text.bytes()).fold(SEED, step))
}
