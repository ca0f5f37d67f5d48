//! The ledger: all that the banks said, identified once, categorised, and read in its meaning for the budget.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Deserialize;

use crate::account::Account;
use crate::categorise::{Decision, Evidence, Nature, categorise};
use crate::category::Category;
use crate::expected::{self, Expected};
use crate::identity;
use crate::period::{Period, PeriodError};
use crate::recurring::{self, Commitment, Held, Plan, RecurringPayment, Sighting};
use crate::report::{self, Report};
use crate::settings::Settings;
use crate::transaction::{Confidence, DecidedBy, Kind, Problem, Statement, Status, Transaction};
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
    /// The bank's own lists, by the account's fingerprint.
    commitments: BTreeMap<String, Vec<Commitment>>,
}

#[derive(Debug, Clone)]
struct Entry {
    fingerprint: String,
    record: crate::transaction::Record,
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
        Self { settings, today, accounts: BTreeMap::new(), entries: BTreeMap::new(), commitments: BTreeMap::new() }
    }

    /// Takes in what a feed said about one account. A line that is there already is replaced, not doubled; pending
    /// lines replace all earlier pending lines of the account (rule 5), as its standing orders and direct debits do.
    pub fn load(&mut self, statement: Statement) -> Loaded {
        let Statement { account, mut records, commitments, problems } = statement;
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
        self.commitments.insert(fingerprint.clone(), commitments);
        self.accounts.insert(fingerprint, account);
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
    }

    /// The accounts and cards, by fingerprint.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// The transactions that pass the filter, newest first, then by id.
    #[must_use]
    pub fn transactions(&self, filter: &Filter) -> Vec<Transaction> {
        let mut found: Vec<_> = self.read().into_iter().filter(|row| filter.passes(row)).collect();
        found.sort_by(|a, b| b.date.cmp(&a.date).then_with(|| a.id.cmp(&b.id)));
        found
    }

    /// The budget of a period: the current one, or the one of that label.
    ///
    /// # Errors
    /// When the label is none of the settings' period kind.
    pub fn budget(&self, label: Option<&str>) -> Result<Report, PeriodError> {
        let period = self.period(label)?;
        Ok(report::report(&self.settings, self.today, period, &self.read()))
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

    /// The payments that come back and go on, the next one first; see [`RecurringPayment`] for its example.
    #[must_use]
    pub fn recurring(&self) -> Vec<RecurringPayment> {
        self.plans().into_iter().map(|plan| plan.payment).collect()
    }

    /// Every turn of every recurring payment from `from` to `to` that is still to come, by date: today at the
    /// earliest, and at most two years ahead; see [`Expected`] for its example.
    #[must_use]
    pub fn expected(&self, from: NaiveDate, to: NaiveDate) -> Vec<Expected> {
        expected::expected(&self.plans(), self.today, from, to)
    }

    fn plans(&self) -> Vec<Plan> {
        let rows = self.read();
        let rows = rows.iter().filter(|row| matches!(row.kind, Kind::Spending | Kind::Income | Kind::Transfer));
        let sightings = rows.filter_map(|row| {
            let entry = self.entries.get(&row.id).filter(|entry| entry.record.date <= self.today)?;
            Some(Sighting {
                id: &row.id,
                account: &entry.fingerprint,
                date: row.date,
                amount: entry.record.amount,
                currency: row.currency,
                name: row.merchant.as_deref().unwrap_or(&row.description),
                description: &row.description,
                category: row.category,
                method: entry.record.hint.method,
                transfer: row.kind == Kind::Transfer,
            })
        });
        let held = self.commitments.iter().flat_map(|(fingerprint, commitments)| {
            let account = self.accounts.get(fingerprint);
            commitments.iter().filter_map(move |commitment| Some(Held { account: account?, commitment }))
        });
        recurring::plans(&self.accounts, held.collect(), sightings, self.today)
    }

    /// Every entry in its meaning for the budget, by id.
    fn read(&self) -> Vec<Transaction> {
        let read: Vec<_> = self.entries.iter().filter_map(|(id, entry)| self.read_alone(id, entry)).collect();
        let legs: Vec<_> = read.iter().filter_map(|(row, nature)| leg(row, *nature)).collect();
        let paired: BTreeSet<String> = transfer::paired(&legs).into_iter().map(str::to_owned).collect();
        read.into_iter().map(|(row, _)| if paired.contains(&row.id) { as_transfer(row) } else { row }).collect()
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
        };
        let rule = self.settings.rules.iter().find(|rule| rule.matches(account, record, row.merchant.as_deref()));
        let Some(rule) = rule else { return Some((row, decision.nature)) };
        if let Some(category) = rule.then.category {
            row.category = category;
            row.kind = match category {
                Category::Transfers => Kind::Transfer,
                _ => meaning(record.amount.is_negative(), category, Nature::Trade),
            };
        } else {
            row.kind = Kind::Excluded;
        }
        row.decided_by = DecidedBy::Rule;
        row.confidence = Confidence::CERTAIN;
        Some((row, Nature::Trade))
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

fn as_transfer(row: Transaction) -> Transaction {
    let category = if row.category == Category::Savings { Category::Savings } else { Category::Transfers };
    Transaction {
        kind: Kind::Transfer,
        category,
        decided_by: DecidedBy::Dictionary,
        confidence: Confidence::percent(95),
        ..row
    }
}

impl Filter {
    fn passes(&self, row: &Transaction) -> bool {
        let says = |text: &str, wanted: &str| text.to_lowercase().contains(wanted);
        self.from.is_none_or(|from| row.date >= from)
            && self.to.is_none_or(|to| row.date <= to)
            && self.category.is_none_or(|category| row.category == category)
            && self.account.as_ref().is_none_or(|account| row.account_id == *account)
            && self.text.as_ref().map(|text| text.to_lowercase()).is_none_or(|wanted| {
                says(&row.description, &wanted) || row.merchant.as_ref().is_some_and(|name| says(name, &wanted))
            })
    }
}

#[cfg(test)]
mod tests;
