//! Multinomial logistic regression with an L1 penalty, by AdaGrad; few weights stay, and those are quantised.

use std::path::Path;

use anyhow::Result;
use budget::categoriser::{BITS, CATEGORIES};

use crate::examples::{self, Example};
use crate::quantise;

const EPOCHS: usize = 14;
const REFIT_EPOCHS: usize = 6;
const RATE: f64 = 0.35;
/// The larger, the fewer weights stay.
const PENALTY: f64 = 0.000_2;

/// A weight for each feature and category, and one for each category alone.
pub(crate) struct Weights {
    /// By feature, then category.
    pub(crate) of: Vec<[f64; CATEGORIES]>,
    pub(crate) bias: [f64; CATEGORIES],
}

/// Trains and writes model.bin; `blind` to the published statements, on which it can be measured then.
pub(crate) fn build(root: &Path, built: &Path, blind: bool) -> Result<()> {
    crate::use_made(built)?;
    let examples = examples::all(root, blind)?;
    println!("{} examples", examples.len());
    let mut weights = Weights::none();
    train(&mut weights, &examples, EPOCHS, PENALTY, |_, _| true);
    let kept = quantise::largest(&weights);
    // What the penalty shrank may grow again, now that it is known what stays.
    weights.keep(&kept);
    train(&mut weights, &examples, REFIT_EPOCHS, 0.0, |feature, class| kept[feature] & (1 << class) != 0);
    let bytes = quantise::quantised(&weights);
    std::fs::write(built.join("model.bin"), &bytes)?;
    println!("model: {} bytes", bytes.len());
    Ok(())
}

impl Weights {
    fn none() -> Self {
        Self { of: vec![[0.0; CATEGORIES]; 1 << BITS], bias: [0.0; CATEGORIES] }
    }

    /// Forgets all weights but those of the categories whose bits are set.
    fn keep(&mut self, kept: &[u32]) {
        for (row, kept) in self.of.iter_mut().zip(kept) {
            for (class, weight) in row.iter_mut().enumerate() {
                if kept & (1 << class) == 0 {
                    *weight = 0.0;
                }
            }
        }
    }
}

/// Goes through the examples that often, changing only the weights that `may` change.
fn train(weights: &mut Weights, examples: &[Example], epochs: usize, penalty: f64, may: impl Fn(usize, usize) -> bool) {
    let size = 1_usize << BITS;
    let mut squares = vec![[1e-6_f64; CATEGORIES]; size];
    let mut bias_squares = [1e-6_f64; CATEGORIES];
    for _ in 0..epochs {
        for example in examples {
            let scale = 4.0 / (example.features.len() as f64).sqrt();
            let errors = errors(weights, example, scale);
            for (class, error) in errors.iter().enumerate() {
                let step = error * example.weight;
                bias_squares[class] += step * step;
                weights.bias[class] -= 0.1 * RATE * step / bias_squares[class].sqrt();
            }
            for feature in &example.features {
                let at = *feature as usize;
                for (class, error) in errors.iter().enumerate() {
                    let gradient = error * example.weight * scale;
                    // Steps too small to matter would keep every weight alive.
                    if gradient.abs() < 1e-4 || !may(at, class) {
                        continue;
                    }
                    let square = &mut squares[at][class];
                    *square += gradient * gradient;
                    let rate = RATE / square.sqrt();
                    let moved = weights.of[at][class] - rate * gradient;
                    let shrink = rate * penalty * scale * examples.len() as f64 / 1000.0;
                    weights.of[at][class] = moved.signum() * (moved.abs() - shrink).max(0.0);
                }
            }
        }
    }
}

/// What each category's probability is off by.
fn errors(weights: &Weights, example: &Example, scale: f64) -> [f64; CATEGORIES] {
    let mut scores = [0.0; CATEGORIES];
    for feature in &example.features {
        for (score, weight) in scores.iter_mut().zip(&weights.of[*feature as usize]) {
            *score += weight;
        }
    }
    for (score, bias) in scores.iter_mut().zip(&weights.bias) {
        *score = *score * scale + bias;
    }
    let top = scores.iter().copied().fold(f64::MIN, f64::max);
    let mut sum = 0.0;
    for score in &mut scores {
        *score = libm::exp(*score - top);
        sum += *score;
    }
    for score in &mut scores {
        *score /= sum;
    }
    scores[example.class] -= 1.0;
    scores
}
