//! The budget report of one period: what was earned, spent and moved, and how the caps stand.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::category::Category;
use crate::expected::Source;
use crate::money::{Amount, Currency};
use crate::period::Period;
use crate::settings::{Cap, Settings};
use crate::transaction::{Kind, Transaction};

/// One period's budget in the settings' currency, with every other currency beside it.
///
/// `spent` is positive for money spent, net of refunds; `income` is positive for money received; `transfers` and
/// `excluded` are signed sums. The two sides of `balance_check` are always equal (rule 8): the input's sum, and
/// `income - spent + transfers + excluded` worked out from the lines.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Always true.
    pub ok: bool,
    /// The period.
    pub period: Period,
    /// The currency of every figure that has none of its own.
    pub currency: Currency,
    /// The categories that have a cap, in the order of the settings.
    pub budgets: Vec<BudgetLine>,
    /// The other categories with spending, the largest first.
    pub uncapped: Vec<SpendingLine>,
    /// Money received.
    pub income: Amount,
    /// Money spent, over all categories.
    pub spent: Amount,
    /// Moves between own accounts whose other leg lies outside of the period, or is on an account that is not connected.
    pub transfers: Amount,
    /// What a person's rules left out.
    pub excluded: Amount,
    /// Both sides of the conservation rule.
    pub balance_check: BalanceCheck,
    /// Payments that will come. Empty until recurring payments are detected.
    pub upcoming: Vec<Upcoming>,
    /// The thresholds that caps have reached.
    pub alerts: Vec<Alert>,
    /// Each other currency with totals of its own; currencies are never added together.
    pub other_currencies: Vec<CurrencyTotals>,
}

/// A category with a cap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BudgetLine {
    /// The category's name for people.
    pub name: &'static str,
    /// The category.
    pub category: Category,
    /// The cap.
    pub amount: Amount,
    /// Spent so far, positive; negative when more came back than went out.
    pub spent: Amount,
    /// `amount + carried - spent`; negative when overspent.
    pub left: Amount,
    /// Carried over from the period before.
    pub carried: Amount,
    /// Spending against the share of the period that has begun.
    pub pace: Pace,
    /// Spending at the period's end if it goes on as so far.
    pub projected: Amount,
    /// How many transactions `spent` is made of.
    pub transactions: usize,
}

/// A category without a cap.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpendingLine {
    /// The category's name for people.
    pub name: &'static str,
    /// The category.
    pub category: Category,
    /// Spent so far, positive.
    pub spent: Amount,
}

/// How spending stands against the allowance to date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// At most the share of the cap that the begun days allow.
    OnTrack,
    /// More than that, but within the cap.
    Ahead,
    /// More than the cap.
    Over,
}

/// Rule 8: nothing is lost and nothing is counted twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BalanceCheck {
    /// The sum of every transaction of the period.
    pub input: Amount,
    /// `income - spent + transfers + excluded`.
    pub accounted: Amount,
}

/// A payment that will come.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Upcoming {
    /// Who will be paid.
    pub name: String,
    /// When.
    pub date: NaiveDate,
    /// How much; money out is negative.
    pub amount: Amount,
    /// Where it is known from.
    pub source: Source,
}

/// A threshold that a cap has reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alert {
    /// Always `cap_threshold`.
    pub code: &'static str,
    /// The category.
    pub category: Category,
    /// The highest threshold reached, in percent of the cap.
    pub threshold: u16,
    /// For people.
    pub message: String,
}

/// The totals of a currency that is not the settings'.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurrencyTotals {
    /// The currency.
    pub currency: Currency,
    /// Categories with spending, the largest first.
    pub uncapped: Vec<SpendingLine>,
    /// As in [`Report`].
    pub income: Amount,
    /// As in [`Report`].
    pub spent: Amount,
    /// As in [`Report`].
    pub transfers: Amount,
    /// As in [`Report`].
    pub excluded: Amount,
    /// As in [`Report`].
    pub balance_check: BalanceCheck,
}

/// Sums of one currency.
#[derive(Debug, Default)]
struct Totals {
    input: Amount,
    income: Amount,
    transfers: Amount,
    excluded: Amount,
    categories: BTreeMap<Category, (Amount, usize)>,
}

