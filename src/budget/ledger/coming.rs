//! The payments that come back, and when the next ones are due.

use chrono::NaiveDate;

use super::Ledger;
use crate::expected::{self, Expected};
use crate::identity::Id;
use crate::order::sort_by;
use crate::recurring::{self, Held, Plan, RecurringPayment};
use crate::row::between;
use crate::transaction::Kind;

/// What comes back.
#[derive(Debug, Clone)]
pub(super) struct Plans {
    pub(super) all: Vec<Plan>,
    /// The ids of the transactions that were their payments, sorted.
    pub(super) paid: Vec<Id>,
}

impl Ledger {
    /// The payments that come back and go on, the next one first.
    ///
    /// ```
    /// # use budget::{ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
    /// #     27/08/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
    /// #     27/09/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
    /// #     27/10/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// // A water bill on the 27th of August, September and October.
    /// let water = &ledger.recurring()[0];
    /// assert_eq!((water.every.as_str(), water.next_date.to_string()), ("month", "2026-11-27".into()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn recurring(&self) -> Vec<RecurringPayment> {
        self.plans().all.iter().map(|plan| plan.payment.clone()).collect()
    }

    /// Every turn of every recurring payment from `from` to `to` that is still to come, by date: today at the
    /// earliest, and at most two years ahead.
    ///
    /// ```
    /// # use budget::{ImportOptions, Ledger, Settings};
    /// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
    /// #     27/08/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
    /// #     27/09/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n\
    /// #     27/10/2026,Thames Water,Water,DIRECT DEBIT,-30.00,0.00\n";
    /// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
    /// // The same bill: the 27th of December is a Sunday and the 28th a bank holiday, so it is paid on the 29th.
    /// let coming = ledger.expected("2026-11-23".parse()?, "2026-12-31".parse()?);
    /// let days: Vec<_> = coming.iter().map(|payment| payment.date.to_string()).collect();
    /// assert_eq!(days, ["2026-11-27", "2026-12-29"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn expected(&self, from: NaiveDate, to: NaiveDate) -> Vec<Expected> {
        expected::expected(&self.plans().all, self.today, from, to)
    }

    pub(super) fn plans(&self) -> &Plans {
        self.plans.get_or_init(|| {
            let begun = between(self.rows(), None, Some(self.today)).iter();
            let rows = begun.filter(|row| matches!(row.kind, Kind::Spending | Kind::Income | Kind::Transfer));
            let sightings = rows.filter_map(|row| self.sighting(row));
            let held = self.commitments.iter().flat_map(|(fingerprint, commitments)| {
                let account = self.accounts.get(fingerprint);
                commitments.iter().filter_map(move |commitment| Some(Held { account: account?, commitment }))
            });
            let all = recurring::plans(&self.accounts, held.collect(), sightings, self.today);
            let mut paid: Vec<Id> = all.iter().flat_map(|plan| &plan.paid).copied().collect();
            sort_by(&mut paid, Ord::cmp);
            Plans { all, paid }
        })
    }
}
