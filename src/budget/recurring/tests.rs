//! Recurring payments, seen through the ledger.

use chrono::NaiveDate;

use super::*;
use crate::ledger::Ledger;
use crate::settings::Settings;
use crate::testing::{record, statement};
use crate::transaction::{BankHint, Method, Record};

mod properties;

/// Rows of one payee on these days.
fn paid(description: &str, rows: &[(&str, &str)]) -> Vec<Record> {
    rows.iter().map(|(date, amount)| record(date, amount, description)).collect()
}

fn by(method: Method, rows: Vec<Record>) -> Vec<Record> {
    let hint = BankHint { method: Some(method), classification: Vec::new() };
    rows.into_iter().map(|row| Record { hint: hint.clone(), ..row }).collect()
}

fn ledger(today: &str, rows: Vec<Record>, commitments: Vec<Commitment>) -> Ledger {
    let mut ledger = Ledger::new(Settings::default(), today.parse().unwrap());
    ledger.load(crate::transaction::Statement { commitments, ..statement("current", rows) });
    ledger
}

fn found(today: &str, rows: Vec<Record>) -> Vec<RecurringPayment> {
    ledger(today, rows, Vec::new()).recurring()
}

/// Rhythm, next date and amount of each.
fn brief(payments: &[RecurringPayment]) -> Vec<String> {
    payments.iter().map(|it| format!("{} {} {}", it.every, it.next_date, it.amount)).collect()
}

fn order(payee: &str, amount: &str, rhythm: Option<Rhythm>, next: &str) -> Commitment {
    Commitment {
        source: Source::StandingOrder,
        payee: Some(payee.to_owned()),
        reference: None,
        amount: amount.parse().ok(),
        currency: Currency::GBP,
        rhythm,
        next: next.parse().ok(),
        previous: None,
        end: None,
    }
}

fn debit(name: &str, previous: (&str, &str)) -> Commitment {
    let previous_date = previous.0.parse().ok();
    Commitment { source: Source::DirectDebit, next: None, previous: previous_date, ..order(name, previous.1, None, "") }
}

const MONTHLY: Option<Rhythm> = Some(Rhythm::Months { every: 1, day: 5 });

#[test]
fn each_rhythm_is_found() {
    for (dates, expected) in [
        (["2026-11-03", "2026-11-10", "2026-11-17"], "week 2026-11-24 -7"),
        (["2026-10-16", "2026-10-30", "2026-11-13"], "fortnight 2026-11-27 -7"),
        (["2026-09-01", "2026-09-29", "2026-10-27"], "four_weeks 2026-11-24 -7"),
        (["2026-09-18", "2026-10-18", "2026-11-18"], "month 2026-12-18 -7"),
        (["2026-03-11", "2026-06-11", "2026-09-11"], "quarter 2026-12-11 -7"),
        (["2024-01-08", "2025-01-08", "2026-01-08"], "year 2027-01-08 -7"),
    ] {
        assert_eq!(brief(&found("2026-11-20", paid("QZX CLUB", &dates.map(|date| (date, "-7"))))), [expected]);
    }
}

#[test]
fn a_yearly_bill_needs_two_payments_and_others_three() {
    let yearly = paid("AVIVA HOME INSURANCE", &[("2025-01-08", "-200"), ("2026-01-08", "-230")]);
    assert_eq!(brief(&found("2026-11-20", yearly)), ["year 2027-01-08 -230"]);
    let monthly = paid("AVIVA HOME INSURANCE", &[("2026-10-08", "-20"), ("2026-11-08", "-20")]);
    assert!(found("2026-11-20", monthly).is_empty());
}

