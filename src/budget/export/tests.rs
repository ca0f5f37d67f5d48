//! Exports of ledgers full of odd rows, read back by the formats' rules. The suite `books` has the real programs read them.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::account::{Account, AccountKind};
use crate::ledger::{Filter, Ledger};
use crate::money::Amount;
use crate::settings::Settings;
use crate::testing::{account, record};
use crate::transaction::{Record, Statement, Status, Transaction};
use crate::{Currency, ImportOptions, Journal, import};

const SPLIT: &[u8] = br#"{"rules":[{"id":"half","if":{"text":"z"},"then":{"split":[
    {"category":"groceries","percent":50},{"category":"eating_out","percent":50}]}}]}"#;

/// Text with much that formats have uses for.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just(";".to_owned()),
        Just("  ; id:1, x:y".to_owned()),
        "[\"'|\\\\(*!=~<>&\\]#^@{}]{1,3}",
        "[ \t\r\n\u{0}\u{7f}\u{85}\u{a0}\u{2028}\u{3000}\u{feff}\u{ffff}]{1,3}",
        "[a-zA-Z0-9]{1,12}",
        "\\PC{1,40}",
    ];
    prop::collection::vec(piece, 1..8).prop_map(|pieces| pieces.concat())
}

fn records() -> impl Strategy<Value = Vec<Record>> {
    let currency = prop_oneof![Just("GBP"), Just("EUR"), Just("JPY"), Just("KWD")];
    let amount = (-99_999_999i64..99_999_999, 0u32..=8);
    let row = (text(), amount, currency, -1i32..3_000_000, any::<bool>());
    let row = row.prop_map(|(description, (units, digits), currency, day, pending)| Record {
        date: chrono::NaiveDate::from_num_days_from_ce_opt(day).unwrap(),
        amount: format!("{units}e-{digits}").parse().unwrap(),
        currency: currency.parse().unwrap(),
        status: if pending { Status::Pending } else { Status::Settled },
        ..record("2026-11-03", "0", &description)
    });
    prop::collection::vec(row, 0..6)
}

/// Two accounts and a card with odd names, that may be the same ones.
fn ledgers() -> impl Strategy<Value = Ledger> {
    let one = (text(), prop_oneof![Just(String::new()), Just("Transfers".to_owned()), text()], records());
    prop::collection::vec(one, 3).prop_map(|statements| {
        let mut ledger = Ledger::new(Settings::from_json(SPLIT).unwrap(), "2026-11-23".parse().unwrap());
        let kinds = [AccountKind::Account, AccountKind::Account, AccountKind::Card];
        for (kind, (bank_name, display_name, records)) in kinds.into_iter().zip(statements) {
            let id = format!("{}", ledger.accounts().count());
            let account = Account { bank_name, display_name, ..account(&id, kind) };
            ledger.load(Statement {
                account,
                records,
                commitments: Vec::new(),
                unlisted: Vec::new(),
                problems: Vec::new(),
            });
        }
        ledger
    })
}

/// What a journal says of one transaction.
struct Entry<'a> {
    mark: &'a str,
    description: &'a str,
    id: &'a str,
    postings: Vec<(&'a str, Amount, Currency)>,
}

/// The accounts that are declared and the transactions. Panics at a line that the format does not have.
fn read(format: Journal, text: &str) -> (BTreeSet<&str>, Vec<Entry<'_>>) {
    let (declarations, body) = if text == "\n" { ("", "") } else { text.split_once("\n\n").unwrap() };
    let open = if format == Journal::Hledger { "account " } else { " open " };
    let declared = declarations.split('\n').filter_map(|line| Some(line.split_once(open)?.1)).collect();
    let entries = body.split_terminator("\n\n").map(|entry| {
        let mut lines = entry.split('\n');
        let (date, rest) = lines.next().unwrap().split_at(11);
        assert!(date.trim_end().parse::<chrono::NaiveDate>().is_ok(), "{date}");
        let (mark, rest) = rest.split_at(2);
        let (description, id) = match format {
            Journal::Hledger => rest.split_once("  ; id:").unwrap(),
            Journal::Beancount => {
                let id = lines.next().unwrap().strip_prefix("  id: ").unwrap();
                (quoted(rest), quoted(id))
            }
        };
        let postings = lines.map(|line| {
            let (account, amount) = line.strip_prefix("  ").unwrap().split_once("  ").unwrap();
            let (amount, currency) = amount.split_once(' ').unwrap();
            (account, amount.parse().unwrap(), currency.parse().unwrap())
        });
        Entry { mark: mark.trim_end(), description, id, postings: postings.collect() }
    });
    (declared, entries.collect())
}

