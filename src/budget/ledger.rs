//! The ledger: all that the banks said, identified once, categorised, and read in its meaning for the budget.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::account::Account;
use crate::categorise::{Decision, Evidence, Nature, categorise};
use crate::category::Category;
use crate::identity;
use crate::money::Amount;
use crate::period::{Period, PeriodError};
use crate::report::{self, Report};
use crate::rule::{Rule, Share, Then};
use crate::settings::Settings;
use crate::transaction::{Confidence, DecidedBy, Kind, Part, Problem, Record, Statement, Status, Transaction};
use crate::transfer::{self, Claim, Leg};

/// Transactions of any number of accounts and the settings to read them by.
///
/// ```
/// use budget::{Ledger, Settings};
/// let ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// assert_eq!(ledger.budget(None)?.period.label, "2026-11");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Ledger {
    settings: Settings,
    today: NaiveDate,
    /// By fingerprint: an account that came back under another id is still the same.
    accounts: BTreeMap<String, Account>,
    /// By transaction id.
    entries: BTreeMap<String, Entry>,
    /// Every entry in its meaning for the budget, newest first, then by id: read once after each change.
    view: OnceLock<Vec<Transaction>>,
}

#[derive(Debug, Clone)]
struct Entry {
    fingerprint: String,
    record: Record,
    decision: Decision,
}

/// What one load brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Loaded {
    /// Accounts and cards in the input.
    pub accounts: usize,
    /// Transactions in the input that could be read.
    pub transactions: usize,
    /// What could not, or not fully.
    pub problems: Vec<Problem>,
}

/// Which transactions to list; what is left out does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// The first date.
    pub from: Option<NaiveDate>,
    /// The last date.
    pub to: Option<NaiveDate>,
    /// The category.
    pub category: Option<Category>,
    /// The account, by id.
    pub account: Option<String>,
    /// Part of the description or the merchant's name, in any case.
    pub text: Option<String>,
}

impl Ledger {
    /// An empty ledger. `today` is the current date in the time zone of the settings: the core has no clock.
    #[must_use]
    pub fn new(settings: Settings, today: NaiveDate) -> Self {
        Self { settings, today, accounts: BTreeMap::new(), entries: BTreeMap::new(), view: OnceLock::new() }
    }

    /// Takes in what a feed said about one account. A line that is there already is replaced, not doubled; pending
    /// lines replace all earlier pending lines of the account (rule 5).
    pub fn load(&mut self, statement: Statement) -> Loaded {
        let Statement { account, mut records, problems } = statement;
        let loaded = Loaded { accounts: 1, transactions: records.len(), problems };
        let fingerprint = account.fingerprint.clone();
        self.entries.retain(|_, entry| entry.fingerprint != fingerprint || entry.record.status == Status::Settled);

        records.sort_by_key(|record| record.status);
        for (id, record) in identity::ids(&fingerprint, &records).into_iter().zip(records) {
            let booked = self.entries.get(&id).is_some_and(|entry| entry.record.status == Status::Settled);
            if booked && record.status == Status::Pending {
                continue;
            }
            let decision = categorise(&Evidence::of(account.kind, &record));
            self.entries.insert(id, Entry { fingerprint: fingerprint.clone(), record, decision });
        }
        self.accounts.insert(fingerprint, account);
        self.view = OnceLock::new();
        loaded
    }

    /// The settings in force.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Reads everything by other settings from now on.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
        self.view = OnceLock::new();
    }

    /// The accounts and cards, by fingerprint.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// The transactions that pass the filter, newest first, then by id.
    #[must_use]
    pub fn transactions(&self, filter: &Filter) -> Vec<Transaction> {
        let text = filter.text.as_deref().map(str::to_lowercase);
        let rows = between(self.view(), filter.from, filter.to).iter();
        rows.filter(|row| filter.passes(row, text.as_deref())).cloned().collect()
    }

    /// The budget of a period: the current one, or the one of that label.
    ///
    /// # Errors
    /// When the label is none of the settings' period kind.
    pub fn budget(&self, label: Option<&str>) -> Result<Report, PeriodError> {
        let period = self.period(label)?;
        let rows = between(self.view(), Some(period.from), Some(period.to));
        Ok(report::report(&self.settings, self.today, period, rows))
    }

    /// The period of that label, or the current one.
    ///
    /// # Errors
    /// When the label is none of the settings' period kind.
    pub fn period(&self, label: Option<&str>) -> Result<Period, PeriodError> {
        match label {
            Some(label) => self.settings.period.labelled(label),
            None => self.settings.period.containing(self.today).ok_or(PeriodError::NotADate),
        }
    }

    fn view(&self) -> &[Transaction] {
        self.view.get_or_init(|| {
            let mut rows = self.read();
            rows.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
            rows
        })
    }

    /// Every entry in its meaning for the budget, by id.
    fn read(&self) -> Vec<Transaction> {
        let read: Vec<_> = self.entries.iter().filter_map(|(id, entry)| self.read_alone(id, entry)).collect();
        let legs: Vec<_> = read.iter().filter_map(|(row, nature)| leg(row, *nature)).collect();
        let partners = transfer::paired(&legs);
        let with: Vec<_> =
            read.iter().map(|(row, _)| partners.get(row.id.as_str()).map(|id| (*id).to_owned())).collect();
        read.into_iter()
            .zip(with)
            .map(|((row, _), with)| if with.is_some() { as_transfer(row, with) } else { row })
            .collect()
    }

    /// The first of the person's rules that matches.
    fn rule_for(&self, account: &Account, record: &Record, merchant: Option<&str>) -> Option<&Rule> {
        if self.settings.rules.is_empty() {
            return None;
        }
        let (description, merchant) = (record.description.to_lowercase(), merchant.map(str::to_lowercase));
        self.settings.rules.iter().find(|rule| rule.matches(account, record, &description, merchant.as_deref()))
    }

    /// One entry by itself, without its possible partner, and what its text says of the money's way.
    fn read_alone(&self, id: &str, entry: &Entry) -> Option<(Transaction, Nature)> {
        let account = self.accounts.get(&entry.fingerprint)?;
        let Entry { record, decision, .. } = entry;
        let mut row = Transaction {
            id: id.to_owned(),
            account_id: account.id.clone(),
            date: record.date,
            description: record.description.clone(),
            merchant: decision.merchant.clone(),
            amount: record.amount,
            currency: record.currency,
            status: record.status,
            kind: meaning(record.amount.is_negative(), decision.category, decision.nature),
            category: decision.category,
            decided_by: decision.decided_by,
            confidence: decision.confidence,
            transfer_with: None,
            refund_of: None,
            splits: Vec::new(),
        };
        let Some(rule) = self.rule_for(account, record, row.merchant.as_deref()) else {
            return Some((row, decision.nature));
        };
        apply(&rule.then, &mut row);
        row.decided_by = DecidedBy::Rule;
        row.confidence = Confidence::CERTAIN;
        Some((row, Nature::Trade))
    }
}