#[test]
fn the_end_of_the_month_stays_the_end() {
    let rows =
        paid("QZX CLUB", &[("2027-10-31", "-7"), ("2027-11-30", "-7"), ("2027-12-31", "-7"), ("2028-01-31", "-7")]);
    let ledger = ledger("2028-02-10", rows, Vec::new());
    assert_eq!(brief(&ledger.recurring()), ["month 2028-02-29 -7"]);
    let days = |from: &str, to: &str| -> Vec<String> {
        let expected = ledger.expected(from.parse().unwrap(), to.parse().unwrap());
        expected.iter().map(|it| it.date.to_string()).collect()
    };
    assert_eq!(days("2028-01-01", "2028-05-01"), ["2028-02-29", "2028-03-31", "2028-04-30"]);
    assert_eq!(days("2028-03-31", "2028-03-31"), ["2028-03-31"]);
    assert_eq!(ledger.expected(NaiveDate::MIN, NaiveDate::MAX).len(), 24, "two years, not for ever");
}

#[test]
fn weekends_are_learned() {
    // Salaries come on the last working day; 31 January 2027 is a Sunday.
    let rows = paid(
        "ACME LTD SALARY",
        &[
            ("2026-08-28", "2000"),
            ("2026-09-30", "2000"),
            ("2026-10-30", "2000"),
            ("2026-11-30", "2000"),
            ("2026-12-31", "2000"),
        ],
    );
    let salary = found("2027-01-10", rows);
    assert_eq!((brief(&salary), salary[0].category), (vec!["month 2027-01-29 2000".into()], Category::Income));

    let rows = paid("QZX ENERGY", &[("2026-09-15", "-80"), ("2026-10-15", "-91"), ("2026-11-16", "-86")]);
    let bill = found(
        "2027-01-20",
        by(Method::DirectDebit, [rows, paid("QZX ENERGY", &[("2026-12-15", "-83"), ("2027-01-15", "-80")])].concat()),
    );
    assert_eq!(brief(&bill), ["month 2027-02-15 -83"]);
}

#[test]
fn bank_holidays_move_a_payment_as_weekends_do() {
    // Christmas 2027 is a Saturday: banks work on neither 27 nor 28 December.
    let brief = |ledger: &Ledger| brief(&ledger.recurring());
    let due = |source, currency: &str, rhythm, next: &str| {
        let listed = Commitment { source, currency: currency.parse().unwrap(), ..order("QZX", "-9", rhythm, next) };
        brief(&ledger("2027-11-26", Vec::new(), vec![listed])).remove(0)
    };
    let monthly = |day| Some(Rhythm::Months { every: 1, day });
    for (currency, rhythm, next, expected) in [
        ("GBP", monthly(25), "2027-12-25", "month 2027-12-29 -9"),
        ("GBP", monthly(28), "2027-12-28", "month 2027-12-29 -9"),
        ("GBP", Some(Rhythm::QuarterDays), "2027-12-25", "quarter 2027-12-29 -9"),
        ("GBP", Some(Rhythm::Days(7)), "2027-12-27", "week 2027-12-29 -9"),
        ("GBP", Some(Rhythm::WorkingDays), "2027-12-28", "working_day 2027-12-28 -9"),
        ("GBP", None, "2028-01-03", "unknown 2028-01-04 -9"),
        ("EUR", monthly(25), "2027-12-25", "month 2027-12-27 -9"),
    ] {
        assert_eq!(due(Source::StandingOrder, currency, rhythm, next), expected, "{currency} {rhythm:?}");
    }

    // A salary of the 25th comes before Christmas, and before the Good Friday and the weekend of Easter.
    let rows = |days: [&str; 5]| paid("ACME LTD SALARY", &days.map(|day| (day, "2000")));
    let salary = rows(["2027-07-23", "2027-08-25", "2027-09-24", "2027-10-25", "2027-11-25"]);
    let salary = ledger("2027-11-26", salary, Vec::new());
    assert_eq!(brief(&salary), ["month 2027-12-24 2000"]);
    let days = |from: &str, to: &str| -> Vec<String> {
        let expected = salary.expected(from.parse().unwrap(), to.parse().unwrap());
        expected.iter().map(|it| it.date.to_string()).collect()
    };
    assert_eq!(days("2028-12-01", "2028-12-31"), ["2028-12-22"]);
    assert_eq!(days("2029-03-29", "2029-05-24"), ["2029-04-25"]);
}

