//! The model, moved a little by a person's corrections: so far that it says what they say, and no farther.
//!
//! Passive-aggressive learning (Crammer et al. 2006, PA-I) from the same features, in whole numbers, over the merchants in the
//! order of their names: the same corrections teach the same in whichever order they came.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use crate::categorise::categoriser::{CATEGORIES, Found, Text, best, features, scale, scores};
use crate::categorise::sure_of;
use crate::category::Category;

/// How far ahead a correction's category shall be, in the model's 64ths. With less, strangers gain less; with twice as much, one
/// correction outweighs what the model knows (measured with and without the dictionary: docs/model-card.md).
const MARGIN: i32 = 512;
/// How far one correction moves one weight at most, in 64ths.
const STEP: i32 = 96;
const ROUNDS: usize = 5;

/// What is added to the model's weights.
#[derive(Default)]
pub(super) struct Lessons {
    /// Without random keys: no answer depends on the order in here.
    added: HashMap<u32, [i32; CATEGORIES], BuildHasherDefault<DefaultHasher>>,
}

impl Lessons {
    /// Learns from merchants, by their keys, and what they are.
    pub(super) fn from<'a>(examples: impl Iterator<Item = (&'a str, Category)>) -> Self {
        let known: Vec<_> = examples
            .filter_map(|(merchant, category)| {
                let class = Category::ALL.iter().position(|known| *known == category)?;
                (class < CATEGORIES).then(|| (Example::of(merchant), class))
            })
            .collect();
        let mut lessons = Self::default();
        for _ in 0..ROUNDS {
            for (example, class) in &known {
                lessons.learn(example, *class);
            }
        }
        lessons
    }

    /// What a merchant is that was never corrected, and how sure that is, in hundredths; `None` where the corrections have
    /// nothing in common with it, or where nothing is likely.
    pub(super) fn guess(&self, merchant: &str) -> Option<(Category, u8)> {
        let example = Example::of(merchant);
        if !example.features.iter().any(|feature| self.added.contains_key(feature)) {
            return None;
        }
        let (category, lead) = best(&self.scores(&example))?;
        sure_of(lead).map(|percent| (category, percent))
    }

    fn scores(&self, example: &Example) -> [i32; CATEGORIES] {
        let mut added = [0_i32; CATEGORIES];
        for row in example.features.iter().filter_map(|feature| self.added.get(feature)) {
            for (sum, more) in added.iter_mut().zip(row) {
                *sum = sum.saturating_add(*more);
            }
        }
        let mut all = example.model;
        for (sum, more) in all.iter_mut().zip(added) {
            *sum = sum.saturating_add(more.saturating_mul(scale(example.features.len())) >> 8);
        }
        all
    }

    fn learn(&mut self, example: &Example, class: usize) {
        let scores = self.scores(example);
        let own = scores.get(class).copied().unwrap_or_default();
        let others = scores.iter().enumerate().filter(|(other, _)| *other != class);
        let Some((rival, top)) = others.max_by_key(|(at, score)| (**score, std::cmp::Reverse(*at))) else { return };
        let missing = MARGIN.saturating_sub(own.saturating_sub(*top));
        let features = &example.features;
        let count = i32::try_from(features.len()).unwrap_or(i32::MAX);
        let reach = count.saturating_mul(scale(features.len())).saturating_mul(2);
        if missing <= 0 || reach <= 0 {
            return;
        }
        let step = (missing.saturating_mul(256) / reach).saturating_add(1).min(STEP);
        for feature in features {
            let row = self.added.entry(*feature).or_insert([0; CATEGORIES]);
            if let Some(weight) = row.get_mut(class) {
                *weight = weight.saturating_add(step);
            }
            if let Some(weight) = row.get_mut(rival) {
                *weight = weight.saturating_sub(step);
            }
        }
    }
}

/// What the model sees of a merchant, and what it says by itself.
struct Example {
    features: Vec<u32>,
    model: [i32; CATEGORIES],
}

impl Example {
    fn of(merchant: &str) -> Self {
        let (way, name) = merchant.split_once(' ').unwrap_or(("out", merchant));
        let text = Text::of(name);
        let features = features(&text, &Found::of(&text), way == "out");
        let model = scores(&features);
        Self { features, model }
    }
}
