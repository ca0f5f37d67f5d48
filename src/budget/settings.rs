//! A person's budget settings: read from JSON, checked whole, with errors that name the field.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

mod period_json;

use crate::category::Category;
use crate::error::Error;
use crate::money::{Amount, Currency};
use crate::period::{Period, PeriodKind};
use crate::rule::Rule;

/// The most caps, rules and thresholds that settings may hold.
const MOST_RULES: usize = 500;
const MOST_THRESHOLDS: usize = 10;
const MOST_CHANGES: usize = 120;
const MOST_RATES: usize = 50;
/// How far back rollovers are followed, and habits.
const YEAR: Days = Days::new(366);
const HABIT: Days = Days::new(93);

/// How a person budgets. [`Settings::default`] is a GBP calendar month in London without caps.
///
/// ```
/// assert_eq!(budget::Settings::from_json(b"{}").ok(), Some(budget::Settings::default()));
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Settings {
    /// The IANA name of the time zone in which "today" is meant. The core only checks its form.
    pub timezone: String,
    /// The currency that caps are in.
    pub currency: Currency,
    /// How the year is divided.
    #[serde(with = "period_json")]
    pub period: PeriodKind,
    /// At most one cap a category.
    pub caps: Vec<Cap>,
    /// In order: the first that matches wins. At most 500.
    pub rules: Vec<Rule>,
    /// Percentages of a cap at which to say so, from 1 to 1000; at most 10.
    pub alert_thresholds: Vec<u16>,
    /// What other currencies are worth, for estimates beside their own totals; nothing is ever fetched. At most 50.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rates: Vec<Rate>,
}

/// What one unit of another currency is worth.
///
/// ```
/// let euro: Result<budget::Rate, _> = serde_json::from_str(r#"{"currency":"EUR","rate":0.85}"#);
/// assert_eq!(euro.map(|euro| euro.rate.to_string()).ok(), Some("0.85".into()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The other currency.
    pub currency: Currency,
    /// How much of [`Settings::currency`] one unit of it is; more than 0.
    pub rate: Amount,
}

/// How much a person means to spend on a category in a period.
///
/// ```
/// let cap: budget::Cap = serde_json::from_str(r#"{"category":"home","amount":120,"rollover":"surplus"}"#)?;
/// assert_eq!((cap.category, cap.rollover), (budget::Category::Home, budget::Rollover::Surplus));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cap {
    /// What it limits; never `income` or `transfers`, which are no spending.
    pub category: Category,
    /// In [`Settings::currency`], zero or more.
    pub amount: Amount,
    /// What happens to the rest at the period's end.
    #[serde(default)]
    pub rollover: Rollover,
    /// Other amounts from some days on, the earliest first. A period has the amount that is in force on its first day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<CapChange>,
}

/// Another amount of a cap, from a day on.
///
/// ```
/// let raised: Result<budget::CapChange, _> = serde_json::from_str(r#"{"from":"2027-01-01","amount":150}"#);
/// assert_eq!(raised.map(|raised| raised.amount.to_string()).ok(), Some("150".into()));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapChange {
    /// The first day.
    pub from: NaiveDate,
    /// Zero or more.
    pub amount: Amount,
}

impl Cap {
    /// The amount in force on that day.
    ///
    /// ```
    /// let cap = r#"{"category":"home","amount":120,"changes":[{"from":"2027-01-01","amount":150}]}"#;
    /// let cap: budget::Cap = serde_json::from_str(cap)?;
    /// assert_eq!(cap.amount_at("2026-12-31".parse()?).to_string(), "120");
    /// assert_eq!(cap.amount_at("2027-01-01".parse()?).to_string(), "150");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn amount_at(&self, date: NaiveDate) -> Amount {
        let change = self.changes.iter().rev().find(|change| change.from <= date);
        change.map_or(self.amount, |change| change.amount)
    }

    fn check(&self) -> Result<(), Error> {
        if matches!(self.category, Category::Income | Category::Transfers) {
            let message = format!("{} is no spending and cannot be capped", self.category);
            return Err(Error::settings("category", message));
        }
        if self.amount.is_negative() {
            return Err(Error::settings("amount", "expected zero or more"));
        }
        if self.changes.len() > MOST_CHANGES {
            return Err(Error::settings("changes", format!("at most {MOST_CHANGES} changes")));
        }
        for (index, change) in self.changes.iter().enumerate() {
            if change.amount.is_negative() {
                return Err(Error::settings(format!("changes[{index}].amount"), "expected zero or more"));
            }
            if self.changes.iter().take(index).any(|earlier| earlier.from >= change.from) {
                return Err(Error::settings(format!("changes[{index}].from"), "expected a later day than before"));
            }
        }
        Ok(())
    }
}

