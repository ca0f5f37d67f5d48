//! Writes every vector's ledger, an empty one and a large one into a folder, in each format that other programs read, beside
//! what the core says of it: `cargo run --example books target/books`. The suite `books` has those programs read them.

#[path = "../benches/volume/mod.rs"]
mod volume;

#[path = "../../../tests/vectors/list.rs"]
mod list;

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

use budget::{Account, Filter, Journal, Ledger, Settings, Transaction};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use truelayer::feed;

/// The transactions of the large ledger.
const LARGE: usize = 20_000;

/// What a ledger is made from.
#[derive(Deserialize)]
struct Vector<'a> {
    today: NaiveDate,
    #[serde(borrow)]
    settings: &'a RawValue,
    #[serde(borrow)]
    feed: &'a RawValue,
}

/// What the core says.
#[derive(Serialize)]
struct Said<'a> {
    accounts: Vec<&'a Account>,
    transactions: Vec<Transaction>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("name the folder to write into")?);
    fs::create_dir_all(&folder)?;
    write(&folder, "empty", &Ledger::new(Settings::default(), volume::TODAY.parse()?))?;
    write(&folder, "large", &ledger(volume::TODAY.parse()?, b"{}", &volume::feed(LARGE))?)?;
    for (name, text) in list::VECTORS {
        let Vector { today, settings, feed } = serde_json::from_str(text)?;
        write(&folder, name, &ledger(today, settings.get().as_bytes(), feed.get().as_bytes())?)?;
    }
    Ok(())
}

fn ledger(today: NaiveDate, settings: &[u8], feed: &[u8]) -> Result<Ledger, Box<dyn Error>> {
    let mut ledger = Ledger::new(Settings::from_json(settings)?, today);
    for statement in feed::read(feed).map_err(|error| error.message().into_owned())? {
        ledger.load(statement);
    }
    Ok(ledger)
}

fn write(folder: &Path, name: &str, ledger: &Ledger) -> Result<(), Box<dyn Error>> {
    let said = Said { accounts: ledger.accounts().collect(), transactions: ledger.transactions(&Filter::default()) };
    for (end, text) in [
        ("json", serde_json::to_string(&said)?),
        ("hledger", ledger.journal(Journal::Hledger)),
        ("beancount", ledger.journal(Journal::Beancount)),
        ("ofx", ledger.ofx()),
    ] {
        fs::write(folder.join(format!("{name}.{end}")), text)?;
    }
    Ok(())
}
