//! A table as RFC 4180 writes it.

use crate::transaction::Transaction;

const HEADER: [&str; 12] = [
    "id",
    "account_id",
    "date",
    "description",
    "merchant",
    "amount",
    "currency",
    "status",
    "kind",
    "category",
    "decided_by",
    "confidence",
];

/// A line for each transaction after the header, each ending with CR LF. Money out is negative.
pub(crate) fn csv(rows: &[Transaction]) -> String {
    let mut text = HEADER.join(",");
    text.push_str("\r\n");
    for row in rows {
        let confidence = word(&row.confidence);
        let cells = [
            shielded(&row.id),
            shielded(&row.account_id),
            row.date.to_string(),
            shielded(&row.description),
            shielded(row.merchant.as_deref().unwrap_or_default()),
            row.amount.to_string(),
            row.currency.to_string(),
            word(&row.status),
            word(&row.kind),
            row.category.to_string(),
            word(&row.decided_by),
            confidence,
        ];
        text.push_str(&cells.map(|cell| quoted(&cell)).join(","));
        text.push_str("\r\n");
    }
    text
}

/// The name that an enum has in JSON, without the quotes.
fn word(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default().trim_matches('"').to_owned()
}

/// Text that a spreadsheet would take for a formula begins with an apostrophe, which it hides.
fn shielded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

fn quoted(cell: &str) -> String {
    let special = cell.contains([',', '"', '\n', '\r']) || cell.trim() != cell;
    if special { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_no_text_is_a_formula() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a, \"b\""), "\"a, \"\"b\"\"\"");
        assert_eq!(quoted("two\nlines"), "\"two\nlines\"");
        assert_eq!(shielded("=HYPERLINK(1)"), "'=HYPERLINK(1)");
        assert_eq!(shielded("TESCO"), "TESCO");
    }
}
