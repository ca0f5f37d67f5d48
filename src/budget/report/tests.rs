use proptest::prelude::*;

use crate::ledger::Ledger;
use crate::money::Amount;
use crate::report::{Pace, Report};
use crate::settings::Settings;
use crate::testing::{record, statement};
use crate::transaction::Record;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn reported(settings: &str, today: &str, rows: Vec<Record>, label: Option<&str>) -> Report {
    let settings = Settings::from_json(settings.as_bytes()).unwrap();
    let mut ledger = Ledger::new(settings, today.parse().unwrap());
    ledger.load(statement("current", rows));
    ledger.budget(label).unwrap()
}

/// Spending on groceries: 100 before the first whole period, then 80, 130, 20 and 40 so far.
fn five_months() -> Vec<Record> {
    [
        ("2026-07-20", "-100"),
        ("2026-08-03", "-80.00"),
        ("2026-09-03", "-130.00"),
        ("2026-10-03", "-20.00"),
        ("2026-11-03", "-40.00"),
    ]
    .map(|(date, amount)| record(date, amount, "TESCO STORES 3297"))
    .to_vec()
}

#[test]
fn a_sum_has_the_digits_of_what_it_sums() {
    let rows = vec![record("2026-11-03", "-8.00", "LIDL GB"), record("2026-11-04", "8.00", "LIDL GB")];
    let report = reported("{}", "2026-11-15", rows, None);
    assert_eq!((report.spent.to_string(), report.uncapped[0].spent.to_string()), ("0.00".into(), "0.00".into()));
}

#[test]
fn rollovers_over_many_periods() {
    for (rollover, carried, left) in
        [("none", "0", "60"), ("surplus", "80", "140"), ("surplus_and_deficit", "70", "130")]
    {
        let settings = format!(r#"{{"caps":[{{"category":"groceries","amount":100,"rollover":"{rollover}"}}]}}"#);
        let report = reported(&settings, "2026-11-15", five_months(), None);
        let line = &report.budgets[0];
        assert_eq!((line.carried, line.left), (amount(carried), amount(left)), "{rollover}");
        assert_eq!((report.capped.carried, report.capped.left), (amount(carried), amount(left)), "{rollover}");
    }
}

#[test]
fn a_cap_that_changes_counts_in_each_period_as_it_was() {
    let settings = r#"{"caps":[{"category":"groceries","amount":100,"rollover":"surplus_and_deficit",
        "changes":[{"from":"2026-09-01","amount":150},{"from":"2026-10-02","amount":30}]}]}"#;
    let line = |label| reported(settings, "2026-11-15", five_months(), Some(label)).budgets.remove(0);
    assert_eq!((line("2026-08").amount, line("2026-08").carried), (amount("100"), amount("0")));
    assert_eq!((line("2026-09").amount, line("2026-09").carried), (amount("150"), amount("20")));
    // The change of the 2nd is in force from the next period on.
    assert_eq!((line("2026-10").amount, line("2026-10").carried), (amount("150"), amount("40")));
    assert_eq!((line("2026-11").amount, line("2026-11").carried), (amount("30"), amount("170")));
}

#[test]
fn the_first_days_are_no_picture_of_the_month() {
    let settings = r#"{"caps":[{"category":"groceries","amount":100}]}"#;
    let rows = |november: &str| {
        let mut rows = five_months();
        rows.retain(|row| row.date < "2026-11-01".parse().unwrap());
        rows.push(record("2026-11-01", november, "TESCO STORES 3297"));
        rows
    };
    // A week as in the last three months (230 in 92 days) and one day of 40, for 29 days more.
    let report = reported(settings, "2026-11-01", rows("-40.00"), None);
    assert_eq!(report.budgets[0].projected, amount("248.44"));
    // Without earlier months it is the plain proportion.
    let report = reported(settings, "2026-11-10", vec![record("2026-11-01", "-40.00", "TESCO STORES 3297")], None);
    assert_eq!(report.budgets[0].projected, amount("120.00"));
    assert_eq!(report.budgets[0].pace, Pace::Ahead);
    let past = reported(settings, "2026-12-10", rows("-40.00"), Some("2026-11"));
    assert_eq!((past.budgets[0].projected, past.left_to_spend), (amount("40.00"), None));
}