fn quoted(text: &str) -> &str {
    text.strip_prefix('"').unwrap().strip_suffix('"').unwrap()
}

fn same(entry: &Entry<'_>, row: &Transaction) {
    assert_eq!(entry.id, row.id);
    assert_eq!(entry.mark == "!", row.status == Status::Pending);
    let readable = |c: char| !c.is_control() && !matches!(c, ';' | '"' | '\\' | '|');
    assert!(entry.description.chars().all(readable) && !entry.description.contains("  "), "{}", entry.description);
    assert!(!entry.description.starts_with(['(', '*', '!', ' ']), "{}", entry.description);
    let sum: Amount = entry.postings.iter().map(|(_, amount, _)| *amount).sum();
    assert!(sum.is_zero(), "{sum}");
    assert_eq!(entry.postings[0].1, row.amount);
    assert!(entry.postings.iter().all(|(_, _, currency)| *currency == row.currency));
    assert_eq!(entry.postings.len(), row.parts().count() + 1);
}

proptest! {
    #[test]
    fn journals_balance_and_declare_what_they_use(ledger in ledgers()) {
        let rows = ledger.transactions(&Filter::default());
        for format in [Journal::Hledger, Journal::Beancount] {
            let text = ledger.journal(format);
            let (declared, entries) = read(format, &text);
            prop_assert_eq!(entries.len(), rows.len());
            for (entry, row) in entries.iter().zip(rows.iter().rev()) {
                same(entry, row);
            }
            let used: BTreeSet<_> = entries.iter().flat_map(|entry| entry.postings.iter().map(|posting| posting.0)).collect();
            prop_assert_eq!(&used, &declared);
            let character = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '-');
            prop_assert!(used.iter().all(|name| name.chars().all(character)), "{used:?}");
            let places: BTreeSet<_> = entries.iter().zip(rows.iter().rev()).map(|(entry, row)| (entry.postings[0].0, &row.account_id)).collect();
            let accounts: BTreeSet<_> = rows.iter().map(|row| &row.account_id).collect();
            prop_assert_eq!(places.len(), accounts.len(), "each account has a name of its own");
        }
    }

    #[test]
    fn statements_are_well_formed_and_within_the_limits(ledger in ledgers()) {
        let rows = ledger.transactions(&Filter::default());
        let booked: Vec<_> = rows.iter().filter(|row| row.status == Status::Settled).collect();
        let text = ledger.ofx();
        let mut open = Vec::new();
        let mut found = BTreeSet::new();
        for piece in text.split('<').skip(3) {
            let (name, content) = piece.split_once('>').unwrap();
            if let Some(closed) = name.strip_prefix('/') {
                prop_assert_eq!(open.pop(), Some(closed));
                prop_assert_eq!(content.trim(), "");
                continue;
            }
            open.push(name);
            let printed = |c: char| c == '\n' || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
            prop_assert!(content.chars().all(printed), "what XML has no place for");
            let plain = content.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
            prop_assert_eq!(content.matches('&').count(), plain.matches(['&', '<', '>']).count());
            let most = match name { "NAME" => 32, "MEMO" => 255, "ACCTID" => 22, "BANKID" => 9, "MKTGINFO" => 360, _ => 40 };
            prop_assert!(plain.chars().count() <= most, "{name}: {plain}");
            if name == "FITID" {
                found.insert(plain);
            }
        }
        prop_assert!(open.is_empty());
        prop_assert_eq!(found, booked.iter().map(|row| row.id.clone()).collect::<BTreeSet<_>>());
    }

    #[test]
    fn statements_are_imported_again_as_they_were(ledger in ledgers()) {
        let text = ledger.ofx();
        let statements = import(text.as_bytes(), &ImportOptions::default()).unwrap();
        let mut found = BTreeMap::new();
        for statement in statements {
            prop_assert_eq!(statement.problems, Vec::new());
            found.extend(statement.records.into_iter().map(|record| (record.stable_id.clone().unwrap(), record)));
        }
        let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        for row in ledger.transactions(&Filter::default()).iter().filter(|row| row.status == Status::Settled) {
            let record = found.remove(&row.id).unwrap();
            prop_assert_eq!((record.amount, record.currency), (row.amount, row.currency));
            prop_assert!(record.date == row.date || row.date < "0001-01-01".parse().unwrap());
            let printed = row.description.replace(|c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}'), "");
            let (written, again) = (letters(&printed), letters(&record.description));
            // A name and a memo hold no more.
            let cut = written.starts_with(&again) && again.chars().count() > 200;
            let unnamed = written.is_empty() && again == "UNNAMED";
            prop_assert!(written == again || cut || unnamed, "{written:?} {again:?}");
        }
        prop_assert!(found.is_empty());
    }
}
