//! Multinomial logistic regression with an L1 penalty, by AdaGrad; few weights stay, and those are quantised.

use std::path::Path;

use anyhow::Result;
use budget::categoriser::{BITS, CATEGORIES};

use crate::examples::{self, Example};
use crate::quantise;

const EPOCHS: usize = 14;
const RATE: f64 = 0.35;
/// The larger, the fewer weights stay.
const PENALTY: f64 = 0.000_011;

/// A weight for each feature and category, and one for each category alone.
pub(crate) struct Weights {
    /// By feature, then category.
    pub(crate) of: Vec<[f64; CATEGORIES]>,
    pub(crate) bias: [f64; CATEGORIES],
}

/// Trains and writes built/model.bin.
pub(crate) fn build(root: &Path) -> Result<()> {
    let examples = examples::all(root)?;
    println!("{} examples", examples.len());
    let weights = train(&examples);
    let bytes = quantise::quantised(&weights);
    let built = root.join("../budget/categorise/built");
    std::fs::write(built.join("model.bin"), &bytes)?;
    println!("model: {} bytes", bytes.len());
    Ok(())
}

fn train(examples: &[Example]) -> Weights {
    let size = 1_usize << BITS;
    let mut weights = Weights { of: vec![[0.0; CATEGORIES]; size], bias: [0.0; CATEGORIES] };
    let mut squares = vec![[1e-6_f64; CATEGORIES]; size];
    let mut bias_squares = [1e-6_f64; CATEGORIES];
    for _ in 0..EPOCHS {
        for example in examples {
            let scale = 4.0 / (example.features.len() as f64).sqrt();
            let errors = errors(&weights, example, scale);
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
                    if gradient.abs() < 1e-4 {
                        continue;
                    }
                    let square = &mut squares[at][class];
                    *square += gradient * gradient;
                    let rate = RATE / square.sqrt();
                    let moved = weights.of[at][class] - rate * gradient;
                    let shrink = rate * PENALTY * scale * examples.len() as f64 / 1000.0;
                    weights.of[at][class] = moved.signum() * (moved.abs() - shrink).max(0.0);
                }
            }
        }
    }
    weights
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
