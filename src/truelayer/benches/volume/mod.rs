//! A feed of any size that looks like a busy household's: ten accounts, five years, merchants that repeat, transfers that
//! pair, bills that recur. The same size gives the same bytes.

use std::fmt::Write as _;

use chrono::{Days, NaiveDate};

/// The day on which the feed is read.
#[allow(dead_code, reason = "the generator alone does not need it")]
pub(crate) const TODAY: &str = "2026-11-23";

const ACCOUNTS: usize = 10;
const DAYS: u64 = 5 * 365;
const SHOPS: [&str; 12] = [
    "TESCO STORES",
    "SAINSBURYS S/MKTS",
    "PRET A MANGER",
    "TFL TRAVEL CH",
    "AMZNMKTPLACE",
    "SHELL",
    "BOOTS",
    "GREGGS",
    "THE CROWN ARMS",
    "KWIK FIT",
    "HARBOUR KEBAB HOUSE",
    "UBER *TRIP",
];
const BILLS: [(&str, &str); 4] =
    [("OCTOPUS ENERGY", "84.20"), ("NETFLIX.COM", "10.99"), ("THAMES WATER", "38.00"), ("VODAFONE LTD", "25.00")];

/// The bytes of a feed with this many transactions.
#[must_use]
pub(crate) fn feed(transactions: usize) -> Vec<u8> {
    let today: NaiveDate = TODAY.parse().unwrap_or_default();
    let mut chance = Chance(20_261_124);
    let mut text = String::from(r#"{"ok":true,"accounts":["#);
    for account in 0..ACCOUNTS {
        if account > 0 {
            text.push(',');
        }
        let _ = write!(
            text,
            r#"{{"connection_id":"c{account}","bank_name":"Bank {account}","kind":"account","account":{{"account_id":"a{account}","account_type":"TRANSACTION","display_name":"Account {account}","currency":"GBP","account_number":{{"number":"1000000{account}","sort_code":"01-21-31"}},"provider":{{"provider_id":"mock"}}}},"balance":null,"transactions":["#
        );
        let rows = transactions / ACCOUNTS + usize::from(account < transactions % ACCOUNTS);
        for row in 0..rows {
            if row > 0 {
                text.push(',');
            }
            let back = DAYS * row as u64 / rows as u64;
            let date = today.checked_sub_days(Days::new(back)).unwrap_or(today);
            write_row(&mut text, account, row, date, &mut chance);
        }
        text.push_str(r#"],"pending":[],"standing_orders":[],"direct_debits":[]}"#);
    }
    text.push_str(r#"],"as_of":"2026-11-23T09:00:00Z","errors":[]}"#);
    text.into_bytes()
}

fn write_row(text: &mut String, account: usize, row: usize, date: NaiveDate, chance: &mut Chance) {
    let roll = chance.below(100);
    let shop = chance.one_of(&SHOPS, "SHOP");
    let (description, amount, kind, category) = match roll {
        // The two legs of a transfer lie in neighbouring accounts at the same place, and so on the same day.
        _ if row.is_multiple_of(40) => {
            let way = if account.is_multiple_of(2) { ("-", "DEBIT") } else { ("", "CREDIT") };
            ("TRANSFER J DOE".to_owned(), format!("{}{}.00", way.0, 50 + row % 400), way.1, "TRANSFER")
        }
        0..4 => {
            let (name, amount) = chance.one_of(&BILLS, ("BILL", "1.00"));
            (name.to_owned(), format!("-{amount}"), "DEBIT", "DIRECT_DEBIT")
        }
        4 => ("ACME LTD SALARY".to_owned(), "2450.00".to_owned(), "CREDIT", "CREDIT"),
        5 => (
            format!("{shop} {}", 1000 + chance.below(3000)),
            format!("{}.00", 5 + chance.below(40)),
            "CREDIT",
            "PURCHASE",
        ),
        _ => {
            let pennies = 150 + chance.below(9000);
            let amount = format!("-{}.{:02}", pennies / 100, pennies % 100);
            (format!("{shop} {}", 1000 + chance.below(3000)), amount, "DEBIT", "PURCHASE")
        }
    };
    let _ = write!(
        text,
        r#"{{"timestamp":"{date}T00:00:00Z","description":"{description}","transaction_type":"{kind}","transaction_category":"{category}","transaction_classification":[],"amount":{amount},"currency":"GBP","transaction_id":"t{account}x{row}","provider_transaction_id":"p{account}x{row}","normalised_provider_transaction_id":"txn-{account}x{row}","running_balance":{{"amount":1200.00,"currency":"GBP"}},"meta":{{"provider_transaction_category":"POS"}}}}"#
    );
}

/// The same numbers in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit
    }

    fn one_of<T: Copy>(&mut self, list: &[T], otherwise: T) -> T {
        list.get(self.below(list.len())).copied().unwrap_or(otherwise)
    }
}
