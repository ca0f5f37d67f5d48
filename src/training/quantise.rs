//! Weights to the bytes that the core reads. See the core's `model.rs` for their layout.

use budget::categoriser::{BITS, LEVELS};

use crate::train::Weights;

/// How many weights may stay, so that the model is no larger than it may be.
const MOST: usize = 42_000;

/// For each feature a bit for each category whose weight is among the largest.
pub(crate) fn largest(weights: &Weights) -> Vec<u32> {
    let mut all: Vec<(f64, usize, usize)> = Vec::new();
    for (feature, row) in weights.of.iter().enumerate() {
        let some = row.iter().enumerate().filter(|(_, weight)| **weight != 0.0);
        all.extend(some.map(|(class, weight)| (weight.abs(), feature, class)));
    }
    println!("{} weights, the {} largest stay", all.len(), all.len().min(MOST));
    all.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let mut kept = vec![0_u32; weights.of.len()];
    for (_, feature, class) in all.iter().take(MOST) {
        // Four bits count a feature's weights.
        if kept[*feature].count_ones() < 15 {
            kept[*feature] |= 1 << class;
        }
    }
    kept
}

pub(crate) fn quantised(weights: &Weights) -> Vec<u8> {
    let mut out = Vec::new();
    for bias in weights.bias {
        out.extend(((bias * 64.0).round() as i16).to_le_bytes());
    }
    let features = 1_usize << BITS;
    let (mut counts, mut packed) = (vec![0_u8; features / 2], Vec::new());
    for (feature, row) in weights.of.iter().enumerate() {
        let own: Vec<u8> = (0_u8..)
            .zip(row)
            .filter(|(_, weight)| **weight != 0.0)
            .map(|(class, weight)| class << 3 | level(*weight))
            .collect();
        counts[feature / 2] |= (own.len() as u8) << (if feature % 2 == 0 { 0 } else { 4 });
        packed.extend(own);
    }
    out.extend(counts);
    out.extend(packed);
    out
}

/// The nearest of the levels.
fn level(weight: f64) -> u8 {
    let distance = |level: &i32| (f64::from(*level) / 64.0 - weight).abs();
    let nearest = LEVELS.iter().enumerate().min_by(|a, b| distance(a.1).total_cmp(&distance(b.1)));
    nearest.map_or(0, |(at, _)| at as u8)
}