/// What happens to what is left of a cap, or was overspent, when the next period begins.
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// let cap = br#"{"caps":[{"category":"eating_out","amount":100,"rollover":"surplus_and_deficit"}]}"#;
/// # let mut ledger = Ledger::new(Settings::from_json(cap)?, "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n01/10/2026,Pret,,CARD,-130.00,0.00\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // October spent 130 of 100.
/// assert_eq!(ledger.budget(Some("2026-11"))?.budgets[0].carried.to_string(), "-30.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rollover {
    /// Every period starts afresh.
    #[default]
    None,
    /// What is left is added to the next period.
    Surplus,
    /// The same, and what was overspent is taken off it.
    SurplusAndDeficit,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            timezone: "Europe/London".to_owned(),
            currency: Currency::GBP,
            period: PeriodKind::Month { start_day: 1 },
            caps: Vec::new(),
            rules: Vec::new(),
            alert_thresholds: vec![80, 100],
            rates: Vec::new(),
        }
    }
}

impl Settings {
    /// Reads and checks settings. Fields that are left out have the default's value; unknown ones are refused, since
    /// a misspelt field would be a setting that silently does nothing.
    ///
    /// # Errors
    /// The first field that is wrong, by its path.
    ///
    /// ```
    /// use budget::Settings;
    /// let settings = Settings::from_json(br#"{"caps":[{"category":"groceries","amount":400}]}"#)?;
    /// assert_eq!(settings.caps.len(), 1);
    /// let error = Settings::from_json(br#"{"caps":[{"category":"groceries","amount":-1}]}"#).unwrap_err();
    /// assert_eq!(error.field(), Some("caps[0].amount"));
    /// # Ok::<(), budget::Error>(())
    /// ```
    pub fn from_json(json: &[u8]) -> Result<Self, Error> {
        if json.trim_ascii_start().first() != Some(&b'{') {
            // serde would read a struct from a list, too.
            return Err(Error::settings(".", "expected a JSON object"));
        }
        let json =
            std::str::from_utf8(json).map_err(|error| Error::settings(".", error.to_string()).because_of(error))?;
        let mut reader = serde_json::Deserializer::from_str(json);
        let settings: Self = serde_path_to_error::deserialize(&mut reader).map_err(|error| {
            let (path, error) = (error.path().to_string(), error.into_inner());
            Error::settings(path, without_position(&error)).because_of(error)
        })?;
        reader.end().map_err(|error| Error::settings(".", without_position(&error)).because_of(error))?;
        settings.check()?;
        Ok(settings)
    }

