//! The ledger: all that the banks said, identified once, categorised, and read in its meaning for the budget.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use chrono::NaiveDate;
use serde::Deserialize;

use self::coming::Plans;
use self::entries::{Entries, Source};
use self::view::View;
use crate::account::Account;
use crate::categorise::Nature;
use crate::category::Category;
use crate::error::Error;
use crate::exchange::{self, Exchange, Side};
use crate::expected;
use crate::explain::{self, Addend, Explanation, Figure};
use crate::identity::Id;
use crate::learn::Learned;
use crate::period::{self, Period};
use crate::recurring::Commitment;
use crate::report::{self, Outlook, Report};
use crate::row::{Row, between};
use crate::settings::Settings;
use crate::settle::Settled;
use crate::transaction::{DecidedBy, Kind, Problem, Record, Statement, Transaction};

mod change;
mod coming;
mod corrections;
mod entries;
mod exports;
mod files;
mod seen;
mod view;

pub use change::{Change, Meaning};
pub use corrections::Corrected;

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
    learned: Learned,
    /// By fingerprint: an account that came back under another id is still the same.
    accounts: BTreeMap<String, Account>,
    entries: Entries,
    /// The bank's own lists, by the account's fingerprint.
    commitments: BTreeMap<String, Vec<Commitment>>,
    /// Read once after each change.
    view: OnceLock<View>,
    /// The same.
    plans: OnceLock<Plans>,
}

/// What one load brought.
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,three,96.60\n";
/// let loaded = ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// assert_eq!((loaded.accounts, loaded.transactions, loaded.problems.len()), (1, 0, 1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// use budget::{Category, Filter};
/// let filter: Filter = serde_json::from_str(r#"{"from":"2026-11-01","category":"groceries"}"#)?;
/// assert_eq!((filter.category, filter.to), (Some(Category::Groceries), None));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Filter {
    /// The first date, which is in.
    pub from: Option<NaiveDate>,
    /// The last date, which is in.
    pub to: Option<NaiveDate>,
    /// The category, of the whole or of one of its parts.
    pub category: Option<Category>,
    /// The account, by id.
    pub account: Option<String>,
    /// Part of the description or the merchant's name, in any case.
    pub text: Option<String>,
}

