//! A person's own rules: if a transaction looks like this, it is that.

use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::category::Category;
use crate::money::Amount;
use crate::settings::SettingsError;
use crate::transaction::Record;

/// One rule. All of its conditions must hold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The person's or the app's name for it, unique among the rules.
    pub id: String,
    /// What it matches: at least one condition.
    #[serde(rename = "if")]
    pub condition: Condition,
    /// What it makes of a match.
    pub then: Then,
}

/// Conditions on a transaction; what is left out does not matter.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Condition {
    /// The statement's text contains this, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The merchant is called this, in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub merchant: Option<String>,
    /// It is on the account of this id or fingerprint.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Money in or out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// The amount without its sign is at least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Amount>,
    /// The amount without its sign is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Amount>,
}

/// Which way money went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Money in.
    In,
    /// Money out.
    Out,
}

/// What becomes of a match: exactly one of the two.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Then {
    /// It is of this category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// It is left out of the budget.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclude: Option<bool>,
}

impl Rule {
    pub(crate) fn check(&self) -> Result<(), SettingsError> {
        if self.id.trim().is_empty() || self.id.len() > 64 {
            return Err(SettingsError::new("id", "expected a name of 1 to 64 bytes"));
        }
        self.condition.check()?;
        match (self.then.category, self.then.exclude) {
            (Some(_), None) | (None, Some(true)) => Ok(()),
            _ => Err(SettingsError::new("then", "expected either a category or \"exclude\": true")),
        }
    }

    /// Whether every condition holds. `merchant` is the name that people see.
    pub(crate) fn matches(&self, account: &Account, record: &Record, merchant: Option<&str>) -> bool {
        let Condition { text, merchant: wanted, account: place, direction, min, max } = &self.condition;
        let size = record.amount.abs();
        let way = if record.amount.is_negative() { Direction::Out } else { Direction::In };
        text.as_ref().is_none_or(|text| record.description.to_lowercase().contains(&text.to_lowercase()))
            && wanted.as_ref().is_none_or(|name| merchant.is_some_and(|m| m.to_lowercase() == name.to_lowercase()))
            && place.as_ref().is_none_or(|place| *place == account.id || *place == account.fingerprint)
            && direction.is_none_or(|direction| direction == way)
            && min.is_none_or(|min| size >= min)
            && max.is_none_or(|max| size <= max)
    }
}

impl Condition {
    fn check(&self) -> Result<(), SettingsError> {
        if *self == Self::default() {
            return Err(SettingsError::new("if", "expected at least one condition; this rule would match everything"));
        }
        for (field, value) in [("if.text", &self.text), ("if.merchant", &self.merchant), ("if.account", &self.account)]
        {
            if value.as_ref().is_some_and(|text| text.trim().is_empty() || text.len() > 200) {
                return Err(SettingsError::new(field, "expected 1 to 200 bytes of text"));
            }
        }
        match (self.min, self.max) {
            (Some(min), _) if min.is_negative() => Err(SettingsError::new("if.min", "expected zero or more")),
            (Some(min), Some(max)) if min > max => Err(SettingsError::new("if.max", "expected at least `min`")),
            (_, Some(max)) if max.is_negative() => Err(SettingsError::new("if.max", "expected zero or more")),
            _ => Ok(()),
        }
    }
}
