//! How much corrections help: rows in the order of their time, the first of them corrected, the rest asked.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};
use budget::{
    Account, AccountKind, BankHint, Category, Currency, Filter, Ledger, Record, Settings, Statement, Status,
    Transaction,
};

use crate::report::Row;

const AFTER: [usize; 4] = [25, 50, 100, 200];

pub(crate) fn print(source: &str, mut rows: Vec<&Row>) -> Result<()> {
    rows.sort_by(|a, b| a.timestamp.cmp(&b.timestamp).then(a.id.cmp(&b.id)));
    println!("learning on {source} ({} rows):", rows.len());
    let cold = ledger(&rows)?;
    let before = read(&cold);
    for count in AFTER.into_iter().filter(|count| *count < rows.len()) {
        let mut taught = cold.clone();
        for (row, own) in rows.iter().zip(&before).take(count) {
            taught.correct(&own.id, row.category()?, true).context("a row is gone")?;
        }
        all_corrected(&rows, count, &before, &read(&taught));
    }
    only_mistakes(&rows)
}

fn all_corrected(rows: &[&Row], count: usize, before: &[Transaction], after: &[Transaction]) {
    let seen: BTreeSet<&str> = rows.iter().take(count).map(|row| row.description.as_str()).collect();
    let right = |found: &[Transaction], wanted: &dyn Fn(&Row) -> bool| {
        let asked: Vec<_> = rows.iter().zip(found).skip(count).filter(|(row, _)| wanted(row)).collect();
        let good = asked.iter().filter(|(row, found)| row.accepts(found.category)).count();
        (good as f64 / asked.len().max(1) as f64, asked.len())
    };
    let every = |_: &Row| true;
    let stranger = |row: &Row| !seen.contains(row.description.as_str());
    println!(
        "  after {count:3}: right {:.3} (cold {:.3}); texts never seen {:.3} (cold {:.3}, {} rows)",
        right(after, &every).0,
        right(before, &every).0,
        right(after, &stranger).0,
        right(before, &stranger).0,
        right(before, &stranger).1,
    );
}

/// One row after the other, of which those that are wrong are corrected with "always".
fn only_mistakes(rows: &[&Row]) -> Result<()> {
    let rows = &rows[..rows.len().min(200)];
    let mut taught = ledger(rows)?;
    let mut now = read(&taught);
    let mut corrected: BTreeMap<String, Category> = BTreeMap::new();
    let (mut wrong, mut next, mut kept) = (0, 0, 0);
    for (at, row) in rows.iter().enumerate() {
        if let Some(said) = corrected.get(&words(row)) {
            next += 1;
            kept += usize::from(now[at].category == *said);
        }
        if !row.accepts(now[at].category) {
            wrong += usize::from(at >= 100);
            corrected.insert(words(row), row.category()?);
            taught.correct(&now[at].id, row.category()?, true).context("a row is gone")?;
            now = read(&taught);
        }
    }
    let last = rows.len().saturating_sub(100).max(1);
    println!(
        "  only mistakes corrected: wrong in rows 101-200 {:.3}; a corrected merchant's next row says so {kept}/{next}",
        wrong as f64 / last as f64
    );
    Ok(())
}

/// A text without what changes from payment to payment.
fn words(row: &Row) -> String {
    row.description.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Each row has a day of its own, so that the ledger's rows come in the order of the file's: see [`ledger`].
fn read(ledger: &Ledger) -> Vec<Transaction> {
    let mut found = ledger.transactions(&Filter::default());
    found.sort_by_key(|row| row.date);
    found
}

/// The rows as an account's, a day each from a day long ago.
fn ledger(rows: &[&Row]) -> Result<Ledger> {
    let first: chrono::NaiveDate = "2000-01-01".parse()?;
    let records = rows.iter().zip(0_u64..).map(|(row, days)| {
        Ok(Record {
            stable_id: Some(row.id.clone()),
            date: first.checked_add_days(chrono::Days::new(days)).context("too many rows")?,
            amount: row.amount.parse().map_err(|_| anyhow::anyhow!("{}: no amount", row.id))?,
            currency: Currency::GBP,
            description: row.description.clone(),
            merchant_name: None,
            hint: BankHint::default(),
            status: Status::Settled,
        })
    });
    let account = Account {
        id: "a".to_owned(),
        connection_id: "c".to_owned(),
        kind: AccountKind::Account,
        display_name: "a".to_owned(),
        bank_name: String::new(),
        account_type: String::new(),
        currency: Currency::GBP,
        balance: None,
        fingerprint: "a".to_owned(),
    };
    let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
    let records = records.collect::<Result<_>>()?;
    ledger.load(Statement { account, records, commitments: Vec::new(), unlisted: Vec::new(), problems: Vec::new() });
    Ok(ledger)
}
