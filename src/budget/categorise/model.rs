//! The statistical model: a weight for each feature and category, added up. It knows what names of a kind look like, and is
//! asked only about what the dictionary does not know.
//!
//! `cargo xtask categoriser` trains it; docs/model-card.md says from what, and how well it does.

use super::built::built;
use super::features::BITS;
use crate::category::Category;

/// The categories that the model tells apart: all but `other`, in the order of [`Category::ALL`].
pub const CATEGORIES: usize = 21;

/// What a stored weight's three bits stand for, in 64ths.
pub const LEVELS: [i32; 8] = [-96, -40, 28, 56, 92, 136, 192, 280];

/// How many features share one place in the index.
const BLOCK: usize = 64;

/// Sums for each category, in the order of [`Category::ALL`], over the square root of the number of features.
#[must_use]
pub fn scores(features: &[u32]) -> [i32; CATEGORIES] {
    let model = model();
    let mut sums = model.bias();
    let scale = scale(features.len());
    let mut added = [0_i32; CATEGORIES];
    for feature in features {
        for packed in model.weights(*feature) {
            let (class, level) = (usize::from(packed >> 3), usize::from(packed & 7));
            if let (Some(sum), Some(weight)) = (added.get_mut(class), LEVELS.get(level)) {
                *sum = sum.saturating_add(*weight);
            }
        }
    }
    for (sum, more) in sums.iter_mut().zip(added) {
        *sum = sum.saturating_add(more.saturating_mul(scale) >> 8);
    }
    sums
}

/// The best category and how far it leads the second, in 64ths of the score's unit.
#[must_use]
pub fn best(scores: &[i32; CATEGORIES]) -> Option<(Category, i32)> {
    let (at, top) = scores.iter().enumerate().max_by_key(|(at, score)| (**score, std::cmp::Reverse(*at)))?;
    let second = scores.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, score)| *score).max()?;
    Some((*Category::ALL.get(at)?, top.saturating_sub(second)))
}

/// The best category and how sure that is, in hundredths; `None` without features.
#[must_use]
pub(super) fn guess(features: &[u32]) -> Option<(Category, u8)> {
    if features.is_empty() {
        return None;
    }
    let (category, lead) = best(&scores(features))?;
    Some((category, sure_of(lead)?))
}

/// How often a lead like this is right, in hundredths.
pub(super) fn sure_of(lead: i32) -> Option<u8> {
    let at = CALIBRATION.partition_point(|(least, _)| *least <= lead);
    CALIBRATION.get(at.checked_sub(1)?).map(|(_, percent)| *percent)
}

/// From which lead on the model is right how often, in hundredths: measured on statements that it was not trained on, and made
/// monotonous (pool adjacent violators).
const CALIBRATION: &[(i32, u8)] = &[(0, 30), (24, 38), (48, 48), (144, 57), (192, 62), (216, 76), (480, 95)];

/// 256 times 4 over the square root of the number of features.
#[must_use]
pub fn scale(features: usize) -> i32 {
    let root = (features.max(1) << 8).isqrt().max(1);
    i32::try_from(256_usize.saturating_mul(64) / root).unwrap_or(i32::MAX)
}

/// The built bytes: a bias for each category (i16), then for each feature how many weights it has (four bits), then the
/// weights (five bits of category, three of level).
struct Model<'a> {
    bias: &'a [u8],
    counts: &'a [u8],
    weights: &'a [u8],
    /// For each block of features where its weights begin: added up once, in some microseconds.
    starts: Vec<usize>,
}

fn model() -> &'static Model<'static> {
    static MODEL: std::sync::OnceLock<Model<'static>> = std::sync::OnceLock::new();
    MODEL.get_or_init(|| Model::of(built().model))
}

impl<'a> Model<'a> {
    fn of(built: &'a [u8]) -> Self {
        let (bias, rest) = built.split_at_checked(CATEGORIES * 2).unwrap_or_default();
        let (counts, weights) = rest.split_at_checked((1_usize << BITS) / 2).unwrap_or_default();
        let mut next = 0_usize;
        let starts = counts.chunks(BLOCK / 2).map(|block| {
            let start = next;
            let own = block.iter().map(|two| usize::from(two & 15).saturating_add(usize::from(two >> 4)));
            next = next.saturating_add(own.sum());
            start
        });
        Self { bias, counts, weights, starts: starts.collect() }
    }

    fn bias(&self) -> [i32; CATEGORIES] {
        let mut bias = [0; CATEGORIES];
        let (pairs, _) = self.bias.as_chunks::<2>();
        for (sum, pair) in bias.iter_mut().zip(pairs) {
            *sum = i32::from(i16::from_le_bytes(*pair));
        }
        bias
    }

    fn count(&self, feature: usize) -> usize {
        let byte = self.counts.get(feature / 2).copied().unwrap_or_default();
        usize::from(if feature.is_multiple_of(2) { byte & 15 } else { byte >> 4 })
    }

    fn weights(&self, feature: u32) -> &'a [u8] {
        let Ok(feature) = usize::try_from(feature) else { return &[] };
        let count = self.count(feature);
        if count == 0 {
            return &[];
        }
        let start = self.starts.get(feature / BLOCK).copied().unwrap_or(usize::MAX);
        let before: usize = (feature / BLOCK * BLOCK..feature).map(|other| self.count(other)).sum();
        let from = start.saturating_add(before);
        self.weights.get(from..from.saturating_add(count)).unwrap_or_default()
    }
}
