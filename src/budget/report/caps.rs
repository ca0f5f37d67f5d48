//! One cap in one period: what it carries over, how it stands, and where it will end.

use super::make::{Days, Earlier, Outlook};
use super::totals::Spent;
use super::{Alert, BudgetLine, Pace};
use crate::money::Amount;
use crate::period::Period;
use crate::settings::{Cap, Rollover};

/// How many days of the earlier periods' habit the first days of a period are mixed with: one large purchase on the first
/// day must not be taken for thirty of them.
const HABIT_DAYS: u32 = 7;

pub(super) fn line(
    cap: &Cap,
    spent: Spent,
    period: &Period,
    days: Days,
    earlier: &[Earlier<'_>],
    outlook: &Outlook<'_>,
) -> BudgetLine {
    let amount = cap.amount_at(period.from);
    let carried = carried(cap, earlier);
    let to_come = outlook.to_come(cap.category);
    let available = amount + carried;
    let habit = spent.amount - spent.recurring;
    let projected = match days.left() {
        0 => spent.amount,
        left => spent.amount + to_come + habit_to_come(habit, cap, days, left, earlier),
    };
    let free = available - spent.recurring - to_come;
    BudgetLine {
        name: cap.category.name(),
        category: cap.category,
        amount,
        spent: spent.amount,
        left: available - spent.amount,
        carried,
        pace: match spent.amount {
            over if over > available => Pace::Over,
            _ if habit > Amount::ZERO && habit > free.scaled(days.begun, days.all) => Pace::Ahead,
            _ => Pace::OnTrack,
        },
        projected,
        transactions: spent.transactions,
    }
}

/// What the earlier periods leave, the oldest first: each adds its cap and takes its spending, and the rollover says what of
/// the rest goes on.
fn carried(cap: &Cap, earlier: &[Earlier<'_>]) -> Amount {
    if cap.rollover == Rollover::None {
        return Amount::ZERO;
    }
    earlier.iter().rev().fold(Amount::ZERO, |carried, period| {
        let left = cap.amount_at(period.from) + carried - period.totals.of(cap.category).amount;
        match cap.rollover {
            Rollover::SurplusAndDeficit => left,
            Rollover::Surplus if left > Amount::ZERO => left,
            Rollover::Surplus | Rollover::None => Amount::ZERO,
        }
    })
}

/// What the days that are left will cost beside recurring payments: as much a day as the days so far, mixed with a week of
/// the last three whole periods, where there are some. Never less than nothing: refunds are no habit.
fn habit_to_come(habit: Amount, cap: &Cap, days: Days, left: u32, earlier: &[Earlier<'_>]) -> Amount {
    let last = earlier.iter().take(3);
    let (before, before_days) = last.fold((Amount::ZERO, 0u32), |(sum, days), period| {
        let spent = period.totals.of(cap.category);
        (sum + spent.amount - spent.recurring, days.saturating_add(period.days))
    });
    let habit = habit.at_least_zero();
    let estimate = if before_days == 0 {
        habit.scaled(left, days.begun)
    } else {
        let mixed = habit + before.at_least_zero().scaled(HABIT_DAYS, before_days);
        mixed.scaled(left, days.begun.saturating_add(HABIT_DAYS))
    };
    estimate.at_least_zero()
}

/// The highest threshold that the spending has reached, and whether the cap will not last. A cap of zero is reached by any
/// spending.
pub(super) fn alerts(line: &BudgetLine, period: &Period, thresholds: &[u16]) -> Vec<Alert> {
    let available = line.amount + line.carried;
    let reached = |percent: &&u16| line.spent > Amount::ZERO && line.spent >= available.scaled((**percent).into(), 100);
    let alert = |code, threshold: u16, name: &str, message| Alert {
        id: format!("{}/{}/{name}", period.label, line.category),
        code,
        category: line.category,
        threshold,
        message,
    };
    let mut alerts = Vec::new();
    if let Some(threshold) = thresholds.iter().filter(reached).max() {
        let message = format!("{} has reached {threshold}% of its cap", line.name);
        alerts.push(alert("cap_threshold", *threshold, &threshold.to_string(), message));
    }
    if line.pace != Pace::Over && line.projected > available {
        let message = format!("{} is on the way to {}, past its cap of {available}", line.name, line.projected);
        alerts.push(alert("projected_over", 100, "projected", message));
    }
    alerts
}