impl Totals {
    fn add(&mut self, row: &Transaction) {
        self.input += row.amount;
        match row.kind {
            Kind::Income => self.income += row.amount,
            Kind::Transfer => self.transfers += row.amount,
            Kind::Excluded => self.excluded += row.amount,
            Kind::Spending | Kind::Refund => {
                for part in row.parts() {
                    let (spent, count) = self.categories.entry(part.category).or_default();
                    *spent += -part.amount;
                    *count = count.saturating_add(1);
                }
            }
        }
    }

    fn spent(&self) -> Amount {
        self.categories.values().map(|(spent, _)| *spent).sum()
    }

    fn check(&self) -> BalanceCheck {
        let accounted = self.income - self.spent() + self.transfers + self.excluded;
        BalanceCheck { input: self.input, accounted }
    }

    fn lines(&self, capped: impl Fn(Category) -> bool) -> Vec<SpendingLine> {
        let mut lines: Vec<_> = self
            .categories
            .iter()
            .filter(|(category, _)| !capped(**category))
            .map(|(category, (spent, _))| SpendingLine { name: category.name(), category: *category, spent: *spent })
            .collect();
        lines.sort_by_key(|line| (std::cmp::Reverse(line.spent), line.category));
        lines
    }
}

/// The report of a period over these transactions; those outside of the period do not count.
pub(crate) fn report(settings: &Settings, today: NaiveDate, period: Period, rows: &[Transaction]) -> Report {
    let mut currencies: BTreeMap<Currency, Totals> = BTreeMap::new();
    for row in rows.iter().filter(|row| period.contains(row.date)) {
        currencies.entry(row.currency).or_default().add(row);
    }
    let totals = currencies.remove(&settings.currency).unwrap_or_default();
    let budgets: Vec<_> = settings.caps.iter().map(|cap| budget_line(cap, &totals, &period, today)).collect();
    let alerts = budgets.iter().filter_map(|line| alert(line, &settings.alert_thresholds)).collect();
    Report {
        ok: true,
        currency: settings.currency,
        uncapped: totals.lines(|category| settings.cap(category).is_some()),
        budgets,
        income: totals.income,
        spent: totals.spent(),
        transfers: totals.transfers,
        excluded: totals.excluded,
        balance_check: totals.check(),
        upcoming: Vec::new(),
        alerts,
        other_currencies: currencies.into_iter().map(|(currency, totals)| other(currency, &totals)).collect(),
        period,
    }
}

fn budget_line(cap: &Cap, totals: &Totals, period: &Period, today: NaiveDate) -> BudgetLine {
    let (spent, transactions) = totals.categories.get(&cap.category).copied().unwrap_or_default();
    let (begun, days) = (period.days_begun(today), period.days());
    BudgetLine {
        name: cap.category.name(),
        category: cap.category,
        amount: cap.amount,
        spent,
        left: cap.amount - spent,
        carried: Amount::ZERO,
        pace: match spent {
            _ if spent > cap.amount => Pace::Over,
            _ if spent > cap.amount.scaled(begun, days) => Pace::Ahead,
            _ => Pace::OnTrack,
        },
        projected: if begun == days { spent } else { spent.scaled(days, begun) },
        transactions,
    }
}

/// The highest threshold that the spending has reached. A cap of zero is reached by any spending.
fn alert(line: &BudgetLine, thresholds: &[u16]) -> Option<Alert> {
    let reached =
        |percent: &&u16| line.spent > Amount::ZERO && line.spent >= line.amount.scaled((**percent).into(), 100);
    let threshold = *thresholds.iter().filter(reached).max()?;
    let message = format!("{} has reached {threshold}% of its cap", line.name);
    Some(Alert { code: "cap_threshold", category: line.category, threshold, message })
}

fn other(currency: Currency, totals: &Totals) -> CurrencyTotals {
    CurrencyTotals {
        currency,
        uncapped: totals.lines(|_| false),
        income: totals.income,
        spent: totals.spent(),
        transfers: totals.transfers,
        excluded: totals.excluded,
        balance_check: totals.check(),
    }
}
