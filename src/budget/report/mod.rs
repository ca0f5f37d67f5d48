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
/// `excluded` are signed sums. The two sides of `balance_check` are always equal: the input's sum, and
/// `income - spent + transfers + excluded` worked out from the lines.
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     02/11/2026,Acme Ltd,Salary,FASTER PAYMENT,2000.00,2100.00\n\
/// #     03/11/2026,Pret,,CARD,-3.40,2096.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let report = ledger.budget(Some("2026-11"))?;
/// assert_eq!((report.income.to_string(), report.spent.to_string()), ("2000.00".into(), "3.40".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// # let settings = Settings::from_json(br#"{"caps":[{"category":"eating_out","amount":100}]}"#)?;
/// # let mut ledger = Ledger::new(settings, "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // A cap of 100 for eating out, and 3.40 spent.
/// let line = &ledger.budget(None)?.budgets[0];
/// assert_eq!((line.spent.to_string(), line.left.to_string()), ("3.40".into(), "96.60".into()));
/// assert_eq!(line.amount + line.carried - line.spent, line.left);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// # use budget::{Category, ImportOptions, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let line = &ledger.budget(None)?.uncapped[0];
/// assert_eq!((line.category, line.spent.to_string()), (Category::EatingOut, "3.40".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// let caps = br#"{"caps":[{"category":"eating_out","amount":100},{"category":"home","amount":50}]}"#;
/// # let settings = Settings::from_json(caps)?;
/// # let mut ledger = Ledger::new(settings, "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let capped = ledger.budget(None)?.capped;
/// assert_eq!((capped.amount.to_string(), capped.left.to_string()), ("150".into(), "146.60".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     02/11/2026,Acme Ltd,Salary,FASTER PAYMENT,2000.00,2100.00\n\
/// #     03/11/2026,Pret,,CARD,-3.40,2096.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // Without caps: an income of 2000.00 less 3.40, for the 8 days from the 23rd on.
/// let left = ledger.budget(None)?.left_to_spend.ok_or("the period is over")?;
/// assert_eq!((left.amount.to_string(), left.per_day.to_string()), ("1996.60".into(), "249.58".into()));
/// // A period that is over has nothing left.
/// assert_eq!(ledger.budget(Some("2026-10"))?.left_to_spend, None);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// # use budget::{ImportOptions, Ledger, Pace, Settings};
/// # let settings = Settings::from_json(br#"{"caps":[{"category":"eating_out","amount":100}]}"#)?;
/// # let mut ledger = Ledger::new(settings, "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-90.00,0.00\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // 90 of 100 on the 23rd of 30 days.
/// assert_eq!(ledger.budget(None)?.budgets[0].pace, Pace::Ahead);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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

/// That nothing is lost and nothing is counted twice: both sides are equal, always. Signed, money out negative.
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     02/11/2026,Acme Ltd,Salary,FASTER PAYMENT,2000.00,2100.00\n\
/// #     03/11/2026,Pret,,CARD,-3.40,2096.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// let check = ledger.budget(None)?.balance_check;
/// assert_eq!((check.input.to_string(), check.accounted), ("1996.60".into(), check.input));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BalanceCheck {
    /// The sum of every transaction of the period.
    pub input: Amount,
    /// `income - spent + transfers + excluded`.
    pub accounted: Amount,
}

/// A payment that will come.
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings, Source};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     27/08/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
/// #     27/09/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
/// #     27/10/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // A water bill on the 27th of August, September and October.
/// let coming = &ledger.budget(Some("2026-11"))?.upcoming[0];
/// assert_eq!((coming.date.to_string(), coming.amount.to_string()), ("2026-11-27".into(), "-30.00".into()));
/// assert_eq!(coming.source, Source::Detected);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// # let settings = Settings::from_json(br#"{"caps":[{"category":"eating_out","amount":100}]}"#)?;
/// # let mut ledger = Ledger::new(settings, "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-85.00,0.00\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // 85 of 100 spent; the default thresholds are 80 and 100 percent.
/// let alert = &ledger.budget(None)?.alerts[0];
/// assert_eq!((alert.id.as_str(), alert.code), ("2026-11/eating_out/80", "cap_threshold"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// # let settings = Settings::default();
/// # let mut ledger = Ledger::new(settings, "2026-11-23".parse()?);
/// # let options: ImportOptions = serde_json::from_str(
/// #     r#"{"bank":"A bank","currency":"EUR","mapping":{"date":"1","description":"2","amount":"3","no_header":true}}"#,
/// # )?;
/// ledger.import(b"2026-11-03,PRET,-10.00\n", &options)?;
/// // Ten euros count beside the pounds, never with them.
/// let report = ledger.budget(None)?;
/// assert!(report.spent.is_zero());
/// assert_eq!(report.other_currencies[0].spent.to_string(), "10.00");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
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
///
/// ```
/// # use budget::{ImportOptions, Ledger, Settings};
/// let settings = Settings::from_json(br#"{"rates":[{"currency":"EUR","rate":0.85}]}"#)?;
/// # let mut ledger = Ledger::new(settings, "2026-11-23".parse()?);
/// # let options: ImportOptions = serde_json::from_str(
/// #     r#"{"bank":"A bank","currency":"EUR","mapping":{"date":"1","description":"2","amount":"3","no_header":true}}"#,
/// # )?;
/// ledger.import(b"2026-11-03,PRET,-10.00\n", &options)?;
/// let report = ledger.budget(None)?;
/// assert_eq!(report.other_currencies[0].converted.map(|about| about.spent.to_string()), Some("8.50".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Converted {
    /// Money received.
    pub income: Amount,
    /// Money spent.
    pub spent: Amount,
}

#[cfg(test)]
mod tests;
