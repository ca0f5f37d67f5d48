//! CSV: rows by a bank's layout or the caller's mapping.

use std::collections::BTreeMap;

use csv::StringRecord;

use super::account::{self, Known};
use super::layouts::{self, Layout};
use super::{FileFormat, ImportOptions, MAX_ROWS, Mapping, RowReason, method, too_many_rows, value};
use crate::error::{Error, ErrorKind};
use crate::expected::Source;
use crate::money::{Amount, Currency};
use crate::transaction::{BankHint, Method, Record, Statement, Status};

/// Headings come after at most this many lines of preamble.
const PREAMBLE: usize = 20;

/// A file's columns by name, and how its cells are read.
struct Table<'a> {
    bank: &'static str,
    layout: Option<&'static Layout>,
    headings: StringRecord,
    mapping: Mapping,
    options: &'a ImportOptions,
}

pub(super) fn read(text: &str, options: &ImportOptions) -> Result<Vec<Statement>, Error> {
    let rows = rows(text)?;
    let (table, first) = table(&rows, options)?;
    let mut statements: BTreeMap<(String, String, Currency), Statement> = BTreeMap::new();
    let mut problems = Vec::new();
    for (row, (line, cells)) in rows.iter().skip(first).enumerate() {
        let record = match table.record(cells) {
            Ok(record) => record,
            Err(reason) => {
                problems.push(reason.problem(FileFormat::Csv, *line, row));
                continue;
            }
        };
        let known = table.known(cells);
        let number = format!("{:?} {:?}", known.sort_code, known.number);
        let key = (number, known.part.clone().unwrap_or_default(), record.currency);
        let statement = statements.entry(key).or_insert_with(|| table.statement(&known, record.currency));
        statement.records.push(record);
    }
    let mut statements: Vec<_> = statements.into_values().collect();
    // A row that cannot be read makes no account of its own, unless there is nothing else.
    if statements.is_empty() && !problems.is_empty() {
        let known = Known { bank: table.bank.to_owned(), ..Known::default() };
        statements.push(table.statement(&known, options.currency));
    }
    if let Some(statement) = statements.first_mut() {
        statement.problems = problems;
    }
    Ok(statements)
}

/// All rows with their lines, whichever of comma, semicolon and tab parts them.
fn rows(text: &str) -> Result<Vec<(u64, StringRecord)>, Error> {
    let sample = || text.lines().take(PREAMBLE);
    let count = |delimiter: &u8| sample().map(|line| line.bytes().filter(|byte| byte == delimiter).count()).max();
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(count).unwrap_or(b',');
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for row in reader.records() {
        // Text in memory is always readable and UTF-8.
        let Ok(row) = row else { continue };
        if row.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        if rows.len() > MAX_ROWS {
            return Err(too_many_rows());
        }
        rows.push((row.position().map_or(0, csv::Position::line), row));
    }
    Ok(rows)
}

/// The table, and where its data begin.
fn table<'a>(rows: &[(u64, StringRecord)], options: &'a ImportOptions) -> Result<(Table<'a>, usize), Error> {
    let head = || rows.iter().take(PREAMBLE).enumerate();
    let found = match &options.mapping {
        Some(mapping) if mapping.no_header => Some((None, StringRecord::new(), mapping.clone(), 0)),
        Some(mapping) => head()
            .find(|(_, (_, cells))| column(cells, &mapping.date).is_some())
            .map(|(at, (_, cells))| (None, cells.clone(), mapping.clone(), at.saturating_add(1))),
        None => head()
            .find_map(|(at, (_, cells))| Some((at, cells, layouts::of(cells)?)))
            .map(|(at, cells, layout)| (Some(layout), cells.clone(), layout.mapping(), at.saturating_add(1)))
            .or_else(|| looks_like_hsbc(rows).then(|| (None, StringRecord::new(), layouts::hsbc(), 0))),
    };
    let Some((layout, headings, mapping, first)) = found else {
        return Err(match &options.mapping {
            Some(mapping) => missing("date", &mapping.date),
            None => Error::new(
                ErrorKind::FileFormat,
                "no file of a bank that is known: give a mapping that names the date, description and amount columns",
            ),
        });
    };
    let bank = match layout {
        Some(layout) => layout.bank,
        None if options.mapping.is_none() => "HSBC",
        None => "",
    };
    let table = Table { bank, layout, headings, mapping, options };
    table.check()?;
    Ok((table, first))
}

fn looks_like_hsbc(rows: &[(u64, StringRecord)]) -> bool {
    rows.first().is_some_and(|(_, cells)| {
        let date = cells.get(0).and_then(|text| value::date(text, super::DateOrder::Dmy));
        cells.len() == 3 && date.is_some() && cells.get(2).is_some_and(|text| value::amount(text, false).is_some())
    })
}

fn missing(field: &str, column: &str) -> Error {
    let message = format!("there is no column {column:?}: name a heading of the file, or a number from 1");
    Error::new(ErrorKind::Mapping, message).at(format!("mapping.{field}"))
}

/// Where a column is: by its heading, else by its number from 1.
fn column(headings: &StringRecord, name: &str) -> Option<usize> {
    let named = headings.iter().position(|heading| heading.trim().eq_ignore_ascii_case(name.trim()));
    named.or_else(|| name.trim().parse::<usize>().ok()?.checked_sub(1))
}