#[test]
fn a_new_price_is_told_for_a_while() {
    let prices = |amounts: &[&str]| {
        let days = ["2026-06-07", "2026-07-07", "2026-08-07", "2026-09-07", "2026-10-07", "2026-11-07"];
        let rows: Vec<_> = days.into_iter().zip(amounts.iter().copied()).collect();
        found("2026-11-20", paid("NETFLIX.COM", &rows)).remove(0)
    };
    let risen = prices(&["-9.99", "-9.99", "-9.99", "-9.99", "-9.99", "-10.99"]);
    let change = AmountChange { from: "-9.99".parse().unwrap(), to: "-10.99".parse().unwrap() };
    assert_eq!((risen.changed, risen.amount), (Some(change), change.to));
    assert_eq!(prices(&["-9.99", "-9.99", "-10.99", "-10.99", "-10.99", "-10.99"]).changed, None);
    assert_eq!(prices(&["-9.99", "-9.99", "-9.99", "-9.99", "-9.99", "-9.99"]).changed, None);
}

#[test]
fn a_missed_payment_is_told_and_an_ended_one_is_not_listed() {
    let rows = paid("NETFLIX.COM", &[("2026-07-07", "-9.99"), ("2026-08-07", "-9.99"), ("2026-09-07", "-9.99")]);
    let on = |today: &str| found(today, rows.clone());
    assert_eq!((brief(&on("2026-10-01")), on("2026-10-01")[0].missed), (vec!["month 2026-10-07 -9.99".into()], None));
    assert_eq!(brief(&on("2026-10-10")), ["month 2026-10-10 -9.99"], "three days late: still to come");
    let missed = on("2026-10-20");
    assert_eq!((brief(&missed), missed[0].missed), (vec!["month 2026-11-07 -9.99".into()], "2026-10-07".parse().ok()));
    assert!(on("2026-11-20").is_empty());
}

#[test]
fn habits_are_no_commitments() {
    let weekly = |description: &str, amounts: [&str; 4]| {
        let days = ["2026-10-24", "2026-10-31", "2026-11-07", "2026-11-14"];
        paid(description, &days.into_iter().zip(amounts).collect::<Vec<_>>())
    };
    assert!(found("2026-11-20", weekly("TESCO STORES 3297", ["-61.20", "-58.03", "-70.11", "-64.90"])).is_empty());
    assert!(found("2026-11-20", weekly("PRET A MANGER", ["-3.65"; 4])).is_empty());
    assert!(found("2026-11-20", weekly("LNK TESCO FABIAN W", ["-20"; 4])).is_empty());
    assert!(found("2026-11-20", weekly("QZX SHOP", ["-12", "-31", "-7", "-19"])).is_empty());
    assert_eq!(found("2026-11-20", weekly("QZX LESSONS", ["-25"; 4])).len(), 1);
}

#[test]
fn other_purchases_at_the_same_payee_hide_nothing() {
    let mut rows = paid(
        "APPLE.COM/BILL",
        &[("2026-08-19", "-2.99"), ("2026-09-19", "-2.99"), ("2026-10-19", "-2.99"), ("2026-11-19", "-2.99")],
    );
    rows.extend(paid("APPLE.COM/BILL", &[("2026-10-02", "-0.79"), ("2026-10-19", "-24.99"), ("2026-11-03", "-3.49")]));
    assert_eq!(brief(&found("2026-11-20", rows.clone())), ["month 2026-12-19 -2.99"]);
    rows.extend(paid("APPLE.COM/BILL", &[("2026-09-05", "-8.99"), ("2026-10-05", "-8.99"), ("2026-11-05", "-8.99")]));
    assert_eq!(brief(&found("2026-11-20", rows)), ["month 2026-12-05 -8.99", "month 2026-12-19 -2.99"]);
}

