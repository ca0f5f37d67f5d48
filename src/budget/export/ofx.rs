//! Bank statements as OFX 2.1.1 has them (XML), for programs that import those: one for each account, cards apart.
//!
//! OFX knows what is booked, so pending transactions are left out: an importer never forgets one it has seen. It has no place
//! for categories. Where the statement's currency is not that of some transactions of the account, these have a statement of
//! their own, since OFX would want a rate that nobody knows.

use chrono::NaiveDate;

use crate::account::{Account, AccountKind};
use crate::identity;
use crate::money::{Amount, Currency};
use crate::order::sort_by;
use crate::transaction::{Kind, Status, Transaction};

const HEADER: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
    <?OFX OFXHEADER=\"200\" VERSION=\"211\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\n";
const OK: &str = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>";

/// The most characters that OFX allows in an element.
const BANKID: usize = 9;
const ACCTID: usize = 22;
const NAME: usize = 32;
const MEMO: usize = 255;
const MKTGINFO: usize = 360;

/// The document. `rows` are newest first; `today` is the day on which the balances are what they are.
pub(crate) fn ofx<'a>(rows: &[Transaction], accounts: impl Iterator<Item = &'a Account>, today: NaiveDate) -> String {
    let mut booked: Vec<_> = rows.iter().rev().filter(|row| row.status == Status::Settled).collect();
    let (mut banks, mut cards, mut count) = (String::new(), String::new(), 0u32);
    for account in accounts {
        let (lines, others): (Vec<_>, Vec<_>) = booked.into_iter().partition(|row| row.account_id == account.id);
        booked = others;
        for currency in currencies(account, &lines) {
            count = count.saturating_add(1);
            let rows = lines.iter().copied().filter(|row| row.currency == currency).collect();
            let statement = Statement { account, currency, rows, today };
            let place = if account.kind == AccountKind::Card { &mut cards } else { &mut banks };
            place.push_str(&statement.response(count));
        }
    }
    let sign_on = tag("SONRS", &[OK, &tag("DTSERVER", &day(today)), "<LANGUAGE>ENG</LANGUAGE>"].concat());
    let mut sets = tag("SIGNONMSGSRSV1", &sign_on);
    for (name, set) in [("BANKMSGSRSV1", banks), ("CREDITCARDMSGSRSV1", cards)] {
        // One without a statement would not be valid.
        if !set.is_empty() {
            sets.push('\n');
            sets.push_str(&tag(name, &set));
        }
    }
    format!("{HEADER}{}\n", tag("OFX", &sets))
}

/// The account's own currency and those of its lines, each once and in order.
fn currencies(account: &Account, lines: &[&Transaction]) -> Vec<Currency> {
    let mut currencies = vec![account.currency];
    for row in lines {
        if !currencies.contains(&row.currency) {
            currencies.push(row.currency);
        }
    }
    sort_by(&mut currencies, Currency::cmp);
    currencies
}

/// What an account has in one currency.
struct Statement<'a> {
    account: &'a Account,
    currency: Currency,
    /// The oldest first.
    rows: Vec<&'a Transaction>,
    today: NaiveDate,
}