    /// The cap of a category, if it has one.
    ///
    /// ```
    /// let settings = budget::Settings::from_json(br#"{"caps":[{"category":"home","amount":120}]}"#)?;
    /// assert_eq!(settings.cap(budget::Category::Home).map(|cap| cap.amount.to_string()), Some("120".into()));
    /// assert_eq!(settings.cap(budget::Category::Cash), None);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn cap(&self, category: Category) -> Option<&Cap> {
        self.caps.iter().find(|cap| cap.category == category)
    }

    /// Whether a cap carries over what earlier periods left.
    ///
    /// ```
    /// let settings = budget::Settings::from_json(br#"{"caps":[{"category":"home","amount":9,"rollover":"surplus"}]}"#)?;
    /// assert!(settings.rolls_over() && !budget::Settings::default().rolls_over());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn rolls_over(&self) -> bool {
        self.caps.iter().any(|cap| cap.rollover != Rollover::None)
    }

    /// The first day whose transactions a period's report looks at: a year back where a cap rolls over, else three of the
    /// longest months, for habits.
    ///
    /// ```
    /// use budget::Settings;
    /// let settings = Settings::from_json(br#"{"caps":[{"category":"cash","amount":50,"rollover":"surplus"}]}"#)?;
    /// let november = settings.period.labelled("2026-11")?;
    /// assert_eq!(settings.looks_back_to(&november).to_string(), "2025-10-31");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn looks_back_to(&self, period: &Period) -> NaiveDate {
        let days = if self.rolls_over() { YEAR } else { HABIT };
        period.from.checked_sub_days(days).unwrap_or(period.from)
    }

    fn check(&self) -> Result<(), Error> {
        let zone_ok = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
        if self.timezone.is_empty() || self.timezone.len() > 64 || !self.timezone.chars().all(zone_ok) {
            return Err(Error::settings("timezone", "expected an IANA time zone, such as Europe/London"));
        }
        self.check_caps()?;
        self.check_rates()?;
        if self.rules.len() > MOST_RULES {
            return Err(Error::settings("rules", format!("at most {MOST_RULES} rules")));
        }
        for (index, rule) in self.rules.iter().enumerate() {
            rule.check().map_err(|error| error.within(format_args!("rules[{index}]")))?;
            if self.rules.iter().take(index).any(|earlier| earlier.id == rule.id) {
                return Err(Error::settings(format!("rules[{index}].id"), "another rule has this id"));
            }
        }
        if self.alert_thresholds.len() > MOST_THRESHOLDS {
            return Err(Error::settings("alert_thresholds", format!("at most {MOST_THRESHOLDS} thresholds")));
        }
        match self.alert_thresholds.iter().position(|percent| !(1..=1000).contains(percent)) {
            Some(index) => {
                Err(Error::settings(format!("alert_thresholds[{index}]"), "expected a percentage from 1 to 1000"))
            }
            None => Ok(()),
        }
    }

    fn check_rates(&self) -> Result<(), Error> {
        if self.rates.len() > MOST_RATES {
            return Err(Error::settings("rates", format!("at most {MOST_RATES} rates")));
        }
        for (index, rate) in self.rates.iter().enumerate() {
            let twice = self.rates.iter().take(index).any(|earlier| earlier.currency == rate.currency);
            if twice || rate.currency == self.currency {
                let message = "expected each other currency at most once";
                return Err(Error::settings(format!("rates[{index}].currency"), message));
            }
            if rate.rate <= Amount::ZERO {
                return Err(Error::settings(format!("rates[{index}].rate"), "expected more than 0"));
            }
        }
        Ok(())
    }

    fn check_caps(&self) -> Result<(), Error> {
        for (index, cap) in self.caps.iter().enumerate() {
            cap.check().map_err(|error| error.within(format_args!("caps[{index}]")))?;
            if self.caps.iter().take(index).any(|earlier| earlier.category == cap.category) {
                let message = format!("{} has a cap already", cap.category);
                return Err(Error::settings(format!("caps[{index}].category"), message));
            }
        }
        Ok(())
    }
}