#[test]
fn the_banks_list_and_what_was_found_are_one_payment() {
    let rent = by(
        Method::StandingOrder,
        paid("J LANDLORD RENT", &[("2026-09-05", "-900"), ("2026-10-05", "-900"), ("2026-11-05", "-900")]),
    );
    let power = by(
        Method::DirectDebit,
        paid("OCTOPUS ENERGY 1234", &[("2026-09-15", "-80"), ("2026-10-15", "-90"), ("2026-11-16", "-70")]),
    );
    let listed =
        vec![order("J Landlord", "-950", MONTHLY, "2026-12-05"), debit("OCTOPUS ENERGY", ("2026-11-16", "-70"))];
    let payments = ledger("2026-11-20", [rent, power].concat(), listed).recurring();
    assert_eq!(brief(&payments), ["month 2026-12-07 -950", "month 2026-12-15 -80"], "{payments:?}");
    assert_eq!(payments.iter().map(|it| it.source).collect::<Vec<_>>(), [Source::StandingOrder, Source::DirectDebit]);
    let rise = AmountChange { from: "-900".parse().unwrap(), to: "-950".parse().unwrap() };
    assert_eq!((payments[0].changed, payments[0].category), (Some(rise), Category::Housing));
    assert_eq!(payments[0].last_date, "2026-11-05".parse().ok());
}

#[test]
fn a_standing_order_is_listed_before_it_is_ever_seen() {
    let odd = Commitment { rhythm: None, ..order("Grandma", "-20", None, "2026-12-24") };
    let over = Commitment { end: "2026-11-30".parse().ok(), ..order("Over", "-1", MONTHLY, "2026-12-05") };
    let last = Commitment { end: "2027-01-31".parse().ok(), ..order("Last", "-2", MONTHLY, "2026-12-05") };
    let old = order("Old list", "-3", MONTHLY, "2025-12-05");
    let ledger =
        ledger("2026-11-20", Vec::new(), vec![odd, over, last, old, debit("NEVER SEEN", ("2026-11-01", "-9"))]);
    assert_eq!(brief(&ledger.recurring()), ["month 2026-12-07 -2", "month 2026-12-07 -3", "unknown 2026-12-24 -20"]);
    let all = ledger.expected("2026-12-01".parse().unwrap(), "2027-02-28".parse().unwrap());
    let days: Vec<_> = all.iter().map(|it| format!("{} {}", it.name, it.date)).collect();
    assert_eq!(
        days,
        [
            "Last 2026-12-07",
            "Old list 2026-12-07",
            "Grandma 2026-12-24",
            "Last 2027-01-05",
            "Old list 2027-01-05",
            "Old list 2027-02-05",
        ]
    );
}

#[test]
fn moves_between_own_accounts_are_listed_once_as_transfers() {
    let days = ["2026-09-02", "2026-10-02", "2026-11-02"];
    let mut ledger = ledger("2026-11-20", paid("J DOE", &days.map(|day| (day, "-300"))), Vec::new());
    ledger.load(statement("savings", paid("FROM J DOE", &days.map(|day| (day, "300")))));
    let payments = ledger.recurring();
    assert_eq!(brief(&payments), ["month 2026-12-02 -300"]);
    assert!(payments[0].transfer && ledger.expected(NaiveDate::MIN, "2026-12-31".parse().unwrap())[0].transfer);
}

#[test]
fn it_is_serialised_as_the_contract_says() {
    let rows = paid("NETFLIX.COM", &[("2026-09-07", "-9.99"), ("2026-10-07", "-9.99"), ("2026-11-07", "-10.99")]);
    assert_eq!(
        serde_json::to_string(&found("2026-11-20", rows)).unwrap(),
        r#"[{"name":"Netflix","category":"subscriptions","amount":-10.99,"currency":"GBP","every":"month","next_date":"2026-12-07","last_date":"2026-11-07","source":"detected","account_id":"current","transfer":false,"changed":{"from":-9.99,"to":-10.99}}]"#
    );
}
