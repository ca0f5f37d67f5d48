//! OFX 1 (SGML, whose fields have no end tags) and 2 (XML), also as QFX. One reader for both: a tag and the text after it.
//! An XML parser would refuse the first, and nothing here needs nesting beyond which account a line is in.

use super::account::{self, Known};
use super::{DateOrder, FileFormat, ImportOptions, MAX_ROWS, RowReason, too_many_rows, value};
use crate::account::AccountKind;
use crate::error::{Error, ErrorKind};
use crate::expected::Source;
use crate::transaction::{BankHint, Method, Record, Statement, Status};

pub(super) fn is_ofx(text: &str) -> bool {
    let head: String = text.chars().take(2000).collect::<String>().to_ascii_uppercase();
    head.trim_start().starts_with("OFXHEADER") || head.contains("<OFX>") || head.contains("<?OFX")
}

/// The fields of the account and the line that are being read.
#[derive(Default)]
struct Fields {
    bank: String,
    number: String,
    currency: String,
    card: bool,
    kind: String,
    posted: String,
    amount: String,
    id: String,
    name: String,
    memo: String,
    line_currency: String,
}

pub(super) fn read(text: &str, options: &ImportOptions) -> Result<Vec<Statement>, Error> {
    let mut statements = Vec::new();
    let mut fields = Fields::default();
    let mut lines: Vec<Result<Record, RowReason>> = Vec::new();
    let mut total: usize = 0;
    // The other side of a transfer has an account of its own, inside the line.
    let (mut in_line, mut elsewhere, mut original, mut open) = (false, false, false, false);
    for piece in text.split('<').skip(1) {
        let Some((tag, rest)) = piece.split_once('>') else { continue };
        let content = unescaped(rest.trim());
        match tag.trim().to_ascii_uppercase().as_str() {
            "STMTRS" | "CCSTMTRS" => {
                fields = Fields { card: tag.trim().to_ascii_uppercase().starts_with("CC"), ..Fields::default() };
                lines.clear();
                (in_line, open) = (false, true);
            }
            "/STMTRS" | "/CCSTMTRS" | "/STMTTRN" | "STMTTRN" => {
                // Whatever comes next ends a line, also where its own end is missing.
                if std::mem::take(&mut in_line) {
                    total = total.saturating_add(1);
                    if total > MAX_ROWS {
                        return Err(too_many_rows());
                    }
                    lines.push(record(&fields, options));
                }
                (elsewhere, original) = (false, false);
                match tag.trim().to_ascii_uppercase().as_str() {
                    "STMTTRN" => in_line = true,
                    "/STMTTRN" => continue,
                    _ => {
                        statements.push(statement(&fields, std::mem::take(&mut lines), options));
                        open = false;
                        continue;
                    }
                }
                let kept = std::mem::take(&mut fields);
                fields = Fields {
                    bank: kept.bank,
                    number: kept.number,
                    currency: kept.currency,
                    card: kept.card,
                    ..Fields::default()
                };
            }
            "BANKACCTTO" | "CCACCTTO" | "PAYEE" => elsewhere = true,
            "/BANKACCTTO" | "/CCACCTTO" | "/PAYEE" => elsewhere = false,
            "BANKID" if !in_line => fields.bank = content,
            "ACCTID" if !in_line => fields.number = content,
            "CURDEF" => fields.currency = content,
            // What the payment was in before the bank converted it: the amount is in the account's currency.
            "ORIGCURRENCY" => original = true,
            "/ORIGCURRENCY" => original = false,
            "CURSYM" if in_line && !original => fields.line_currency = content,
            "TRNTYPE" => fields.kind = content,
            "DTPOSTED" => fields.posted = content,
            "TRNAMT" => fields.amount = content,
            "FITID" if in_line => fields.id = content,
            "NAME" if in_line && (!elsewhere || fields.name.is_empty()) => fields.name = content,
            "MEMO" if in_line => fields.memo = content,
            _ => {}
        }
    }
    // A file that breaks off: who knows how much is missing of the line in which it does.
    if !lines.is_empty() || (open && !statements.is_empty()) {
        let row = lines.len();
        let mut broken = statement(&fields, lines, options);
        broken.problems.push(RowReason::Truncated.problem_of(FileFormat::Ofx, row));
        statements.push(broken);
    }
    if statements.is_empty() {
        let message = "OFX: there is no whole statement (STMTRS or CCSTMTRS): download the file again";
        return Err(Error::new(ErrorKind::FileFormat, message));
    }
    Ok(statements)
}

fn statement(fields: &Fields, lines: Vec<Result<Record, RowReason>>, options: &ImportOptions) -> Statement {
    let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    // A number of six digits is a British sort code; some banks write it before the account's number.
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (bank, number) = (digits(&fields.bank), fields.number.as_str());
    let long = digits(number).len() == 14;
    let (sort_code, number) = match number.split_at_checked(6) {
        Some((sort_code, number)) if long && number.len() == 8 => (some(sort_code), some(number)),
        _ => (some(&bank).filter(|bank| bank.len() == 6), some(number)),
    };
    let known = Known { bank: fields.bank.clone(), sort_code, number, ..Known::default() };
    let kind = if fields.card { AccountKind::Card } else { options.kind };
    let currency = fields.currency.parse().unwrap_or(options.currency);
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    for (row, line) in lines.into_iter().enumerate() {
        match line {
            Ok(record) => records.push(record),
            Err(reason) => problems.push(reason.problem_of(FileFormat::Ofx, row)),
        }
    }
    let account = account::account(&known, options, kind, currency);
    Statement { account, records, commitments: Vec::new(), unlisted: Source::LISTS.to_vec(), problems }
}

fn record(fields: &Fields, options: &ImportOptions) -> Result<Record, RowReason> {
    let own = fields.currency.parse().unwrap_or(options.currency);
    // A comma is the decimal sign where there is no point: the standard allows both.
    let comma = fields.amount.contains(',') && !fields.amount.contains('.');
    let text = match (fields.name.as_str(), fields.memo.as_str()) {
        ("", memo) => memo.to_owned(),
        (name, memo) if memo.is_empty() || memo == name => name.to_owned(),
        (name, memo) => format!("{name} {memo}"),
    };
    Ok(Record {
        stable_id: Some(fields.id.clone()).filter(|id| !id.is_empty()),
        date: value::date(&fields.posted, DateOrder::Ymd).ok_or_else(|| RowReason::no_date("DTPOSTED"))?,
        amount: value::amount(&fields.amount, comma).ok_or_else(|| RowReason::no_amount("TRNAMT"))?,
        currency: fields.line_currency.parse().unwrap_or(own),
        description: text,
        merchant_name: None,
        hint: BankHint { method: method(&fields.kind), classification: Vec::new() },
        status: Status::Settled,
    })
}

fn method(kind: &str) -> Option<Method> {
    Some(match kind {
        "INT" => Method::Interest,
        "DIV" => Method::Dividend,
        "FEE" | "SRVCHG" => Method::Fee,
        "DEP" | "CASH" => Method::Cash,
        "ATM" => Method::Atm,
        "POS" => Method::Purchase,
        "XFER" => Method::Transfer,
        "CHECK" => Method::Cheque,
        "DIRECTDEBIT" => Method::DirectDebit,
        "REPEATPMT" => Method::StandingOrder,
        "PAYMENT" => Method::BillPayment,
        _ => return None,
    })
}

/// `&amp;` last, so that nothing is read twice.
fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'").replace("&amp;", "&")
}