impl Statement<'_> {
    fn response(&self, number: u32) -> String {
        let (response, statement) = match self.account.kind {
            AccountKind::Account => ("STMTTRNRS", "STMTRS"),
            AccountKind::Card => ("CCSTMTTRNRS", "CCSTMTRS"),
        };
        let parts = [tag("CURDEF", self.currency.as_str()), self.place(), self.list(), self.balances()];
        let number = tag("TRNUID", &number.to_string());
        tag(response, &format!("{number}{OK}\n{}", tag(statement, &parts.join("\n")))) + "\n"
    }

    /// Which account it is. Its number is not ours to know: the id is made of what stays the same after a reconnect.
    fn place(&self) -> String {
        let mut id: String = identity::digest(&["ofx", &self.account.fingerprint]).chars().take(ACCTID - 4).collect();
        if self.currency != self.account.currency {
            id = format!("{id}-{}", self.currency);
        }
        let id = tag("ACCTID", &id);
        if self.account.kind == AccountKind::Card {
            return tag("CCACCTFROM", &id);
        }
        let letters = self.account.bank_name.chars().filter(char::is_ascii_alphanumeric);
        let bank: String = letters.take(BANKID).collect::<String>().to_ascii_uppercase();
        let bank = tag("BANKID", if bank.is_empty() { "BANK" } else { &bank });
        let kind = if self.account.account_type == "SAVINGS" { "SAVINGS" } else { "CHECKING" };
        tag("BANKACCTFROM", &format!("{bank}{id}{}", tag("ACCTTYPE", kind)))
    }

    fn list(&self) -> String {
        let first = self.rows.first().map_or(self.today, |row| row.date.min(self.today));
        let last = self.rows.last().map_or(self.today, |row| row.date.max(self.today));
        let mut list = tag("DTSTART", &day(first)) + &tag("DTEND", &day(last)) + "\n";
        for row in &self.rows {
            list.push_str(&line(row));
        }
        tag("BANKTRANLIST", &list)
    }

    /// OFX insists on a balance. Where the bank gave none it is the sum of what is listed, which is what an importer's own
    /// account comes to, and `MKTGINFO` says so.
    fn balances(&self) -> String {
        let known = self.account.balance.filter(|_| self.currency == self.account.currency);
        // What is owed on a card is less than nothing.
        let sign = |amount: Amount| if self.account.kind == AccountKind::Card { -amount } else { amount };
        let current = known.map_or_else(|| self.rows.iter().map(|row| row.amount).sum(), |known| sign(known.current));
        let balance =
            |name, amount: Amount| tag(name, &(tag("BALAMT", &amount.to_string()) + &tag("DTASOF", &day(self.today))));
        let available = known.and_then(|known| known.available);
        let available = available.map(|amount| balance("AVAILBAL", amount)).unwrap_or_default();
        let name = format!("{} {}", self.account.bank_name, self.account.display_name);
        let doubt =
            if known.is_some() { "" } else { "The balance is not known: it is the sum of what is listed here. " };
        let about = tag("MKTGINFO", &escaped(&clean(&format!("{doubt}{name}")), MKTGINFO));
        balance("LEDGERBAL", current) + &available + &about
    }
}

fn line(row: &Transaction) -> String {
    let kind = match row.kind {
        Kind::Transfer => "XFER",
        _ if row.amount.is_negative() => "DEBIT",
        _ => "CREDIT",
    };
    let text = clean(&row.description);
    let (name, rest) = name_and_rest(&text);
    let name = if name.is_empty() { "UNNAMED" } else { name };
    let memo = if rest.is_empty() { String::new() } else { tag("MEMO", &escaped(rest, MEMO)) };
    let parts = [
        tag("TRNTYPE", kind),
        tag("DTPOSTED", &day(row.date)),
        tag("TRNAMT", &row.amount.to_string()),
        tag("FITID", &row.id),
        tag("NAME", &escaped(name, NAME)),
        memo,
    ];
    tag("STMTTRN", &parts.concat()) + "\n"
}

/// As much of a text as a name holds, up to the end of a word if that is not too early, and the rest.
fn name_and_rest(text: &str) -> (&str, &str) {
    let Some((end, next)) = text.char_indices().nth(NAME) else { return (text, "") };
    let (head, _) = text.split_at_checked(end).unwrap_or((text, ""));
    let space = if next == ' ' { Some(end) } else { head.rfind(' ').filter(|space| *space >= end / 2) };
    let (name, rest) = text.split_at_checked(space.unwrap_or(end)).unwrap_or((text, ""));
    (name, rest.trim_start())
}