impl Table<'_> {
    fn statement(&self, known: &Known, currency: Currency) -> Statement {
        Statement {
            account: account::account(known, self.options, self.options.kind, currency),
            records: Vec::new(),
            commitments: Vec::new(),
            unlisted: Source::LISTS.to_vec(),
            problems: Vec::new(),
        }
    }

    fn check(&self) -> Result<(), Error> {
        let map = &self.mapping;
        let named =
            [("date", Some(&map.date)), ("description", Some(&map.description)), ("amount", map.amount.as_ref())];
        let more = [("money_out", map.money_out.as_ref()), ("money_in", map.money_in.as_ref())];
        let rest = [("currency", map.currency.as_ref()), ("id", map.id.as_ref())];
        for (field, name) in named.into_iter().chain(more).chain(rest) {
            if let Some(name) = name.filter(|name| column(&self.headings, name).is_none()) {
                return Err(missing(field, name));
            }
        }
        if map.amount.is_none() && (map.money_out.is_none() || map.money_in.is_none()) {
            let message = "give amount, or both money_out and money_in";
            return Err(Error::new(ErrorKind::Mapping, message).at("mapping"));
        }
        Ok(())
    }

    fn cell<'c>(&self, cells: &'c StringRecord, name: &str) -> &'c str {
        column(&self.headings, name).and_then(|at| cells.get(at)).unwrap_or_default().trim()
    }

    fn record(&self, cells: &StringRecord) -> Result<Record, RowReason> {
        let state = if self.bank == "Revolut" { self.cell(cells, "State") } else { "" };
        if matches!(state, "REVERTED" | "DECLINED" | "FAILED") {
            return Err(RowReason::NotBooked { state: state.to_owned() });
        }
        let mut date_text = self.cell(cells, &self.mapping.date);
        if date_text.is_empty() && self.bank == "Revolut" {
            date_text = self.cell(cells, "Started Date");
        }
        let date = value::date(date_text, self.mapping.date_order);
        let date = date.ok_or_else(|| RowReason::no_date(&self.mapping.date))?;
        let currency = match &self.mapping.currency {
            None => self.own_currency(),
            Some(name) => self.cell(cells, name).parse().map_err(|_| RowReason::NoCurrency { field: name.clone() })?,
        };
        let method = self.method(cells);
        let id = self.mapping.id.as_ref().map(|name| self.cell(cells, name)).filter(|id| !id.is_empty());
        Ok(Record {
            stable_id: id.map(str::to_owned),
            date,
            amount: self.amount(cells)?,
            currency,
            description: self.description(cells, method),
            merchant_name: None,
            hint: BankHint { method, classification: Vec::new() },
            status: if state == "PENDING" { Status::Pending } else { Status::Settled },
        })
    }

    /// The currency in the heading of the amounts, as `Amount (EUR)`, else the caller's.
    fn own_currency(&self) -> Currency {
        let heading = self.mapping.amount.as_deref().unwrap_or_default();
        let code = heading.split_once('(').and_then(|(_, code)| code.strip_suffix(')'));
        code.and_then(|code| code.parse().ok()).unwrap_or(self.options.currency)
    }

    fn amount(&self, cells: &StringRecord) -> Result<Amount, RowReason> {
        let number = |name: &str| {
            value::amount(self.cell(cells, name), self.mapping.decimal_comma).ok_or_else(|| RowReason::no_amount(name))
        };
        let Some(name) = &self.mapping.amount else {
            let side = |name: &Option<String>| match name {
                Some(name) if !self.cell(cells, name).is_empty() => number(name).map(Some),
                _ => Ok(None),
            };
            let (out, money_in) = (side(&self.mapping.money_out)?, side(&self.mapping.money_in)?);
            if out.is_none() && money_in.is_none() {
                return Err(RowReason::NoMoney);
            }
            return Ok(money_in.unwrap_or_default() - out.unwrap_or_default().abs());
        };
        // The own amount of a declined payment is nothing, its local amount is what the shop asked for.
        let declined = self.bank == "Monzo"
            && value::amount(self.cell(cells, name), false).is_none_or(Amount::is_zero)
            && value::amount(self.cell(cells, "Local amount"), false).is_some_and(|local| !local.is_zero());
        if declined {
            return Err(RowReason::Declined);
        }
        let amount = number(name)?;
        if self.bank == "Revolut" && !self.cell(cells, "Fee").is_empty() {
            return Ok(amount - number("Fee")?);
        }
        Ok(if self.mapping.flip_sign { -amount } else { amount })
    }

    fn method(&self, cells: &StringRecord) -> Option<Method> {
        method::named(self.cell(cells, self.layout?.method?))
    }

    /// The text, with the payer's words behind it where no card paid: only there are they about the payment.
    fn description(&self, cells: &StringRecord, method: Option<Method>) -> String {
        let text = self.cell(cells, &self.mapping.description);
        // Early rows of Monzo have no name.
        let text = if text.is_empty() && self.bank == "Monzo" { self.cell(cells, "Description") } else { text };
        let reference = self.layout.and_then(|layout| layout.reference).map(|name| self.cell(cells, name));
        match reference.filter(|words| !words.is_empty() && *words != text && method != Some(Method::Purchase)) {
            Some(words) => format!("{text} {words}"),
            None => text.to_owned(),
        }
    }

    /// What a row says of its account.
    fn known(&self, cells: &StringRecord) -> Known {
        let some = |text: &str| Some(text.trim_start_matches('\'').to_owned()).filter(|text| !text.is_empty());
        let mut known = Known { bank: self.bank.to_owned(), ..Known::default() };
        match self.bank {
            "Lloyds" => {
                known.sort_code = some(self.cell(cells, "Sort Code"));
                known.number = some(self.cell(cells, "Account Number"));
            }
            "Barclays" => {
                if let Some((sort_code, number)) = self.cell(cells, "Account").split_once(' ') {
                    known.sort_code = some(sort_code);
                    known.number = some(number);
                }
            }
            "Revolut" => known.part = some(self.cell(cells, "Product")),
            _ => {}
        }
        known
    }
}
