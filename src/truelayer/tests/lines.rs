//! Lines of a statement, one oddity at a time: bad ones are reported and hide nothing else, odd ones are read.

#![allow(clippy::unwrap_used, reason = "helpers of tests may panic, too")]

use budget::{AccountKind, Currency, Statement};
use chrono::NaiveDate;
use truelayer::feed;

/// A line that is good, with one field replaced (or, with an empty value, left out).
fn row(kind: AccountKind, field: &str, value: &str) -> String {
    let amount = if kind == AccountKind::Card { "5.00" } else { "-5.00" };
    let fields = [
        ("timestamp", r#""2026-11-09T00:00:00Z""#),
        ("description", r#""SHOP""#),
        ("amount", amount),
        ("currency", r#""GBP""#),
        ("transaction_type", r#""DEBIT""#),
        ("transaction_category", r#""PURCHASE""#),
    ];
    let fields: Vec<_> = fields
        .iter()
        .map(|(name, usual)| (*name, if *name == field { value } else { *usual }))
        .chain((!fields.iter().any(|(name, _)| *name == field)).then_some((field, value)))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!(r#""{name}":{value}"#))
        .collect();
    format!("{{{}}}", fields.join(","))
}

fn bare(kind: AccountKind, rows: &[String]) -> Statement {
    feed::read_bare(format!(r#"{{"results":[{}]}}"#, rows.join(",")).as_bytes(), "a", kind, Currency::GBP).unwrap()
}

#[test]
fn one_bad_line_is_reported_and_hides_nothing_else() {
    for (field, value, code) in [
        ("timestamp", r#""2017-02-247T17:29:24.740802Z""#, "bad_timestamp"),
        ("timestamp", "1510000000", "bad_timestamp"),
        ("timestamp", "", "missing_timestamp"),
        ("timestamp", "null", "missing_timestamp"),
        ("amount", "", "missing_amount"),
        ("amount", "null", "missing_amount"),
        ("amount", r#""twelve""#, "bad_amount"),
        ("amount", "{}", "bad_amount"),
        ("amount", "1e400", "amount_out_of_range"),
        ("amount", "99999999999999999999999999999999", "amount_out_of_range"),
        ("currency", r#""POUNDS""#, "unknown_currency"),
    ] {
        for kind in [AccountKind::Account, AccountKind::Card] {
            let good = || row(kind, "", "");
            let statement = bare(kind, &[good(), row(kind, field, value), good()]);
            assert_eq!(statement.records.len(), 2, "{field} {value}");
            let problems: Vec<_> = statement.problems.iter().map(|problem| (problem.code, problem.row)).collect();
            assert_eq!(problems, [(code, Some(1))], "{field} {value}");
            assert!(statement.problems[0].message.contains(field), "{}", statement.problems[0].message);
        }
    }
    for junk in ["7", "[]", "null", r#"{"amount":1,"amount":2}"#] {
        let statement = bare(AccountKind::Account, &[junk.into(), row(AccountKind::Account, "", "")]);
        assert_eq!((statement.records.len(), statement.problems[0].code), (1, "not_a_record"), "{junk}");
    }
}

#[test]
fn direction_comes_from_the_type_and_a_contradiction_is_reported() {
    use AccountKind::{Account, Card};
    for (kind, direction, amount, signed, problem) in [
        (Account, "DEBIT", "-5.00", Some("-5.00"), None),
        (Account, "CREDIT", "5.00", Some("5.00"), None),
        (Account, "debit", "-5.00", Some("-5.00"), None),
        (Account, "DEBIT", "5.00", Some("-5.00"), Some("sign_contradiction")),
        (Account, "CREDIT", "-5.00", Some("5.00"), Some("sign_contradiction")),
        (Account, "DEBIT", "0.00", Some("0.00"), None),
        (Account, "SIDEWAYS", "-5.00", Some("-5.00"), Some("unknown_direction")),
        (Account, "", "-5.00", Some("-5.00"), None),
        (Card, "DEBIT", "5.00", Some("-5.00"), None),
        (Card, "CREDIT", "-5.00", Some("5.00"), None),
        (Card, "DEBIT", "-5.00", Some("-5.00"), Some("sign_contradiction")),
        (Card, "CREDIT", "5.00", Some("5.00"), Some("sign_contradiction")),
        (Card, "CREDIT", "-0", Some("0"), None),
        (Card, "SIDEWAYS", "5.00", None, Some("missing_direction")),
        (Card, "", "5.00", None, Some("missing_direction")),
    ] {
        let row = format!(
            r#"{{"timestamp":"2026-11-09","amount":{amount},"currency":"GBP","transaction_type":"{direction}"}}"#
        );
        let statement = bare(kind, &[row]);
        let amounts: Vec<_> = statement.records.iter().map(|record| record.amount.to_string()).collect();
        let problems: Vec<_> = statement.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(amounts, signed.into_iter().collect::<Vec<_>>(), "{kind:?} {direction} {amount}");
        assert_eq!(problems, problem.into_iter().collect::<Vec<_>>(), "{kind:?} {direction} {amount}");
    }
}

#[test]
fn odd_fields_that_are_not_needed_spoil_nothing() {
    let kind = AccountKind::Account;
    for (field, value) in [
        ("description", ""),
        ("description", "null"),
        ("merchant_name", "{}"),
        ("merchant_name", r#""  ""#),
        ("transaction_category", r#""BRAND_NEW""#),
        ("transaction_classification", "null"),
        ("transaction_classification", r#"[" ",7,null]"#),
        ("normalised_provider_transaction_id", r#""  ""#),
        ("transaction_id", r#""changes""#),
        ("meta", r#""none""#),
        ("meta", "[]"),
        ("running_balance", "1e999"),
        ("brand_new", r#"{"deep":[[[]]]}"#),
    ] {
        let statement = bare(kind, &[row(kind, field, value)]);
        assert_eq!((statement.records.len(), statement.problems.len()), (1, 0), "{field} {value}");
        let record = &statement.records[0];
        assert_eq!((record.stable_id.as_deref(), record.merchant_name.as_deref()), (None, None), "{field} {value}");
        assert_eq!(record.date, NaiveDate::from_ymd_opt(2026, 11, 9).unwrap());
    }
}

#[test]
fn amounts_may_be_texts_and_have_exponents() {
    for (written, read) in [(r#""-12.50""#, "-12.50"), ("-1.25e1", "-12.5"), ("-0.10", "-0.10"), (r#"" -7 ""#, "-7")] {
        let statement = bare(AccountKind::Account, &[row(AccountKind::Account, "amount", written)]);
        assert_eq!(statement.records[0].amount.to_string(), read, "{written}");
    }
}

#[test]
fn problems_tell_no_amounts_and_no_descriptions() {
    let row = r#"{"timestamp":"canary","description":"canary","amount":"canary","currency":"canary"}"#;
    let statement = bare(AccountKind::Card, &[row.into()]);
    assert!(!format!("{:?}", statement.problems).contains("canary"));
}

/// Deeply nested and very long inputs are refused or skipped, without a stack overflow.
#[test]
fn depth_is_bounded() {
    let deep = format!("{}{}", "[".repeat(200_000), "]".repeat(200_000));
    assert!(feed::read(deep.as_bytes()).is_err());
    let in_a_row = bare(AccountKind::Account, &[row(AccountKind::Account, "meta", &deep)]);
    assert_eq!(in_a_row.records.len(), 1);
    let as_rows = format!(r#"{{"accounts":{deep}}}"#);
    assert!(feed::read(as_rows.as_bytes()).is_err());
}
