//! Recurring payments of generated households.

use chrono::{Datelike, Days};
use proptest::prelude::*;

use super::*;
use crate::money::Currency;
use crate::recurring::rhythm::{Moves, Shift};

fn rhythms() -> impl Strategy<Value = Rhythm> {
    let months = prop_oneof![Just(1u32), Just(3), Just(12)];
    prop_oneof![
        prop_oneof![Just(7u32), Just(14), Just(28)].prop_map(Rhythm::Days),
        (months, 1u32..=31).prop_map(|(every, day)| Rhythm::Months { every, day }),
    ]
}

/// The due days after `start`.
fn due(rhythm: Rhythm, start: NaiveDate, count: usize) -> Vec<NaiveDate> {
    std::iter::successors(rhythm.after(start), |day| rhythm.after(*day)).take(count).collect()
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (735_000i32..742_000).prop_map(|days| NaiveDate::from_num_days_from_ce_opt(days).unwrap())
}

fn row(date: NaiveDate, amount: &str, description: &str) -> Record {
    record(&date.to_string(), amount, description)
}

proptest! {
    /// Weekends move the payments, and one of them is a day late.
    #[test]
    fn a_series_of_any_rhythm_is_found(
        rhythm in rhythms(), start in day(), count in 5usize..9, late in 1usize..4,
        shift in prop_oneof![Just(Shift::Stay), Just(Shift::Next), Just(Shift::Previous)],
    ) {
        let days = due(rhythm, start, count + 1);
        let moves = Moves::new(shift, Currency::GBP, Some(rhythm));
        let jitter = |(n, day): (usize, &NaiveDate)| {
            let day = shift.of(*day).unwrap();
            if n == late { day.checked_add_days(Days::new(1)).unwrap() } else { day }
        };
        let rows: Vec<_> = days.iter().take(count).enumerate().map(jitter).map(|day| row(day, "-7.50", "QZX CLUB")).collect();
        let today = rows.last().unwrap().date;
        let payments = found(&today.to_string(), rows);
        prop_assert_eq!(payments.len(), 1);
        prop_assert_eq!(&payments[0].every, &rhythm.to_string());
        // Which way a payment moves is not known before it has moved, and a day too early may be a bank holiday's.
        let due = [days[count], moves.of(days[count]).unwrap()];
        let apart = due.map(|day| payments[0].next_date.signed_duration_since(day).num_days().abs()).into_iter().min();
        prop_assert!(apart <= Some(5), "{} for {:?}", payments[0].next_date, days);
    }

    #[test]
    fn noise_is_no_payment_unless_it_came_often(
        days in prop::collection::vec((0u64..800, 0usize..6, 1u32..5), 0..40),
    ) {
        let start = NaiveDate::from_ymd_opt(2024, 9, 1).unwrap();
        let payees = ["QZX", "NETFLIX.COM", "AVIVA", "TESCO", "ACME SALARY", "PRET"];
        let rows: Vec<_> = days.iter().map(|(day, payee, amount)| {
            row(start.checked_add_days(Days::new(*day)).unwrap(), &format!("-{amount}"), payees[*payee])
        }).collect();
        let ledger = ledger("2026-11-20", rows.clone(), Vec::new());
        for payment in ledger.recurring() {
            let text = &ledger.transactions(&crate::Filter::default()).into_iter()
                .find(|row| row.merchant.as_ref().unwrap_or(&row.description) == &payment.name).unwrap().description;
            let times = rows.iter().filter(|row| &row.description == text).count();
            prop_assert!(times >= if payment.every == "year" { 2 } else { 3 }, "{payment:?}");
            prop_assert!(payment.next_date.num_days_from_ce() >= ledger_today().num_days_from_ce());
        }
    }

    #[test]
    fn neither_the_order_of_rows_nor_loading_twice_matters(
        rhythm in rhythms(), start in day(), seed in prop::collection::vec(0u64..400, 0..20), turn in 0usize..30,
    ) {
        let mut rows: Vec<_> = due(rhythm, start, 6).into_iter().map(|day| row(day, "-7.50", "QZX CLUB")).collect();
        rows.extend(seed.iter().map(|day| row(start.checked_add_days(Days::new(*day)).unwrap(), "-4", "TESCO")));
        let today = rows.iter().map(|row| row.date).max().unwrap().to_string();
        let listed = vec![order("QZX", "-7.50", MONTHLY, &today), order("B", "-1", MONTHLY, &today)];
        let once = ledger(&today, rows.clone(), listed.clone());
        let by = turn % rows.len();
        rows.rotate_left(by);
        let mut twice = ledger(&today, rows.clone(), listed.iter().rev().cloned().collect());
        prop_assert_eq!(once.recurring(), twice.recurring());
        twice.load(crate::transaction::Statement { commitments: listed, ..statement("current", rows) });
        prop_assert_eq!(once.recurring(), twice.recurring());
    }
}

fn ledger_today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 20).unwrap()
}