impl Ledger {
    /// An empty ledger. `today` is the current date in the time zone of the settings: the core has no clock.
    ///
    /// ```
    /// # use budget::{Ledger, Settings};
    /// let settings = Settings::from_json(br#"{"period":{"kind":"week","starts":"monday"}}"#)?;
    /// // The 23rd is a Monday: a new week.
    /// assert_eq!(Ledger::new(settings, "2026-11-23".parse()?).period(None)?.label, "2026-11-23");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn new(settings: Settings, today: NaiveDate) -> Self {
        Self {
            settings,
            today,
            learned: Learned::default(),
            accounts: BTreeMap::new(),
            entries: Entries::default(),
            commitments: BTreeMap::new(),
            view: OnceLock::new(),
            plans: OnceLock::new(),
        }
    }

    /// Takes in what a feed said about one account. A line that is there already is replaced, not doubled; pending
    /// lines replace all earlier pending lines of the account.
    ///
    /// ```
    /// # use budget::{ImportOptions, Ledger, Settings, import};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # let statement = import(csv.as_bytes(), &ImportOptions::default())?.remove(0);
    /// ledger.load(statement.clone());
    /// // Fetched again: nothing counts twice.
    /// assert_eq!(ledger.load(statement).transactions, 1);
    /// assert_eq!(ledger.budget(None)?.spent.to_string(), "3.40");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn load(&mut self, statement: Statement) -> Loaded {
        let fingerprint = statement.account.fingerprint.clone();
        self.entries.forget_pending(&fingerprint);
        let known = self.commitments.entry(fingerprint.clone()).or_default();
        let came = |source| statement.commitments.iter().any(|commitment| commitment.source == source);
        known.retain(|commitment| statement.unlisted.contains(&commitment.source) && !came(commitment.source));
        known.extend(statement.commitments);
        self.accounts.insert(fingerprint.clone(), statement.account);
        let transactions = statement.records.len();
        self.take(&fingerprint, statement.records, |_| Source::Feed);
        Loaded { accounts: 1, transactions, problems: statement.problems }
    }

    /// Adds records to an account that is there.
    fn take(&mut self, fingerprint: &str, records: Vec<Record>, source: fn(&Record) -> Source) {
        let Some(kind) = self.accounts.get(fingerprint).map(|account| account.kind) else { return };
        self.entries.take(fingerprint, kind, records, source);
        self.forget_readings();
    }

    /// The settings in force.
    ///
    /// ```
    /// # use budget::{Currency, Ledger, Settings};
    /// let ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// assert_eq!(ledger.settings().currency, Currency::GBP);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Reads everything by other settings from now on.
    ///
    /// ```
    /// # use budget::{ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// assert!(ledger.budget(None)?.budgets.is_empty());
    /// ledger.set_settings(Settings::from_json(br#"{"caps":[{"category":"eating_out","amount":100}]}"#)?);
    /// assert_eq!(ledger.budget(None)?.budgets[0].left.to_string(), "96.60");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = settings;
        self.forget_readings();
    }

    /// The accounts and cards, by fingerprint.
    ///
    /// ```
    /// # use budget::{ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// assert_eq!(ledger.accounts().map(|account| account.bank_name.as_str()).collect::<Vec<_>>(), ["Starling"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values()
    }

    /// The transactions that pass the filter, newest first, then by id.
    ///
    /// ```
    /// # use budget::{Filter, ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// let found = |text: &str| ledger.transactions(&Filter { text: Some(text.into()), ..Filter::default() }).len();
    /// assert_eq!((found("PRET a"), found("tesco")), (1, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn transactions(&self, filter: &Filter) -> Vec<Transaction> {
        let text = filter.text.as_deref().map(str::to_lowercase);
        let rows = between(self.rows(), filter.from, filter.to).iter().filter_map(|row| self.see(row));
        rows.filter(|seen| seen.passes(filter, text.as_deref())).map(|seen| seen.transaction()).collect()
    }

    /// The budget of a period: the current one, or the one of that label.
    ///
    /// # Errors
    /// When the label is none of the settings' period kind.
    ///
    /// ```
    /// # use budget::{ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// assert_eq!(ledger.budget(None)?.spent.to_string(), "3.40");
    /// assert!(ledger.budget(Some("2026-10"))?.spent.is_zero());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn budget(&self, label: Option<&str>) -> Result<Report, Error> {
        let period = self.period(label)?;
        let plans = self.plans();
        let mut expected = expected::expected(&plans.all, self.today, period.from, period.to);
        expected.retain(|payment| payment.currency == self.settings.currency);
        let outlook = Outlook { expected, recurring: &plans.paid };
        Ok(report::report(&self.settings, self.today, period, self.rows(), &outlook))
    }

    /// The period of that label, or the current one.
    ///
    /// # Errors
    /// When the label is none of the settings' period kind.
    ///
    /// ```
    /// # use budget::{Ledger, Settings};
    /// let ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// assert_eq!(ledger.period(None)?, ledger.period(Some("2026-11"))?);
    /// assert!(ledger.period(Some("2026-11-23")).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn period(&self, label: Option<&str>) -> Result<Period, Error> {
        match label {
            Some(label) => self.settings.period.labelled(label),
            None => self.settings.period.containing(self.today).ok_or_else(period::not_a_date),
        }
    }

    /// The pending lines that do not count, because the settled line they became is here as well, by their ids.
    ///
    /// ```
    /// # use budget::{ImportOptions, Ledger, Record, Settings, Status, import};
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # let mut statement = import(csv.as_bytes(), &ImportOptions::default())?.remove(0);
    /// let pending = Record { status: Status::Pending, date: "2026-11-02".parse()?, ..statement.records[0].clone() };
    /// statement.records.push(pending);
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// ledger.load(statement);
    /// assert_eq!(ledger.settled().map(|pair| pair.amount.to_string()).collect::<Vec<_>>(), ["-3.40"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn settled(&self) -> impl Iterator<Item = &Settled> {
        self.view().settled.iter()
    }

    /// Why a transaction is what it is; `None` where no transaction has the id.
    ///
    /// ```
    /// # use budget::{Filter, ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// let pret = &ledger.transactions(&Filter::default())[0];
    /// let why = ledger.explain(&pret.id).map(|why| why.because);
    /// assert_eq!(why, Some(vec!["Pret A Manger is known: Eating out (openpurse's list).".into()]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn explain(&self, id: &str) -> Option<Explanation> {
        let row = |id| self.rows().iter().find(|row| row.id == id).and_then(|row| self.see(row));
        let seen = row(Id::parse(id)?)?;
        let other = seen.row.other.and_then(row);
        // A refund is what its purchase is, unless the person decided about itself.
        let decided = other.filter(|_| seen.row.kind == Kind::Refund && !self.is_of_its_own(seen)).unwrap_or(seen);
        let other = other.map(|other| (other.row, other.account.display_name.as_str()));
        Some(explain::explain(seen.row, self.reason(decided), other))
    }

    /// Which transactions make a figure of a period's report, and how much each: their amounts sum to it.
    ///
    /// # Errors
    /// When the label is none of the settings' period kind.
    ///
    /// ```
    /// # use budget::{Figure, Ledger, Settings};
    /// # let ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// let figure: Figure = serde_json::from_str(r#"{"of":"spent","category":"groceries"}"#)?;
    /// assert!(ledger.figure(Some("2026-10"), figure)?.is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn figure(&self, label: Option<&str>, figure: Figure) -> Result<Vec<Addend>, Error> {
        let period = self.period(label)?;
        let rows = between(self.rows(), Some(period.from), Some(period.to));
        Ok(figure.addends(rows, self.settings.currency))
    }

    /// Pairs of transactions in two currencies that may be one move between own accounts: within three hundredths at the
    /// settings' rates, and a few days. Nothing is paired: who agrees corrects both to `transfers`.
    ///
    /// ```
    /// # use budget::{Ledger, Settings};
    /// # let ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// assert!(ledger.suggested_transfers().is_empty());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn suggested_transfers(&self) -> Vec<Exchange> {
        if self.settings.rates.is_empty() {
            return Vec::new();
        }
        let open = self.rows().iter().filter(|row| {
            let decided = matches!(row.decided_by, DecidedBy::You | DecidedBy::Rule);
            !decided && row.other.is_none() && matches!(row.kind, Kind::Spending | Kind::Income | Kind::Transfer)
        });
        let sides = open.filter_map(|row| {
            let (account, entry) = self.entries.at(row.place)?;
            let may = self.entries.decision(entry)?.nature != Nature::Trade;
            may.then_some(Side { id: row.id, account, date: row.date, amount: row.amount, currency: row.currency })
        });
        exchange::suggested(&self.settings, &sides.collect::<Vec<_>>())
    }

    /// What other settings would make of what is loaded, row by row: a rule can be looked at before it is saved.
    ///
    /// ```
    /// # use budget::{ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// let rules = br#"{"rules":[{"id":"work","if":{"text":"pret"},"then":{"category":"transport"}}]}"#;
    /// assert_eq!(ledger.preview(&Settings::from_json(rules)?).len(), 1);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn preview(&self, settings: &Settings) -> Vec<Change> {
        let after = View::read(settings, &self.accounts, &self.entries, &self.learned);
        let pairs = self.rows().iter().zip(&after.rows);
        pairs.filter_map(|(before, after)| Change::between(before, after)).collect()
    }

    /// After a change everything is read anew when it is asked for.
    fn forget_readings(&mut self) {
        self.view = OnceLock::new();
        self.plans = OnceLock::new();
    }

    fn rows(&self) -> &[Row] {
        &self.view().rows
    }

    fn view(&self) -> &View {
        self.view.get_or_init(|| View::read(&self.settings, &self.accounts, &self.entries, &self.learned))
    }
}

#[cfg(test)]
mod tests;