/// Text of characters that XML allows, on one line.
fn clean(text: &str) -> String {
    let odd = |c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}');
    let text: String = text.chars().map(|c| if odd(c) { ' ' } else { c }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// At most so many characters of the text, written so that XML reads them as they are.
fn escaped(text: &str, most: usize) -> String {
    let text: String = text.chars().take(most).collect();
    text.trim_end().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn tag(name: &str, content: &str) -> String {
    format!("<{name}>{content}</{name}>")
}

/// The year 0, which some banks' dates have, is none of OFX's.
fn day(date: NaiveDate) -> String {
    let first = NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default();
    date.max(first).to_string().replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::account::Balance;
    use crate::ledger::Ledger;
    use crate::settings::Settings;
    use crate::testing::{account, record, statement};
    use crate::transaction::{self, Record};

    fn written(account: Account, records: Vec<Record>) -> String {
        let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse().unwrap());
        ledger.load(transaction::Statement {
            account,
            records,
            commitments: Vec::new(),
            unlisted: Vec::new(),
            problems: Vec::new(),
        });
        ledger.ofx()
    }

    #[test]
    fn rows_of_two_accounts_with_one_id_are_written_once() {
        let mut ledger = Ledger::new(Settings::default(), "2026-11-23".parse().unwrap());
        for kind in [AccountKind::Account, AccountKind::Card] {
            let rows = vec![record("2026-11-03", "-8.00", "LIDL GB")];
            ledger.load(transaction::Statement { account: account("one", kind), ..statement("one", rows) });
        }
        let ofx = ledger.ofx();
        for row in ledger.transactions(&crate::ledger::Filter::default()) {
            assert_eq!(ofx.matches(&row.id).count(), 1, "{ofx}");
        }
    }

    fn balance(current: &str, available: Option<&str>) -> Option<Balance> {
        let amount = |text: &str| text.parse().unwrap();
        Some(Balance { current: amount(current), available: available.map(amount) })
    }

    #[test]
    fn an_account_is_a_bank_statement_with_its_balances() {
        let account = Account {
            balance: balance("1200.50", Some("1500.50")),
            account_type: "SAVINGS".to_owned(),
            ..account("a", AccountKind::Account)
        };
        let text = written(account, vec![record("2026-11-03", "-42.10", "TESCO <3297> & CO")]);
        for part in [
            "<BANKMSGSRSV1><STMTTRNRS><TRNUID>1</TRNUID><STATUS>",
            "<CURDEF>GBP</CURDEF>\n<BANKACCTFROM><BANKID>TESTBANK</BANKID><ACCTID>",
            "</ACCTID><ACCTTYPE>SAVINGS</ACCTTYPE></BANKACCTFROM>",
            "<BANKTRANLIST><DTSTART>20261103</DTSTART><DTEND>20261123</DTEND>",
            "<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20261103</DTPOSTED><TRNAMT>-42.10</TRNAMT><FITID>",
            "</FITID><NAME>TESCO &lt;3297&gt; &amp; CO</NAME></STMTTRN>",
            "<LEDGERBAL><BALAMT>1200.50</BALAMT><DTASOF>20261123</DTASOF></LEDGERBAL>",
            "<AVAILBAL><BALAMT>1500.50</BALAMT><DTASOF>20261123</DTASOF></AVAILBAL>",
            "<MKTGINFO>Test bank a</MKTGINFO>",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
        assert!(!text.contains("CREDITCARD"), "{text}");
    }

    #[test]
    fn what_is_owed_on_a_card_is_negative() {
        let card = Account { balance: balance("120.00", Some("880.00")), ..account("card", AccountKind::Card) };
        let text = written(card, Vec::new());
        assert!(text.contains("<CREDITCARDMSGSRSV1><CCSTMTTRNRS>") && text.contains("<CCSTMTRS>"), "{text}");
        assert!(text.contains("<LEDGERBAL><BALAMT>-120.00</BALAMT>"), "{text}");
        assert!(text.contains("<AVAILBAL><BALAMT>880.00</BALAMT>"), "{text}");
    }

    #[test]
    fn an_unknown_balance_is_the_sum_of_the_lines_and_says_so() {
        let records = vec![record("2026-11-03", "-42.10", "A"), record("2026-11-04", "2.00", "B")];
        let text = written(account("a", AccountKind::Account), records);
        assert!(text.contains("<LEDGERBAL><BALAMT>-40.10</BALAMT>"), "{text}");
        assert!(text.contains("<MKTGINFO>The balance is not known"), "{text}");
    }

    #[test]
    fn another_currency_is_another_statement_and_pending_lines_are_in_none() {
        let euros = Record { currency: "EUR".parse().unwrap(), ..record("2026-11-03", "-10.10", "CARREFOUR") };
        let pending = Record { status: Status::Pending, ..record("2026-11-04", "-1.00", "SOON") };
        let account = Account { balance: balance("7.00", None), ..account("a", AccountKind::Account) };
        let text = written(account, vec![euros, pending]);
        assert_eq!(text.matches("<STMTTRNRS>").count(), 2);
        assert!(text.contains("-EUR</ACCTID>") && text.contains("<LEDGERBAL><BALAMT>-10.10</BALAMT>"), "{text}");
        assert!(!text.contains("SOON"), "{text}");
    }

    #[test]
    fn a_long_text_goes_on_in_the_memo() {
        let whole = "EXACTLY THIRTY-TWO LETTERS LONG!";
        assert_eq!(name_and_rest(whole), (whole, ""));
        assert_eq!(name_and_rest(&format!("{whole} REST")), (whole, "REST"));
        assert_eq!(name_and_rest("CARD PAYMENT TO SOMEBODY OR OTHER"), ("CARD PAYMENT TO SOMEBODY OR", "OTHER"));
        let (name, rest) = ("é".repeat(32), "é".repeat(8));
        assert_eq!(name_and_rest(&"é".repeat(40)), (name.as_str(), rest.as_str()));
        assert_eq!(escaped("<a>", 2), "&lt;a");
    }

    #[test]
    fn an_empty_ledger_signs_on_and_says_nothing() {
        let text = Ledger::new(Settings::default(), "2026-11-23".parse().unwrap()).ofx();
        assert!(text.starts_with("<?xml ") && text.ends_with("</SIGNONMSGSRSV1></OFX>\n"), "{text}");
    }
}
