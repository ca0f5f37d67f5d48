//! Journals of double-entry bookkeeping, for hledger and for beancount. Each transaction balances: the bank account on one side,
//! its category on the other. The two legs of a transfer meet in `assets:transfers`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use chrono::NaiveDate;

use crate::account::{Account, AccountKind};
use crate::category::Category;
use crate::transaction::{Kind, Status, Transaction};

/// Where the two legs of a transfer meet.
const TRANSFERS: [&str; 2] = ["assets", "transfers"];
/// The place of rows whose account is not there.
const UNKNOWN: [&str; 2] = ["assets", "unknown"];

/// Whose format a journal is in.
///
/// ```
/// # use budget::{ImportOptions, Journal, Ledger, Settings};
/// # let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse()?);
/// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n\
/// #     03/11/2026,Pret,,CARD,-3.40,96.60\n";
/// # ledger.import(csv.as_bytes(), &ImportOptions::default())?;
/// assert!(ledger.journal(Journal::Hledger).contains("  expenses:eating-out  3.40 GBP"));
/// assert!(ledger.journal(Journal::Beancount).contains("  Expenses:Eating-out  3.40 GBP"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Journal {
    /// hledger's, which ledger reads, too.
    Hledger,
    /// beancount's.
    Beancount,
}

/// The journal, the oldest transaction first. `rows` are newest first.
pub(crate) fn journal<'a>(
    format: Journal,
    rows: &[Transaction],
    accounts: impl Iterator<Item = &'a Account>,
) -> String {
    let names = names(format, accounts);
    let (mut used, mut currencies) = (BTreeSet::new(), BTreeSet::new());
    let mut body = String::new();
    for row in rows.iter().rev() {
        let place = names.get(row.account_id.as_str()).cloned().unwrap_or_else(|| format.account(&UNKNOWN));
        let mut postings = vec![(place, row.amount)];
        postings.extend(row.parts().map(|part| (other_side(format, row, part.category), -part.amount)));
        let (date, text, id) = (format.date(row.date), plain(&row.description), &row.id);
        let mark = if row.status == Status::Pending { "!" } else { "*" };
        let _ = match format {
            Journal::Hledger => writeln!(body, "{date} {mark} {text}  ; id:{id}"),
            Journal::Beancount => writeln!(body, "{date} {mark} \"{text}\"\n  id: \"{id}\""),
        };
        for (account, amount) in postings {
            let _ = writeln!(body, "  {account}  {amount} {}", row.currency);
            used.insert(account);
        }
        currencies.insert(row.currency);
        body.push('\n');
    }
    let first = format.date(rows.last().map(|row| row.date).unwrap_or_default());
    let mut text = String::new();
    if format == Journal::Hledger {
        for currency in currencies {
            // How it is shown, too: with the digits of its smallest coin.
            let digits = "0".repeat(usize::try_from(currency.minor_digits()).unwrap_or(2));
            let _ = writeln!(text, "commodity 1000.{digits} {currency}");
        }
    }
    for account in used {
        let _ = match format {
            Journal::Hledger => writeln!(text, "account {account}"),
            Journal::Beancount => writeln!(text, "{first} open {account}"),
        };
    }
    text.push('\n');
    text + &body
}

/// The account where the money came from or went.
fn other_side(format: Journal, row: &Transaction, category: Category) -> String {
    let category = category.to_string();
    format.account(&match row.kind {
        Kind::Transfer => TRANSFERS,
        Kind::Income => ["income", &category],
        Kind::Excluded => ["equity", "excluded"],
        Kind::Spending | Kind::Refund => ["expenses", &category],
    })
}

impl Journal {
    /// beancount has no year 0, which some banks' dates do have.
    fn date(self, date: NaiveDate) -> NaiveDate {
        let first = if self == Self::Beancount { NaiveDate::from_ymd_opt(1, 1, 1) } else { None };
        first.map_or(date, |first| date.max(first))
    }

    /// An account's name: `assets:current` for hledger, `Assets:Current` for beancount.
    fn account(self, parts: &[&str]) -> String {
        parts.iter().map(|part| self.part(part)).collect::<Vec<_>>().join(":")
    }

    /// Letters, digits and dashes alone: both formats give meanings to much else.
    fn part(self, text: &str) -> String {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let name = words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-");
        let name = if name.is_empty() { "account".to_owned() } else { name };
        match (self, name.split_at_checked(1)) {
            (Self::Beancount, Some((first, rest))) => first.to_ascii_uppercase() + rest,
            _ => name,
        }
    }
}

/// The accounts' names by their ids, no two alike: a name that is taken gets a number.
fn names<'a>(format: Journal, accounts: impl Iterator<Item = &'a Account>) -> BTreeMap<&'a str, String> {
    let mut taken = BTreeSet::from([TRANSFERS, UNKNOWN].map(|parts| format.account(&parts)));
    let mut names = BTreeMap::new();
    for account in accounts {
        let root = if account.kind == AccountKind::Card { "liabilities" } else { "assets" };
        let name = format.account(&[root, &format!("{} {}", account.bank_name, account.display_name)]);
        let numbered = (2u32..).map(|number| format!("{name}-{number}"));
        let free = std::iter::once(name.clone()).chain(numbered).find(|name| taken.insert(name.clone()));
        names.insert(account.id.as_str(), free.unwrap_or(name));
    }
    names
}

/// Text without what either format would take for its own: comments, quotes, escapes, line breaks.
fn plain(text: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, ';' | '"' | '\\' | '|');
    let text: String = text.chars().map(|c| if odd(c) { ' ' } else { c }).collect();
    let words: Vec<&str> = text.split_whitespace().collect();
    // One that begins like a mark or a code in brackets would be read as such.
    words.join(" ").trim_start_matches(['(', '*', '!', '=', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::account;

    #[test]
    fn names_are_what_both_programs_take() {
        assert_eq!(Journal::Hledger.account(&["assets", "Böse  Bank; (1)"]), "assets:b-se-bank-1");
        assert_eq!(Journal::Beancount.account(&["expenses", "eating_out"]), "Expenses:Eating-out");
        assert_eq!(Journal::Beancount.account(&["assets", "???"]), "Assets:Account");
    }

    #[test]
    fn descriptions_hold_nothing_that_either_format_reads() {
        assert_eq!(plain("(1) PRET; \"X\"\n  A"), "1) PRET X A");
        assert_eq!(plain("( (12) * ! REFERENCE"), "12) * ! REFERENCE");
        assert_eq!(plain("(*"), "");
    }

    #[test]
    fn no_two_accounts_share_a_name() {
        let named = |id: &str, bank: &str, display: &str| Account {
            bank_name: bank.to_owned(),
            display_name: display.to_owned(),
            ..account(id, AccountKind::Account)
        };
        let accounts = [
            named("a", "", "Transfers"),
            named("b", "Bank", "Main"),
            named("c", "Bank", "Main"),
            named("d", "Bank", "Main 2"),
        ];
        let names = names(Journal::Hledger, accounts.iter());
        assert_eq!(
            names.into_values().collect::<Vec<_>>(),
            ["assets:transfers-2", "assets:bank-main", "assets:bank-main-2", "assets:bank-main-2-2"]
        );
    }
}
