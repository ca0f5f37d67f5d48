//! The model, moved a little by a person's corrections: so far that it says what they say, and no farther.
//!
//! Passive-aggressive learning (Crammer et al. 2006, PA-I) from the same features, in whole numbers, over the merchants in the
//! order of their names: the same corrections teach the same in whichever order they came.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use crate::categorise::categoriser::{CATEGORIES, Found, Text, best, features, scale, scores};
use crate::categorise::sure_of;
use crate::category::Category;

/// How far ahead a correction's category shall be, in the model's 64ths.
const MARGIN: i32 = 96;
/// How far one correction moves one weight at most, in 64ths.
const STEP: i32 = 48;
const ROUNDS: usize = 3;

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
                (class < CATEGORIES).then(|| (of(merchant), class))
            })
            .collect();
        let mut lessons = Self::default();
        for _ in 0..ROUNDS {
            for (features, class) in &known {
                lessons.learn(features, *class);
            }
        }
        lessons
    }

    /// What a merchant is that was never corrected, and how sure that is, in hundredths; `None` where the corrections have
    /// nothing in common with it, or where nothing is likely.
    pub(super) fn guess(&self, merchant: &str) -> Option<(Category, u8)> {
        let features = of(merchant);
        if !features.iter().any(|feature| self.added.contains_key(feature)) {
            return None;
        }
        let (category, lead) = best(&self.scores(&features))?;
        sure_of(lead).map(|percent| (category, percent))
    }

    fn scores(&self, features: &[u32]) -> [i32; CATEGORIES] {
        let mut added = [0_i32; CATEGORIES];
        for row in features.iter().filter_map(|feature| self.added.get(feature)) {
            for (sum, more) in added.iter_mut().zip(row) {
                *sum = sum.saturating_add(*more);
            }
        }
        let mut all = scores(features);
        for (sum, more) in all.iter_mut().zip(added) {
            *sum = sum.saturating_add(more.saturating_mul(scale(features.len())) >> 8);
        }
        all
    }

    fn learn(&mut self, features: &[u32], class: usize) {
        let scores = self.scores(features);
        let own = scores.get(class).copied().unwrap_or_default();
        let others = scores.iter().enumerate().filter(|(other, _)| *other != class);
        let Some((rival, top)) = others.max_by_key(|(at, score)| (**score, std::cmp::Reverse(*at))) else { return };
        let missing = MARGIN.saturating_sub(own.saturating_sub(*top));
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

/// The features of a merchant's key.
fn of(merchant: &str) -> Vec<u32> {
    let (way, name) = merchant.split_once(' ').unwrap_or(("out", merchant));
    let text = Text::of(name);
    features(&text, &Found::of(&text), way == "out")
}