/// Makes of a row what a person's rule says.
fn apply(then: &Then, row: &mut Transaction) {
    let out = row.amount.is_negative();
    if let Some(shares) = &then.split {
        let weights: Vec<_> = shares.iter().map(|share| share.percent).collect();
        let amounts = row.amount.split(&weights, row.currency.minor_digits());
        let part = |(share, amount): (&Share, Amount)| Part { category: share.category, amount };
        row.splits = shares.iter().zip(amounts).map(part).collect();
        let largest = shares.iter().rev().max_by_key(|share| share.percent);
        row.category = largest.map_or(Category::Other, |share| share.category);
        row.kind = if out { Kind::Spending } else { Kind::Refund };
    } else if let Some(category) = then.category {
        row.category = category;
        row.kind = match category {
            Category::Transfers => Kind::Transfer,
            _ => meaning(out, category, Nature::Trade),
        };
    } else {
        row.kind = Kind::Excluded;
    }
}

/// What a transaction is for the budget when it is looked at alone (rules 6 and 7).
fn meaning(out: bool, category: Category, nature: Nature) -> Kind {
    match (nature, category) {
        (Nature::Own, _) => Kind::Transfer,
        (_, Category::Income) => Kind::Income,
        _ if out => Kind::Spending,
        (Nature::Trade, _) => Kind::Refund,
        (Nature::Open, _) => Kind::Income,
    }
}

/// A row as a possible leg of a transfer; a person's rule is final, such a row is none.
fn leg(row: &Transaction, nature: Nature) -> Option<Leg<'_>> {
    let claim = match nature {
        _ if row.decided_by == DecidedBy::Rule => return None,
        Nature::Own => Claim::Own,
        Nature::Open => Claim::Open,
        Nature::Trade => Claim::Trade,
    };
    Some(Leg {
        id: &row.id,
        account: &row.account_id,
        date: row.date,
        amount: row.amount,
        currency: row.currency,
        claim,
    })
}

fn as_transfer(row: Transaction, with: Option<String>) -> Transaction {
    let category = if row.category == Category::Savings { Category::Savings } else { Category::Transfers };
    Transaction {
        kind: Kind::Transfer,
        category,
        decided_by: DecidedBy::Dictionary,
        confidence: Confidence::percent(95),
        transfer_with: with,
        ..row
    }
}

/// The rows of a stretch of days, both ends included, out of rows that are sorted newest first.
fn between(rows: &[Transaction], from: Option<NaiveDate>, to: Option<NaiveDate>) -> &[Transaction] {
    let start = to.map_or(0, |to| rows.partition_point(|row| row.date > to));
    let end = from.map_or(rows.len(), |from| rows.partition_point(|row| row.date >= from));
    rows.get(start..end).unwrap_or_default()
}

impl Filter {
    /// Whether the row passes all but the dates. `text` is [`Self::text`] in small letters.
    fn passes(&self, row: &Transaction, text: Option<&str>) -> bool {
        let says = |text: &str, wanted: &str| text.to_lowercase().contains(wanted);
        self.category.is_none_or(|category| row.parts().any(|part| part.category == category))
            && self.account.as_ref().is_none_or(|account| row.account_id == *account)
            && text.is_none_or(|wanted| {
                says(&row.description, wanted) || row.merchant.as_ref().is_some_and(|name| says(name, wanted))
            })
    }
}

#[cfg(test)]
mod tests;
