//! How much corrections help: rows in the order of their time, the first of them corrected, the rest asked.

use std::collections::BTreeSet;

use anyhow::{Context, Result};
use budget::{
    Account, AccountKind, BankHint, Category, Currency, Filter, Ledger, Record, Settings, Statement, Status,
    Transaction,
};

use crate::report::Row;

const AFTER: [usize; 4] = [25, 50, 100, 200];

pub(crate) fn print(source: &str, mut rows: Vec<&Row>) -> Result<()> {
    rows.sort_by(|a, b| a.timestamp.cmp(&b.timestamp).then(a.id.cmp(&b.id)));
    let ledger = ledger(&rows)?;
    let all: Vec<Transaction> = ledger.transactions(&Filter::default());
    // Each row has an amount of days as its date, so that the ledger's rows can be told apart: see `ledger`.
    let of = |ledger: &Ledger| -> Vec<Transaction> {
        let mut found = ledger.transactions(&Filter::default());
        found.sort_by_key(|row| row.date);
        found
    };
    println!("learning on {source} ({} rows):", all.len());
    for count in AFTER.into_iter().filter(|count| *count < rows.len()) {
        let mut taught = ledger.clone();
        let before = of(&taught);
        for (row, own) in rows.iter().zip(&before).take(count) {
            let category: Category = row.label.parse().map_err(|_| anyhow::anyhow!("no category {}", row.label))?;
            taught.correct(&own.id, category, true).context("a row is gone")?;
        }
        let after = of(&taught);
        let seen: BTreeSet<&str> = rows.iter().take(count).map(|row| row.description.as_str()).collect();
        let right = |found: &[Transaction], wanted: &dyn Fn(&Row) -> bool| {
            let asked = rows.iter().zip(found).skip(count).filter(|(row, _)| wanted(row));
            let (mut all, mut good) = (0, 0);
            for (row, found) in asked {
                all += 1;
                good += usize::from(row.accepts(found.category));
            }
            (good as f64 / f64::from(all.max(1)), all)
        };
        let every = |_: &Row| true;
        let stranger = |row: &Row| !seen.contains(row.description.as_str());
        println!(
            "  after {count:3}: right {:.3} (cold {:.3}); texts never seen {:.3} (cold {:.3}, {} rows)",
            right(&after, &every).0,
            right(&before, &every).0,
            right(&after, &stranger).0,
            right(&before, &stranger).0,
            right(&before, &stranger).1,
        );
    }
    Ok(())
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
