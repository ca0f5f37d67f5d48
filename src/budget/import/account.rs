//! The account that a file is of.

use sha2::{Digest, Sha256};

use super::ImportOptions;
use crate::account::{Account, AccountKind};
use crate::money::Currency;

/// What a file says of an account.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// The bank's name.
    pub(super) bank: String,
    pub(super) sort_code: Option<String>,
    pub(super) number: Option<String>,
    /// Counts only where there is no number, as in feeds.
    pub(super) iban: Option<String>,
    /// A part of the bank's account that has rows of its own, such as a pocket.
    pub(super) part: Option<String>,
}

/// The account, with the fingerprint that the feed's has where there is a sort code and a number.
pub(super) fn account(known: &Known, options: &ImportOptions, kind: AccountKind, currency: Currency) -> Account {
    let bank = options.bank.clone().unwrap_or_else(|| known.bank.clone());
    let name = options.account_name.clone().or_else(|| known.part.clone()).unwrap_or_else(|| bank.clone());
    let code = currency.as_str();
    let part = known.part.as_deref().unwrap_or_default();
    let fingerprint = match (&known.sort_code, &known.number) {
        (Some(sort_code), Some(number)) => print(kind, &["number", sort_code, number, code]),
        (None, Some(number)) => print(kind, &["number", &bank, number, code]),
        (_, None) if known.iban.is_some() => print(kind, &["iban", known.iban.as_deref().unwrap_or_default(), code]),
        _ => print(kind, &["file", &bank, options.account_name.as_deref().unwrap_or_default(), part, code]),
    };
    Account {
        id: fingerprint.clone(),
        connection_id: "file".to_owned(),
        kind,
        display_name: name,
        bank_name: bank,
        account_type: String::new(),
        currency,
        balance: None,
        fingerprint,
    }
}

/// The hash that the feed's fingerprints are, too: parts in capitals and digits, each with its length before it.
fn print(kind: AccountKind, parts: &[&str]) -> String {
    let plain = |part: &&str| -> String {
        let tag = matches!(*part, "number" | "iban" | "file");
        if tag {
            return (*part).to_owned();
        }
        part.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
    };
    let parts: String = parts.iter().map(plain).map(|part| format!(" {}:{part}", part.len())).collect();
    let hash = Sha256::digest(format!("{}{parts}", kind.as_str()));
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_numbered_account_has_the_fingerprint_of_its_feed() {
        let known =
            Known { sort_code: Some("00-00-42".to_owned()), number: Some("00000017".to_owned()), ..Known::default() };
        let found = account(&known, &ImportOptions::default(), AccountKind::Account, Currency::GBP);
        assert_eq!(found.fingerprint, "c240b791c4003167277c21d02a81fb38");
    }
}
