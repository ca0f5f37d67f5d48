//! Payments that will come, as far as they are known: what the projections and `upcoming` are made of.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::category::Category;
use crate::money::{Amount, Currency};
use crate::order::sort_by;
use crate::recurring::Plan;

/// Where a coming payment is known from, the surest first.
///
/// ```
/// use budget::Source;
/// assert!(Source::StandingOrder < Source::DirectDebit && Source::DirectDebit < Source::Detected);
/// assert_eq!(serde_json::to_string(&Source::StandingOrder)?, "\"standing_order\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The bank's list of standing orders.
    StandingOrder,
    /// The bank's list of direct debits.
    DirectDebit,
    /// Found in the transactions.
    Detected,
}

impl Source {
    /// The bank's own lists.
    pub(crate) const LISTS: [Self; 2] = [Self::StandingOrder, Self::DirectDebit];
}

/// One payment on one day to come.
///
/// ```
/// # use budget::{Category, ImportOptions, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     27/08/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
/// #     27/09/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
/// #     27/10/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// // A water bill, seen on the 27th of three months.
/// let next = &ledger.expected("2026-11-23".parse()?, "2026-11-30".parse()?)[0];
/// assert_eq!((next.date.to_string(), next.amount.to_string()), ("2026-11-27".into(), "-30.00".into()));
/// assert_eq!(next.category, Category::Bills);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    /// Who pays or will be paid, for people.
    pub name: String,
    /// The day on which it is expected.
    pub date: NaiveDate,
    /// How much; money out is negative.
    pub amount: Amount,
    /// The currency of `amount`.
    pub currency: Currency,
    /// What it will count as.
    pub category: Category,
    /// Whether it moves the person's own money, and so is neither income nor spending.
    pub transfer: bool,
    /// Where it is known from.
    pub source: Source,
}

/// Nobody plans further ahead than this, and nothing that is paid daily fills the memory.
const AHEAD: Days = Days::new(731);

/// Every payment of these plans from `from` to `to`, by date: today at the earliest, and at most two years ahead.
/// A date that falls on a weekend, or in pounds on a bank holiday, moves as that payment does.
pub(crate) fn expected(plans: &[Plan], today: NaiveDate, from: NaiveDate, to: NaiveDate) -> Vec<Expected> {
    let to = today.checked_add_days(AHEAD).map_or(to, |horizon| horizon.min(to));
    let mut all: Vec<Expected> = plans.iter().flat_map(|plan| turns(plan, from.max(today), to)).collect();
    sort_by(&mut all, |a, b| (a.date, &a.name, a.amount).cmp(&(b.date, &b.name, b.amount)));
    all
}

fn turns(plan: &Plan, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = Expected> + '_ {
    let first = Some((plan.due, plan.payment.next_date));
    let dates = std::iter::successors(first, move |(due, _)| {
        let due = plan.rhythm?.after(*due)?;
        Some((due, plan.moves.of(due)?))
    });
    // A date moves back by six days at most.
    let beyond = to.checked_add_days(Days::new(7)).unwrap_or(to);
    let dates = dates.take_while(move |(due, _)| *due <= beyond && plan.end.is_none_or(|end| *due <= end));
    dates.map(|(_, date)| date).filter(move |date| (from..=to).contains(date)).map(|date| {
        let it = &plan.payment;
        Expected {
            name: it.name.clone(),
            date,
            amount: it.amount,
            currency: it.currency,
            category: it.category,
            transfer: it.transfer,
            source: it.source,
        }
    })
}
