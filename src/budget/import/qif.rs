//! QIF: a letter and a value on each line, `^` after each transaction. It has no ids, no currency and no order of dates.

use super::account::{self, Known};
use super::{DateOrder, FileFormat, ImportOptions, MAX_ROWS, RowReason, too_many_rows, value};
use crate::account::AccountKind;
use crate::error::Error;
use crate::expected::Source;
use crate::transaction::{BankHint, Record, Statement, Status};

pub(super) fn is_qif(text: &str) -> bool {
    let head = heading(text.trim_start());
    ["!type:bank", "!type:ccard", "!type:cash", "!account", "!option"].iter().any(|start| head.starts_with(start))
}

/// The first few characters in small letters.
fn heading(text: &str) -> String {
    text.chars().take(16).collect::<String>().to_ascii_lowercase()
}

#[derive(Default)]
struct Line<'a> {
    date: &'a str,
    amount: &'a str,
    payee: &'a str,
    memo: &'a str,
}

pub(super) fn read(text: &str, options: &ImportOptions) -> Result<Vec<Statement>, Error> {
    let (lines, card) = lines(text)?;
    let order = order(&lines, options.date_order);
    let (mut records, mut problems) = (Vec::new(), Vec::new());
    for (row, line) in lines.iter().enumerate() {
        match record(line, order, options) {
            Ok(record) => records.push(record),
            Err(reason) => problems.push(reason.problem_of(FileFormat::Qif, row)),
        }
    }
    let kind = if card { AccountKind::Card } else { options.kind };
    let account = account::account(&Known::default(), options, kind, options.currency);
    Ok(vec![Statement { account, records, commitments: Vec::new(), unlisted: Source::LISTS.to_vec(), problems }])
}

/// The transactions, and whether they are a card's. What is between `!Account` and the next heading is none.
fn lines(text: &str) -> Result<(Vec<Line<'_>>, bool), Error> {
    let (mut lines, mut line) = (Vec::new(), Line::default());
    let (mut card, mut skipping, mut begun) = (false, false, false);
    for text in text.lines().map(str::trim) {
        let mut chars = text.chars();
        let (letter, rest) = (chars.next(), chars.as_str().trim());
        match letter {
            Some('!') => {
                let heading = heading(text);
                skipping = !["!type:bank", "!type:ccard", "!type:cash"].iter().any(|kind| heading.starts_with(kind));
                card |= heading.starts_with("!type:ccard");
            }
            _ if skipping => {}
            Some('^') if begun => {
                lines.push(std::mem::take(&mut line));
                begun = false;
            }
            Some('D') => (line.date, begun) = (rest, true),
            // U is T again, for larger amounts.
            Some('T') => (line.amount, begun) = (rest, true),
            Some('U') if line.amount.is_empty() => (line.amount, begun) = (rest, true),
            Some('P') => line.payee = rest,
            Some('M') => line.memo = rest,
            _ => {}
        }
        if lines.len() > MAX_ROWS {
            return Err(too_many_rows());
        }
    }
    if begun {
        lines.push(line);
    }
    Ok((lines, card))
}

/// The order that all dates can have; where both can be, what the caller says.
fn order(lines: &[Line<'_>], preferred: DateOrder) -> DateOrder {
    let fits = |order| lines.iter().filter(|line| value::date(&plain(line.date), order).is_some()).count();
    let (day_first, month_first) = (fits(DateOrder::Dmy), fits(DateOrder::Mdy));
    match day_first.cmp(&month_first) {
        std::cmp::Ordering::Greater => DateOrder::Dmy,
        std::cmp::Ordering::Less => DateOrder::Mdy,
        std::cmp::Ordering::Equal => preferred,
    }
}

/// `11/ 3'26` is how some programs write `11/3/2026`.
fn plain(date: &str) -> String {
    date.replace('\'', "/").replace(' ', "")
}

fn record(line: &Line<'_>, order: DateOrder, options: &ImportOptions) -> Result<Record, RowReason> {
    Ok(Record {
        stable_id: None,
        date: value::date(&plain(line.date), order)
            .or_else(|| value::date(line.date, order))
            .ok_or_else(|| RowReason::no_date("D"))?,
        amount: value::amount(line.amount, false).ok_or_else(|| RowReason::no_amount("T"))?,
        currency: options.currency,
        description: if line.payee.is_empty() { line.memo } else { line.payee }.to_owned(),
        merchant_name: None,
        hint: BankHint::default(),
        status: Status::Settled,
    })
}
