//! The vectors in tests/vectors, answered natively. The crate `wasm` answers the same ones in Node and in a browser.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

use budget::{Filter, Ledger, Settings};
use serde::Deserialize;
use serde_json::value::RawValue;
use truelayer::feed;

#[path = "../../../tests/vectors/list.rs"]
mod list;

#[derive(Deserialize)]
struct Vector<'a> {
    #[serde(borrow)]
    about: &'a RawValue,
    today: chrono::NaiveDate,
    #[serde(borrow)]
    settings: &'a RawValue,
    #[serde(borrow)]
    feed: &'a RawValue,
    #[serde(borrow)]
    period: &'a RawValue,
    #[serde(borrow)]
    report: &'a RawValue,
    #[serde(borrow)]
    transactions: &'a RawValue,
}

impl Vector<'_> {
    /// The report and the transactions, as JSON.
    fn answer(&self) -> (String, String) {
        let mut ledger = Ledger::new(Settings::from_json(self.settings.get().as_bytes()).unwrap(), self.today);
        for statement in feed::read(self.feed.get().as_bytes()).unwrap() {
            ledger.load(statement);
        }
        let period: Option<String> = serde_json::from_str(self.period.get()).unwrap();
        let report = ledger.budget(period.as_deref()).unwrap();
        let rows = ledger.transactions(&Filter::default());
        (serde_json::to_string(&report).unwrap(), serde_json::to_string(&rows).unwrap())
    }

    /// The file's text with these answers.
    fn text(&self, report: &str, transactions: &str) -> String {
        let Self { about, today, settings, feed, period, .. } = self;
        format!(
            "{{\n\"about\":{about},\n\"today\":\"{today}\",\n\"settings\":{settings},\n\"feed\":{feed},\n\"period\":{period},\n\
             \"report\":{report},\n\"transactions\":{transactions}\n}}\n"
        )
    }
}

#[test]
fn every_vector_is_answered_byte_for_byte() {
    for (name, text) in list::VECTORS {
        let vector: Vector<'_> = serde_json::from_str(text).unwrap();
        let (report, transactions) = vector.answer();
        if std::env::var_os("UPDATE_VECTORS").is_some() {
            fs::write(folder().join(name).with_extension("json"), vector.text(&report, &transactions)).unwrap();
            continue;
        }
        assert_eq!(report, vector.report.get(), "the report of {name}");
        assert_eq!(transactions, vector.transactions.get(), "the transactions of {name}");
        assert_eq!(text, vector.text(&report, &transactions), "{name} has each field on a line of its own");
    }
}

#[test]
fn every_file_is_listed() {
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    let mut found: Vec<_> = files.filter(|path| path.extension().is_some_and(|end| end == "json")).collect();
    found.sort();
    let names: Vec<_> = found.iter().filter_map(|path| path.file_stem()?.to_str()).collect();
    assert_eq!(names, list::VECTORS.map(|(name, _)| name));
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors"))
}
