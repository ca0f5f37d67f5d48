//! The sums of one currency over a stretch of days.

use super::{BalanceCheck, SpendingLine};
use crate::category::Category;
use crate::identity::Id;
use crate::money::Amount;
use crate::order::sort_by;
use crate::row::Row;
use crate::transaction::Kind;

/// Signed sums; what was spent is positive.
#[derive(Debug, Default)]
pub(super) struct Totals {
    input: Amount,
    pub(super) income: Amount,
    pub(super) transfers: Amount,
    pub(super) excluded: Amount,
    /// In the order of [`Category::ALL`].
    categories: [Spent; Category::ALL.len()],
}

/// What was spent on one category.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Spent {
    pub(super) amount: Amount,
    /// The part of it that recurring payments made.
    pub(super) recurring: Amount,
    pub(super) transactions: usize,
}

impl Totals {
    /// `recurring` are the sorted ids of what recurring payments made.
    pub(super) fn add(&mut self, row: &Row, recurring: &[Id]) {
        self.input += row.amount;
        match row.kind {
            Kind::Income => self.income += row.amount,
            Kind::Transfer => self.transfers += row.amount,
            Kind::Excluded => self.excluded += row.amount,
            Kind::Spending | Kind::Refund => {
                for part in row.parts() {
                    let Some(spent) = self.categories.get_mut(part.category as usize) else { continue };
                    spent.amount += -part.amount;
                    spent.transactions = spent.transactions.saturating_add(1);
                    if recurring.binary_search(&row.id).is_ok() {
                        spent.recurring += -part.amount;
                    }
                }
            }
        }
    }

    pub(super) fn of(&self, category: Category) -> Spent {
        self.categories.get(category as usize).copied().unwrap_or_default()
    }

    pub(super) fn spent(&self) -> Amount {
        // The zeros of the others have no digits after the point, and the sum would take theirs.
        self.categories.iter().filter(|spent| spent.transactions > 0).map(|spent| spent.amount).sum()
    }

    pub(super) fn check(&self) -> BalanceCheck {
        let accounted = self.income - self.spent() + self.transfers + self.excluded;
        debug_assert_eq!(self.input, accounted, "money is conserved");
        BalanceCheck { input: self.input, accounted }
    }

    /// The categories with spending, the largest first, but those that have a cap.
    pub(super) fn lines(&self, capped: impl Fn(Category) -> bool) -> Vec<SpendingLine> {
        let spent = Category::ALL.iter().zip(&self.categories).filter(|(_, spent)| spent.transactions > 0);
        let open = spent.filter(|(category, _)| !capped(**category));
        let line = |(category, spent): (&Category, &Spent)| SpendingLine {
            name: category.name(),
            category: *category,
            spent: spent.amount,
        };
        let mut lines: Vec<_> = open.map(line).collect();
        sort_by(&mut lines, |a, b| b.spent.cmp(&a.spent).then(a.category.cmp(&b.category)));
        lines
    }
}
