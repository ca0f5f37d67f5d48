//! Puts the report of a period together.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::totals::Totals;
use super::{BudgetLine, CappedTotals, Converted, CurrencyTotals, LeftToSpend, Report, Upcoming, caps};
use crate::category::Category;
use crate::expected::Expected;
use crate::identity::Id;
use crate::money::{Amount, Currency};
use crate::period::Period;
use crate::row::{Row, between};
use crate::settings::Settings;

/// How many whole periods back habits are taken from.
const HABIT_PERIODS: usize = 3;

/// What is known of recurring payments.
#[derive(Debug, Default)]
pub(crate) struct Outlook<'a> {
    /// The payments to come in the report's period and currency, from today on; the nearest first.
    pub(crate) expected: Vec<Expected>,
    /// The ids of the transactions that are of recurring payments, sorted.
    pub(crate) recurring: &'a [Id],
}

impl Outlook<'_> {
    /// What will be spent on a category, positive.
    pub(super) fn to_come(&self, category: Category) -> Amount {
        self.spending().filter(|payment| payment.category == category).map(|payment| -payment.amount).sum()
    }

    fn spending(&self) -> impl Iterator<Item = &Expected> {
        self.expected.iter().filter(|payment| !payment.transfer && payment.amount.is_negative())
    }
}

/// The days of a period as they are today.
#[derive(Debug, Clone, Copy)]
pub(super) struct Days {
    pub(super) all: u32,
    /// Today among them.
    pub(super) begun: u32,
}

impl Days {
    pub(super) fn left(self) -> u32 {
        self.all.saturating_sub(self.begun)
    }
}

/// A whole period before the report's.
#[derive(Debug)]
pub(super) struct Earlier<'a> {
    pub(super) from: NaiveDate,
    pub(super) days: u32,
    pub(super) totals: &'a Totals,
}

/// The report of a period. `rows` are all there are, newest first: rollovers and habits come from those before the period.
pub(crate) fn report(
    settings: &Settings,
    today: NaiveDate,
    period: Period,
    rows: &[Row],
    outlook: &Outlook<'_>,
) -> Report {
    let mut currencies: BTreeMap<Currency, Totals> = BTreeMap::new();
    for row in between(rows, Some(period.from), Some(period.to)) {
        currencies.entry(row.currency).or_default().add(row, outlook.recurring);
    }
    let totals = currencies.remove(&settings.currency).unwrap_or_default();
    let days = Days { all: period.days(), begun: period.days_begun(today) };
    let before = before(settings, &period, rows, outlook);
    let earlier: Vec<_> =
        before.iter().map(|(period, totals)| Earlier { from: period.from, days: period.days(), totals }).collect();
    let line = |cap| caps::line(cap, totals.of(cap.category), &period, days, &earlier, outlook);
    let budgets: Vec<_> = settings.caps.iter().map(line).collect();
    let alerts = budgets.iter().flat_map(|line| caps::alerts(line, &period, &settings.alert_thresholds)).collect();
    Report {
        ok: true,
        currency: settings.currency,
        uncapped: totals.lines(|category| settings.cap(category).is_some()),
        capped: capped(&budgets),
        left_to_spend: left_to_spend(&budgets, &totals, &period, today, outlook),
        budgets,
        income: totals.income,
        spent: totals.spent(),
        transfers: totals.transfers,
        excluded: totals.excluded,
        balance_check: totals.check(),
        upcoming: outlook.expected.iter().map(upcoming).collect(),
        alerts,
        other_currencies: currencies.into_iter().map(|(currency, totals)| other(settings, currency, &totals)).collect(),
        period,
    }
}

/// The whole periods before this one, the nearest first: those from whose first day on there are transactions. As many as
/// rollovers and habits ask for.
fn before(settings: &Settings, period: &Period, rows: &[Row], outlook: &Outlook<'_>) -> Vec<(Period, Totals)> {
    let Some(oldest) = rows.last().map(|row| row.date) else { return Vec::new() };
    let since = oldest.max(settings.looks_back_to(period));
    let most = match settings.caps.as_slice() {
        [] => 0,
        _ if settings.rolls_over() => usize::MAX,
        _ => HABIT_PERIODS,
    };
    let previous =
        |period: &Period| settings.period.containing(period.from.pred_opt()?).filter(|before| before.from >= since);
    let periods = std::iter::successors(previous(period), previous).take(most);
    let totals = |period: Period| {
        let mut totals = Totals::default();
        let rows = between(rows, Some(period.from), Some(period.to));
        rows.iter().filter(|row| row.currency == settings.currency).for_each(|row| totals.add(row, outlook.recurring));
        (period, totals)
    };
    periods.map(totals).collect()
}

fn capped(budgets: &[BudgetLine]) -> CappedTotals {
    budgets.iter().fold(CappedTotals::default(), |sum, line| CappedTotals {
        amount: sum.amount + line.amount,
        carried: sum.carried + line.carried,
        spent: sum.spent + line.spent,
        left: sum.left + line.left,
    })
}

fn left_to_spend(
    budgets: &[BudgetLine],
    totals: &Totals,
    period: &Period,
    today: NaiveDate,
    outlook: &Outlook<'_>,
) -> Option<LeftToSpend> {
    if period.to < today {
        return None;
    }
    // Today is still to be spent in.
    let begun = period.days_begun(today);
    let remaining = period.days().saturating_sub(begun).saturating_add(u32::from(begun > 0));
    let (before, commitments): (Amount, Amount) = if budgets.is_empty() {
        let income = outlook.expected.iter().filter(|payment| !payment.transfer && !payment.amount.is_negative());
        let to_come = outlook.spending().map(|payment| -payment.amount).sum();
        (totals.income + income.map(|payment| payment.amount).sum() - totals.spent(), to_come)
    } else {
        (capped(budgets).left, budgets.iter().map(|line| outlook.to_come(line.category)).sum())
    };
    let amount = before - commitments;
    Some(LeftToSpend { amount, per_day: amount.at_least_zero().scaled(1, remaining), until: period.to, commitments })
}

fn upcoming(payment: &Expected) -> Upcoming {
    Upcoming { name: payment.name.clone(), date: payment.date, amount: payment.amount, source: payment.source }
}

fn other(settings: &Settings, currency: Currency, totals: &Totals) -> CurrencyTotals {
    let rate = settings.rates.iter().find(|rate| rate.currency == currency).map(|rate| rate.rate);
    CurrencyTotals {
        currency,
        uncapped: totals.lines(|_| false),
        income: totals.income,
        spent: totals.spent(),
        transfers: totals.transfers,
        excluded: totals.excluded,
        balance_check: totals.check(),
        converted: rate
            .map(|rate| Converted { income: totals.income.at_rate(rate), spent: totals.spent().at_rate(rate) }),
    }
}
