//! camt.053, the XML statement of ISO 20022, of any version: what is read has the same names in all of them.

use roxmltree::{Document, Node};

use super::account::{self, Known};
use super::{DateOrder, FileFormat, ImportOptions, MAX_ROWS, RowReason, too_many_rows, value};
use crate::account::Account;
use crate::error::{Error, ErrorKind};
use crate::expected::Source;
use crate::money::Currency;
use crate::transaction::{BankHint, Record, Statement, Status};

/// The most elements of one file: some 30 to a row.
const MAX_NODES: u32 = 30_000_000;

/// The most attributes of one tag, and declarations of name spaces in all: comparing them with each other is the one thing that
/// takes the parser longer than the file is long. No bank writes more than a few.
const MAX_ATTRIBUTES: usize = 200;
const MAX_NAME_SPACES: usize = 5_000;

/// Whether the parser would take its time over it. `<` is in no attribute, so that what is between two of them holds a tag at most.
fn is_costly(text: &str) -> bool {
    let tags = || text.split('<').filter(|piece| !piece.starts_with('!'));
    tags().any(|piece| piece.matches('=').count() > MAX_ATTRIBUTES)
        || tags().map(|piece| piece.matches("xmlns").count()).sum::<usize>() > MAX_NAME_SPACES
}

pub(super) fn is_camt(text: &str) -> bool {
    let head: String = text.chars().take(2000).collect();
    head.trim_start().starts_with('<') && (head.contains("camt.053") || head.contains("BkToCstmrStmt"))
}

pub(super) fn read(text: &str, options: &ImportOptions) -> Result<Vec<Statement>, Error> {
    if is_costly(text) {
        let message =
            "camt.053: it has more XML attributes than any statement, and no bank writes such: download the file again";
        return Err(Error::new(ErrorKind::FileContent, message));
    }
    let limits = roxmltree::ParsingOptions { nodes_limit: MAX_NODES, ..roxmltree::ParsingOptions::default() };
    let document = Document::parse_with_options(text, limits).map_err(|error| {
        let message = format!("camt.053: not whole XML ({error}): download the file again");
        Error::new(ErrorKind::FileContent, message).because_of(error)
    })?;
    let mut total: usize = 0;
    let mut statements = Vec::new();
    for found in document.descendants().filter(|node| node.has_tag_name_local("Stmt")) {
        let account = account_of(found, options);
        let (mut records, mut problems) = (Vec::new(), Vec::new());
        for (row, entry) in found.children().filter(|node| node.has_tag_name_local("Ntry")).enumerate() {
            total = total.saturating_add(1);
            if total > MAX_ROWS {
                return Err(too_many_rows());
            }
            match record(entry, account.currency) {
                Ok(record) => records.push(record),
                Err(reason) => problems.push(reason.problem_of(FileFormat::Camt, row)),
            }
        }
        statements.push(Statement {
            account,
            records,
            commitments: Vec::new(),
            unlisted: Source::LISTS.to_vec(),
            problems,
        });
    }
    if statements.is_empty() {
        return Err(Error::new(ErrorKind::FileContent, "camt.053: there is no statement (Stmt) in the file"));
    }
    Ok(statements)
}

trait Local<'a, 'input> {
    /// Whether it is called that in any namespace: each version has its own.
    fn has_tag_name_local(&self, name: &str) -> bool;
    /// The text at the end of a path of children, trimmed; `None` where there is none.
    fn at(&self, path: &[&str]) -> Option<&'a str>;
}

impl<'a, 'input> Local<'a, 'input> for Node<'a, 'input> {
    fn has_tag_name_local(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }

    fn at(&self, path: &[&str]) -> Option<&'a str> {
        let step = |node: Node<'a, 'input>, name: &&str| node.children().find(|child| child.has_tag_name_local(name));
        let end = path.iter().try_fold(*self, step)?;
        end.text().map(str::trim).filter(|text| !text.is_empty())
    }
}

/// A British IBAN holds the sort code and number by which feeds know the account.
fn account_of(statement: Node<'_, '_>, options: &ImportOptions) -> Account {
    let iban: Option<String> =
        statement.at(&["Acct", "Id", "IBAN"]).map(|iban| iban.chars().filter(|c| !c.is_whitespace()).collect());
    let british = iban.as_deref().filter(|iban| iban.starts_with("GB") && iban.len() == 22);
    let known = Known {
        bank: ["Nm", "BIC", "BICFI"]
            .iter()
            .find_map(|name| statement.at(&["Acct", "Svcr", "FinInstnId", name]))
            .unwrap_or_default()
            .to_owned(),
        sort_code: british.and_then(|iban| iban.get(8..14)).map(str::to_owned),
        number: match british {
            Some(iban) => iban.get(14..).map(str::to_owned),
            None => statement.at(&["Acct", "Id", "Othr", "Id"]).map(str::to_owned),
        },
        iban: iban.clone(),
        part: None,
    };
    let currency = statement.at(&["Acct", "Ccy"]).and_then(|code| code.parse().ok()).unwrap_or(options.currency);
    account::account(&known, options, options.kind, currency)
}

fn record(entry: Node<'_, '_>, own: Currency) -> Result<Record, RowReason> {
    let amount = entry.at(&["Amt"]).and_then(|text| value::amount(text, false));
    let amount = amount.ok_or_else(|| RowReason::no_amount("Amt"))?;
    let amount = match entry.at(&["CdtDbtInd"]) {
        Some("CRDT") => amount,
        Some("DBIT") => -amount,
        _ => return Err(RowReason::no_amount("CdtDbtInd")),
    };
    let money = entry.children().find(|node| node.has_tag_name_local("Amt"));
    let currency = money.and_then(|node| node.attribute("Ccy")).and_then(|code| code.parse().ok()).unwrap_or(own);
    let date = [["BookgDt", "Dt"], ["BookgDt", "DtTm"], ["ValDt", "Dt"], ["ValDt", "DtTm"]];
    let date = date
        .iter()
        .find_map(|path| value::date(entry.at(path)?, DateOrder::Ymd))
        .ok_or_else(|| RowReason::no_date("BookgDt"))?;
    // A text until version 7, an element with a code from 8.
    let status = entry.at(&["Sts", "Cd"]).or_else(|| entry.at(&["Sts"]));
    if let Some(state @ "INFO") = status {
        return Err(RowReason::NotBooked { state: state.to_owned() });
    }
    Ok(Record {
        stable_id: entry.at(&["AcctSvcrRef"]).or_else(|| entry.at(&["NtryRef"])).map(str::to_owned),
        date,
        amount,
        currency,
        description: description(entry, amount.is_negative()),
        merchant_name: None,
        hint: BankHint::default(),
        status: if status == Some("PDNG") { Status::Pending } else { Status::Settled },
    })
}

/// Who is on the other side and what for, where the entry has details; else the bank's own words.
fn description(entry: Node<'_, '_>, out: bool) -> String {
    let side = if out { "Cdtr" } else { "Dbtr" };
    let details = |path: &[&str]| {
        let start = ["NtryDtls", "TxDtls"];
        entry.at(&start.iter().chain(path).copied().collect::<Vec<_>>())
    };
    let name = details(&["RltdPties", side, "Nm"]).or_else(|| details(&["RltdPties", side, "Pty", "Nm"]));
    let reference = details(&["RmtInf", "Ustrd"]);
    let words: Vec<&str> = name.into_iter().chain(reference).collect();
    if words.is_empty() { entry.at(&["AddtlNtryInf"]).unwrap_or_default().to_owned() } else { words.join(" ") }
}
