//! Weights to the bytes that the core reads. See the core's `model.rs` for their layout.

use budget::categoriser::{BITS, BLOCK, CATEGORIES, LEVELS};

use crate::train::Weights;

/// How many weights may stay, so that the model is no larger than it may be.
const MOST: usize = 68_000;

pub(crate) fn quantised(weights: &Weights) -> Vec<u8> {
    let mut kept: Vec<(f64, usize, usize)> = Vec::new();
    for (feature, row) in weights.of.iter().enumerate() {
        for (class, weight) in row.iter().enumerate() {
            if *weight != 0.0 {
                kept.push((weight.abs(), feature, class));
            }
        }
    }
    println!("{} weights, the {} largest stay", kept.len(), kept.len().min(MOST));
    kept.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    kept.truncate(MOST);
    kept.sort_by_key(|(_, feature, class)| (*feature, *class));

    let mut out = Vec::new();
    for bias in weights.bias {
        out.extend(((bias * 64.0).round() as i16).to_le_bytes());
    }
    let features = 1_usize << BITS;
    let (mut starts, mut counts, mut packed) = (Vec::new(), vec![0_u8; features / 2], Vec::new());
    let mut rest = kept.as_slice();
    for feature in 0..features {
        if feature % BLOCK == 0 {
            starts.extend((packed.len() as u32).to_le_bytes());
        }
        let length = rest.iter().take_while(|(_, of, _)| *of == feature).count();
        let (own, more) = rest.split_at(length);
        rest = more;
        let own: Vec<_> = own.iter().take(15).collect();
        counts[feature / 2] |= (own.len() as u8) << (if feature % 2 == 0 { 0 } else { 4 });
        for (_, _, class) in own {
            packed.push((*class as u8) << 3 | level(weights.of[feature][*class]));
        }
    }
    assert!(CATEGORIES <= 32);
    out.extend(starts);
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
