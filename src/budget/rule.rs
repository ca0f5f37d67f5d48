//! A person's own rules: if a transaction looks like this, it is that.

use serde::{Deserialize, Serialize};

use crate::account::Account;
use crate::category::Category;
use crate::error::Error;
use crate::money::Amount;
use crate::transaction::Record;

/// One rule. All of its conditions must hold.
///
/// ```
/// # use budget::{Category, DecidedBy, Filter, ImportOptions, Ledger, Settings};
/// let rule = br#"{"rules":[{"id":"work","if":{"text":"pret","max":5},"then":{"category":"transport"}}]}"#;
/// let mut ledger = Ledger::new(Settings::from_json(rule)?, "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let pret = &ledger.transactions(&Filter::default())[0];
/// assert_eq!((pret.decided_by, pret.category), (DecidedBy::Rule, Category::Transport));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The person's or the app's name for it, unique among the rules; 1 to 64 bytes.
    pub id: String,
    /// What it matches: at least one condition.
    #[serde(rename = "if")]
    pub condition: Condition,
    /// What it makes of a match.
    pub then: Then,
}

/// Conditions on a transaction; what is left out does not matter.
///
/// ```
/// use budget::{Condition, Direction};
/// let large_and_in: Condition = serde_json::from_str(r#"{"direction":"in","min":500}"#)?;
/// assert_eq!(large_and_in.direction, Some(Direction::In));
/// assert_eq!((large_and_in.text, large_and_in.max), (None, None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
    /// The amount without its sign, in its own currency, is at least this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Amount>,
    /// The amount without its sign, in its own currency, is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Amount>,
}

/// Which way money went.
///
/// ```
/// use budget::{Condition, Direction};
/// // Money out of 5 or more: a condition's bounds have no sign.
/// let condition: Condition = serde_json::from_str(r#"{"direction":"out","min":5}"#)?;
/// assert_eq!(condition, Condition { direction: Some(Direction::Out), min: Some("5".parse()?), ..Condition::default() });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// Money in.
    In,
    /// Money out.
    Out,
}

/// What becomes of a match: exactly one of the three.
///
/// ```
/// use budget::{Category, Settings, Then};
/// let gifts = Then { category: Some(Category::GiftsCharity), ..Then::default() };
/// assert_eq!(serde_json::to_string(&gifts)?, r#"{"category":"gifts_charity"}"#);
/// // It is one thing or another.
/// let both = br#"{"rules":[{"id":"a","if":{"text":"a"},"then":{"category":"home","exclude":true}}]}"#;
/// assert!(Settings::from_json(both).is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Then {
    /// It is of this category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// It is split among 2 to 10 categories of spending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<Vec<Share>>,
    /// It is left out of the budget; only `true` has a meaning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exclude: Option<bool>,
}

/// One part of a split.
///
/// ```
/// # use budget::{Filter, ImportOptions, Ledger, Settings};
/// let settings = br#"{"rules":[{"id":"shop","if":{"text":"tesco"},"then":{"split":[
///     {"category":"groceries","percent":66.7},{"category":"home","percent":33.3}]}}]}"#;
/// let mut ledger = Ledger::new(Settings::from_json(settings)?, "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Tesco,,CARD,-10.01,96.60\n";
/// ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // Of 10.01 spent no penny is lost.
/// let parts: Vec<_> = ledger.transactions(&Filter::default())[0].parts().map(|part| part.amount.to_string()).collect();
/// assert_eq!(parts, ["-6.68", "-3.33"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Share {
    /// What this part is for; neither `income` nor `transfers`, which are no spending.
    pub category: Category,
    /// More than 0; the shares of a split sum to 100 exactly.
    pub percent: Amount,
}

/// The most parts of one split.
const MOST_SHARES: usize = 10;

