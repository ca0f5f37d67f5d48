//! One line by itself, without its account or date: all that deciding its category needs.

use budget::{AccountKind, Amount, BankHint};
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::json;
use crate::record::{Issue, Row, read_amount, signed};

/// What a line says, in the core's signs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether it is on an account or a card.
    pub kind: AccountKind,
    /// The statement's text.
    pub description: String,
    /// The bank's guess at who was paid.
    pub merchant_name: Option<String>,
    /// Money out is negative.
    pub amount: Amount,
    /// The bank's guess at what it was.
    pub hint: BankHint,
}

/// Why a line cannot be read, as the end of a sentence that starts with the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct LineError(Issue);

#[derive(Default, Deserialize)]
#[serde(default)]
struct Kind<'a> {
    #[serde(borrow)]
    kind: Option<&'a RawValue>,
}

/// Reads a TrueLayer record, or any bank's row that has a `description` and an `amount`.
///
/// A record of a card says so by `"kind":"card"`, since cards sign their amounts the opposite way; its
/// `transaction_type` decides the direction. Without one the amount's own sign does: negative is money out.
///
/// # Errors
/// Which field is missing or unusable.
pub fn read(raw: &RawValue) -> Result<Line, LineError> {
    let row: Row<'_> = json::object(raw).ok_or(LineError(Issue::NotARecord))?;
    let kind: Kind<'_> = json::object(raw).unwrap_or_default();
    let kind = match json::text(kind.kind).as_deref() {
        Some("card") => AccountKind::Card,
        _ => AccountKind::Account,
    };
    let merchant_name = json::text(row.merchant_name);
    let description = json::text(row.description).or_else(|| merchant_name.clone());
    let description = description.ok_or(LineError(Issue::MissingDescription))?;
    let written = read_amount(row.amount).map_err(LineError)?;
    // Without a type it is a plain row that only says which account it is on: its sign is the caller's.
    let amount =
        signed(kind, written, json::text(row.transaction_type).as_deref()).map_or(written, |(amount, _)| amount);
    Ok(Line { kind, description, merchant_name, amount, hint: row.hint() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(json: &str) -> Result<Line, String> {
        read(serde_json::from_str(json).unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn a_description_and_an_amount_are_enough() {
        let line = line(r#"{"description":"SHOP","amount":"-3.50"}"#).unwrap();
        assert_eq!((line.kind, line.description.as_str()), (AccountKind::Account, "SHOP"));
        assert_eq!((line.amount.to_string().as_str(), line.hint), ("-3.50", BankHint::default()));
    }

    #[test]
    fn direction_follows_the_type_where_there_is_one() {
        for (fields, amount) in [
            (r#""amount":-5"#, "-5"),
            (r#""amount":-5,"transaction_type":"DEBIT""#, "-5"),
            (r#""amount":5,"kind":"card","transaction_type":"DEBIT""#, "-5"),
            (r#""amount":-5,"kind":"card","transaction_type":"CREDIT""#, "5"),
            (r#""amount":-5,"kind":"card""#, "-5"),
        ] {
            let line = line(&format!(r#"{{"description":"SHOP",{fields}}}"#)).unwrap();
            assert_eq!(line.amount.to_string(), amount, "{fields}");
        }
    }

    #[test]
    fn errors_name_the_field() {
        for (json, field) in [
            ("[]", "not an object"),
            (r#"{"amount":1}"#, "`description`"),
            (r#"{"description":" ","amount":1}"#, "`description`"),
            (r#"{"description":"SHOP"}"#, "`amount`"),
            (r#"{"description":"SHOP","amount":"much"}"#, "`amount`"),
            (r#"{"description":"SHOP","amount":1e99}"#, "`amount`"),
        ] {
            let error = line(json).unwrap_err();
            assert!(error.contains(field), "{json}: {error}");
        }
    }
}