#[test]
fn alerts_come_once_by_their_ids() {
    let settings = r#"{"caps":[{"category":"groceries","amount":100}],"alert_thresholds":[50,80,100]}"#;
    let alerts = |spent: &str| -> Vec<String> {
        let report = reported(settings, "2026-11-15", vec![record("2026-11-03", spent, "TESCO STORES 3297")], None);
        report.alerts.into_iter().map(|alert| alert.id).collect()
    };
    assert!(alerts("-49.99").is_empty());
    assert_eq!(alerts("-50.00"), ["2026-11/groceries/50"]);
    assert_eq!(alerts("-85.00"), ["2026-11/groceries/80", "2026-11/groceries/projected"]);
    assert_eq!(alerts("-100.01"), ["2026-11/groceries/100"]);
}

#[test]
fn what_is_left_to_spend() {
    let rows = vec![record("2026-11-01", "2100.00", "ACME LTD SALARY"), record("2026-11-03", "-60.00", "TESCO STORES")];
    let left = |settings: &str| reported(settings, "2026-11-21", rows.clone(), None).left_to_spend.unwrap();
    let capped = left(r#"{"caps":[{"category":"groceries","amount":100}]}"#);
    assert_eq!((capped.amount, capped.per_day), (amount("40.00"), amount("4.00")));
    assert_eq!(capped.until.to_string(), "2026-11-30");
    assert_eq!(left("{}").amount, amount("2040.00"));
    let overspent = left(r#"{"caps":[{"category":"groceries","amount":50}]}"#);
    assert_eq!((overspent.amount, overspent.per_day), (amount("-10.00"), amount("0.00")));
}

#[test]
fn another_currency_is_estimated_beside_the_sums() {
    let euros = Record { currency: "EUR".parse().unwrap(), ..record("2026-11-03", "-10.10", "CARREFOUR") };
    let report = reported(r#"{"rates":[{"currency":"EUR","rate":0.855}]}"#, "2026-11-15", vec![euros], None);
    assert_eq!((report.spent, report.other_currencies[0].spent), (amount("0"), amount("10.10")));
    assert_eq!(report.other_currencies[0].converted.unwrap().spent, amount("8.64"));
}

proptest! {
    /// What a period leaves is what the next one carries, as far as the rollover lets it.
    #[test]
    fn what_is_left_is_carried(
        spent in prop::collection::vec((1u32..=28, -20_000i64..20_000), 4..40),
        cap in 0i64..30_000,
        deficit in any::<bool>(),
    ) {
        let mut rows: Vec<Record> = spent
            .iter()
            .enumerate()
            .map(|(at, (day, pennies))| {
                let amount = rust_decimal::Decimal::new(*pennies, 2).to_string();
                record(&format!("2026-{:02}-{day:02}", 3 + at % 8), &amount, "TESCO STORES 3297")
            })
            .collect();
        rows.push(record("2026-03-01", "-1.00", "TESCO STORES 3297"));
        let rollover = if deficit { "surplus_and_deficit" } else { "surplus" };
        let cap = rust_decimal::Decimal::new(cap, 2);
        let settings = format!(r#"{{"caps":[{{"category":"groceries","amount":{cap},"rollover":"{rollover}"}}]}}"#);
        let line = |month: u32| {
            reported(&settings, "2026-11-15", rows.clone(), Some(&format!("2026-{month:02}"))).budgets.remove(0)
        };
        prop_assert_eq!(line(3).carried, Amount::ZERO);
        for month in 3..11 {
            let (this, next) = (line(month), line(month + 1));
            let expected = if deficit || this.left > Amount::ZERO { this.left } else { Amount::ZERO };
            prop_assert_eq!(next.carried, expected);
            prop_assert_eq!(next.left, next.amount + next.carried - next.spent);
        }
    }
}
