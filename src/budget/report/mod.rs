//! The budget report of one period: what was earned, spent and moved, and how the caps stand. Here are its shapes; `make`
//! puts one together.

mod caps;
mod make;
mod totals;

pub(crate) use make::{Outlook, report};

use chrono::NaiveDate;
use serde::Serialize;

use crate::category::Category;
use crate::expected::Source;
use crate::money::{Amount, Currency};
use crate::period::Period;

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
    /// The caps together; zeros where there are none.
    pub capped: CappedTotals,
    /// The other categories with spending, the largest first.
    pub uncapped: Vec<SpendingLine>,
    /// What can still be spent in this period; `None` when it is over.
    pub left_to_spend: Option<LeftToSpend>,
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
    /// Payments that will come in this period, from today on; the nearest first.
    pub upcoming: Vec<Upcoming>,
    /// The thresholds that caps have reached, and the caps that will not last.
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
    /// The cap of this period.
    pub amount: Amount,
    /// Spent so far, positive; negative when more came back than went out.
    pub spent: Amount,
    /// `amount + carried - spent`; negative when overspent.
    pub left: Amount,
    /// Carried over from the periods before, of the last year: positive where something was left, negative where it was
    /// overspent.
    pub carried: Amount,
    /// How spending stands against the allowance to date.
    pub pace: Pace,
    /// Spending at the period's end: what is spent, what is known to come, and the rest of the days as the days so far. See
    /// [`Pace`] for what counts as known.
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

/// The sums over all caps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct CappedTotals {
    /// Of the caps.
    pub amount: Amount,
    /// Of what was carried over.
    pub carried: Amount,
    /// Of what was spent on them.
    pub spent: Amount,
    /// `amount + carried - spent`.
    pub left: Amount,
}

/// What can still be spent until the period ends: with a payday period, until the next payday.
///
/// With caps it is what they leave less the recurring payments still to come in their categories. Without caps it is the
/// income of the period, with what is still expected, less what was spent and all recurring payments to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct LeftToSpend {
    /// How much; negative when it will not last.
    pub amount: Amount,
    /// The same for each day from today on, rounded to pennies; never negative.
    pub per_day: Amount,
    /// The last day it is for.
    pub until: NaiveDate,
    /// The recurring payments to come that were taken off, positive.
    pub commitments: Amount,
}

/// How spending stands against the allowance to date.
///
/// Recurring payments are known in advance: they come off the cap first, whenever in the period they fall, and what remains is
/// allowed day by day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Pace {
    /// At most what the begun days allow.
    OnTrack,
    /// More than that, but within the cap and what was carried.
    Ahead,
    /// More than the cap and what was carried.
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

/// Something to know about a cap: once per period, by its `id`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alert {
    /// The same as long as it means the same, such as `2026-11/groceries/80`: who has seen it need not see it again.
    pub id: String,
    /// `cap_threshold` (the spending has reached it) or `projected_over` (it will pass the cap if it goes on so).
    pub code: &'static str,
    /// The category.
    pub category: Category,
    /// The highest threshold reached, in percent of the cap with what was carried; 100 for a projection.
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
    /// About how much it is in the report's currency, where the settings have a rate. An estimate, in none of the sums.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub converted: Option<Converted>,
}

/// Totals of another currency at the rate of the settings, rounded to pennies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Converted {
    /// Money received.
    pub income: Amount,
    /// Money spent.
    pub spent: Amount,
}

#[cfg(test)]
mod tests;
