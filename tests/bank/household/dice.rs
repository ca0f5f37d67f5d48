//! Repeatable randomness. Every habit rolls its own dice for every day, seeded by (seed, label, date), so that a day
//! looks the same whatever "today" is: tomorrow's household has yesterday's transactions, with the same ids.

use chrono::NaiveDate;
use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng, SeedableRng};
use sha2::{Digest, Sha256};

/// A stream of random numbers that depends on its seed, label and date only.
pub(crate) struct Dice(Xoshiro256PlusPlus);

impl Dice {
    pub(crate) fn new(seed: u64, label: &str, date: NaiveDate) -> Self {
        Self::from_digest(digest(seed, &[label, &date.to_string()]))
    }

    pub(crate) fn from_digest(digest: [u8; 32]) -> Self {
        Self(Xoshiro256PlusPlus::from_seed(digest))
    }

    /// A number from `low` to `high`, both included; `low` when the range is empty.
    pub(crate) fn range(&mut self, low: i64, high: i64) -> i64 {
        let span = high.saturating_sub(low).saturating_add(1).max(1).unsigned_abs();
        low.saturating_add_unsigned(self.0.next_u64() % span)
    }

    /// True once in `n` rolls, on average.
    pub(crate) fn one_in(&mut self, n: i64) -> bool {
        self.range(1, n) == 1
    }

    /// One of the items, each as likely.
    pub(crate) fn pick<T: Copy, const N: usize>(&mut self, items: [T; N]) -> T {
        const { assert!(N > 0) };
        let index = usize::try_from(self.range(0, N as i64 - 1)).unwrap_or(0);
        #[expect(clippy::indexing_slicing, reason = "the index was drawn from 0..N")]
        items[index]
    }
}

/// A stable identifier in hexadecimal, `length` characters of at most 64.
pub(crate) fn stable_id(seed: u64, parts: &[&str], length: usize) -> String {
    hex(&digest(seed, parts)).chars().take(length).collect()
}

/// Bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

/// A hash of the seed and the parts, in which `["a", "b"]` and `["ab"]` differ.
pub(crate) fn digest(seed: u64, parts: &[&str]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(seed.to_le_bytes());
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().into()
}