/// serde_json ends its messages with a line and column, which mean nothing to somebody who sent one line.
pub(crate) fn without_position(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.clone(), |(message, _)| message.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(json: &str) -> Error {
        Settings::from_json(json.as_bytes()).unwrap_err()
    }

    #[test]
    fn what_was_read_is_written_back() {
        let json = r#"{"timezone":"Europe/London","currency":"GBP","period":{"kind":"week","starts":"monday"},"caps":[{"category":"groceries","amount":400.00,"rollover":"none"}],"rules":[{"id":"r1","if":{"text":"gym","direction":"out","max":40},"then":{"category":"health"}}],"alert_thresholds":[80,100]}"#;
        let settings = Settings::from_json(json.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&settings).unwrap(), json);
        assert_eq!(Settings::from_json(b"{}").unwrap(), Settings::default());
        for period in [
            r#"{"kind":"payday","day":25,"shift":"previous"}"#,
            r#"{"kind":"payday","day":31,"shift":"next"}"#,
            r#"{"kind":"payday","day":"last_working_day"}"#,
            r#"{"kind":"four_weeks","anchor":"2026-01-05"}"#,
        ] {
            let settings = Settings::from_json(format!(r#"{{"period":{period}}}"#).as_bytes()).unwrap();
            assert!(serde_json::to_string(&settings).unwrap().contains(&format!(r#""period":{period}"#)), "{period}");
        }
    }

    #[test]
    fn errors_name_the_field() {
        for (json, field) in [
            (r#"{"caps":[{"category":"food","amount":1}]}"#, "caps[0].category"),
            (r#"{"caps":[{"category":"cash","amount":"lots"}]}"#, "caps[0].amount"),
            (r#"{"caps":[{"category":"income","amount":1}]}"#, "caps[0].category"),
            (r#"{"caps":[{"category":"cash","amount":1},{"category":"cash","amount":2}]}"#, "caps[1].category"),
            (r#"{"caps":[{"category":"cash","amount":1,"rollover":"all"}]}"#, "caps[0].rollover"),
            (
                r#"{"caps":[{"category":"cash","amount":1,"changes":[{"from":"2026-09-01","amount":-1}]}]}"#,
                "caps[0].changes[0].amount",
            ),
            (
                r#"{"caps":[{"category":"cash","amount":1,"changes":[{"from":"2026-09-01","amount":1},{"from":"2026-09-01","amount":2}]}]}"#,
                "caps[0].changes[1].from",
            ),
            (r#"{"rates":[{"currency":"GBP","rate":1}]}"#, "rates[0].currency"),
            (r#"{"rates":[{"currency":"EUR","rate":0}]}"#, "rates[0].rate"),
            (r#"{"period":{"kind":"month","start_day":32}}"#, "period"),
            (r#"{"period":{"kind":"payday","day":25,"shift":"later"}}"#, "period"),
            (r#"{"period":{"kind":"payday","day":0}}"#, "period"),
            (r#"{"period":{"kind":"payday","day":"friday"}}"#, "period"),
            (r#"{"period":{"kind":"payday"}}"#, "period"),
            (r#"{"period":{"kind":"month","day":25}}"#, "period"),
            (r#"{"currency":"pounds"}"#, "currency"),
            (r#"{"timezone":"over there"}"#, "timezone"),
            (r#"{"alert_thresholds":[80,0]}"#, "alert_thresholds[1]"),
            (r#"{"rules":[{"id":"a","if":{},"then":{"category":"cash"}}]}"#, "rules[0].if"),
            (
                r#"{"rules":[{"id":"a","if":{"text":"x"},"then":{"split":[{"category":"cash","percent":100}]}}]}"#,
                "rules[0].then.split",
            ),
            (
                r#"{"rules":[{"id":"a","if":{"text":"x"},"then":{"split":[{"category":"cash","percent":50},{"category":"fees","percent":49.99}]}}]}"#,
                "rules[0].then.split",
            ),
            (
                r#"{"rules":[{"id":"a","if":{"text":"x"},"then":{"split":[{"category":"cash","percent":50},{"category":"cash","percent":50}]}}]}"#,
                "rules[0].then.split[1].category",
            ),
            (
                r#"{"rules":[{"id":"a","if":{"text":"x"},"then":{"split":[{"category":"cash","percent":110},{"category":"fees","percent":-10}]}}]}"#,
                "rules[0].then.split[1].percent",
            ),
            (r#"{"rules":[{"id":"a","if":{"text":"x"},"then":{"category":"cash","exclude":true}}]}"#, "rules[0].then"),
        ] {
            assert_eq!(error(json).field(), Some(field), "{json}: {}", error(json));
        }
        assert!(error(r#"{"cap":[]}"#).to_string().contains("unknown field `cap`"));
        for json in ["not json", "[]", "7", "", "null"] {
            assert_eq!(error(json).to_string(), ".: expected a JSON object", "{json}");
        }
        assert!(error("{}{}").to_string().contains("trailing"));
    }
}