impl Rule {
    pub(crate) fn check(&self) -> Result<(), Error> {
        if self.id.trim().is_empty() || self.id.len() > 64 {
            return Err(Error::settings("id", "expected a name of 1 to 64 bytes"));
        }
        self.condition.check()?;
        match &self.then {
            Then { category: Some(_), split: None, exclude: None }
            | Then { category: None, split: None, exclude: Some(true) } => Ok(()),
            Then { category: None, split: Some(shares), exclude: None } => check_shares(shares),
            _ => Err(Error::settings("then", "expected one of: a category, a split, \"exclude\": true")),
        }
    }

    /// The rule with its texts in small letters.
    pub(crate) fn ready(&self) -> Ready<'_> {
        let small = |text: &Option<String>| text.as_deref().map(str::to_lowercase);
        Ready { rule: self, text: small(&self.condition.text), merchant: small(&self.condition.merchant) }
    }
}

/// A rule that is ready to be matched with many transactions.
#[derive(Debug)]
pub(crate) struct Ready<'a> {
    pub(crate) rule: &'a Rule,
    text: Option<String>,
    merchant: Option<String>,
}

impl Ready<'_> {
    /// Whether every condition holds. `merchant` is the name that people see; it and `description` are in small letters.
    pub(crate) fn matches(
        &self,
        account: &Account,
        record: &Record,
        description: &str,
        merchant: Option<&str>,
    ) -> bool {
        let Condition { account: place, direction, min, max, .. } = &self.rule.condition;
        let size = record.amount.abs();
        let way = if record.amount.is_negative() { Direction::Out } else { Direction::In };
        place.as_ref().is_none_or(|place| *place == account.id || *place == account.fingerprint)
            && direction.is_none_or(|direction| direction == way)
            && self.merchant.as_ref().is_none_or(|name| merchant == Some(name))
            && min.is_none_or(|min| size >= min)
            && max.is_none_or(|max| size <= max)
            && self.text.as_ref().is_none_or(|text| description.contains(text))
    }
}

fn check_shares(shares: &[Share]) -> Result<(), Error> {
    if !(2..=MOST_SHARES).contains(&shares.len()) {
        return Err(Error::settings("then.split", format!("expected 2 to {MOST_SHARES} parts")));
    }
    for (index, share) in shares.iter().enumerate() {
        let field = |name: &str| format!("then.split[{index}].{name}");
        if matches!(share.category, Category::Income | Category::Transfers) {
            let message = format!("{} is no spending; a split divides spending", share.category);
            return Err(Error::settings(field("category"), message));
        }
        if shares.iter().take(index).any(|earlier| earlier.category == share.category) {
            return Err(Error::settings(field("category"), "another part has this category"));
        }
        if share.percent <= Amount::ZERO {
            return Err(Error::settings(field("percent"), "expected more than 0"));
        }
    }
    let total: Amount = shares.iter().map(|share| share.percent).sum();
    if total.units() == 100 * 100_000_000 {
        Ok(())
    } else {
        Err(Error::settings("then.split", format!("the percentages sum to {total}, not to 100")))
    }
}

impl Condition {
    fn check(&self) -> Result<(), Error> {
        if *self == Self::default() {
            return Err(Error::settings("if", "expected at least one condition; this rule would match everything"));
        }
        for (field, value) in [("if.text", &self.text), ("if.merchant", &self.merchant), ("if.account", &self.account)]
        {
            if value.as_ref().is_some_and(|text| text.trim().is_empty() || text.len() > 200) {
                return Err(Error::settings(field, "expected 1 to 200 bytes of text"));
            }
        }
        match (self.min, self.max) {
            (Some(min), _) if min.is_negative() => Err(Error::settings("if.min", "expected zero or more")),
            (Some(min), Some(max)) if min > max => Err(Error::settings("if.max", "expected at least `min`")),
            (_, Some(max)) if max.is_negative() => Err(Error::settings("if.max", "expected zero or more")),
            _ => Ok(()),
        }
    }
}
