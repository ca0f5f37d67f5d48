//! How the money moved, by the words and codes that banks have for it in their files.

use crate::transaction::Method;

/// The method of a type column's text in any case, `_` as a space; `None` for words that leave it open.
pub(super) fn named(text: &str) -> Option<Method> {
    let text = text.trim().to_ascii_uppercase().replace('_', " ");
    Some(match text.as_str() {
        // The Lloyds group's codes, and those that other banks share with it.
        "DEB" | "POS" => Method::Purchase,
        "DD" | "D/D" => Method::DirectDebit,
        "SO" | "S/O" => Method::StandingOrder,
        "BP" => Method::BillPayment,
        "FPO" | "FPI" | "TFR" | "FT" => Method::Transfer,
        "BGC" | "PAY" | "DIRECTDEP" => Method::Credit,
        "CPT" | "C/L" | "CASH WITHDRAWAL" => Method::Atm,
        "DEP" | "COUNTER CREDIT" => Method::Cash,
        "CHQ" => Method::Cheque,
        "FEE" | "CHG" | "CHARGE" => Method::Fee,
        "INT" | "INTEREST" | "DEPOSIT INTEREST" | "INTEREST ADD" => Method::Interest,
        "DIRECTDEBIT" => Method::DirectDebit,
        "CHIP & PIN" | "CONTACTLESS" | "ONLINE PAYMENT" | "MOBILE WALLET" | "MAGNETIC STRIP" => Method::Purchase,
        "CASHBACK" => Method::Cashback,
        "TOPUP" | "EXCHANGE" | "MONZO TO MONZO" | "MONZO-TO-MONZO" => Method::Transfer,
        _ => return by_word(&text),
    })
}

fn by_word(text: &str) -> Option<Method> {
    const WORDS: [(&str, Method); 15] = [
        ("DIRECT DEBIT", Method::DirectDebit),
        ("STANDING ORDER", Method::StandingOrder),
        ("CARD", Method::Purchase),
        ("VISA", Method::Purchase),
        ("CONTACTLESS", Method::Purchase),
        ("ATM", Method::Atm),
        ("CASHPOINT", Method::Atm),
        ("CHEQUE", Method::Cheque),
        ("BILL PAYMENT", Method::BillPayment),
        ("DIRECT CREDIT", Method::Credit),
        ("BANK CREDIT", Method::Credit),
        ("TRANSFER", Method::Transfer),
        ("FASTER PAYMENT", Method::Transfer),
        ("PAYMENT TO", Method::Transfer),
        ("FEE", Method::Fee),
    ];
    WORDS.iter().find(|(words, _)| text.contains(words)).map(|(_, method)| *method)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_banks_words_are_known_and_others_left_open() {
        for (text, wanted) in [
            ("DEB", Some(Method::Purchase)),
            ("CARD_PAYMENT", Some(Method::Purchase)),
            ("Visa purchase", Some(Method::Purchase)),
            ("Card payment", Some(Method::Purchase)),
            ("Pot transfer", Some(Method::Transfer)),
            ("FASTER PAYMENT", Some(Method::Transfer)),
            ("Bacs (Direct Credit)", Some(Method::Credit)),
            ("ATM Withdrawal", Some(Method::Atm)),
            ("DIRECTDEBIT", Some(Method::DirectDebit)),
            ("PAYMENT", None),
            ("", None),
        ] {
            assert_eq!(named(text), wanted, "{text}");
        }
    }
}
