//! Accounts and cards: which one it is, whatever id it has this time, and how the core sees it.

use budget::{Account, AccountKind, Balance, Currency};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest as _, Sha256};

use crate::data::{self, AccountId, AccountRef, Provider};
use crate::feed::FeedAccount;
use crate::record::read_amount;
use crate::{Error, json};

/// The fields of an account or a card that are read. Cards promise none of them.
#[derive(Default, Deserialize)]
#[serde(default)]
struct AccountRecord<'a> {
    #[serde(borrow)]
    account_id: Option<&'a RawValue>,
    #[serde(borrow)]
    account_type: Option<&'a RawValue>,
    #[serde(borrow)]
    card_type: Option<&'a RawValue>,
    #[serde(borrow)]
    display_name: Option<&'a RawValue>,
    #[serde(borrow)]
    currency: Option<&'a RawValue>,
    #[serde(borrow)]
    account_number: Option<&'a RawValue>,
    #[serde(borrow)]
    card_network: Option<&'a RawValue>,
    #[serde(borrow)]
    partial_card_number: Option<&'a RawValue>,
    #[serde(borrow)]
    provider: Option<&'a RawValue>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct AccountNumber<'a> {
    #[serde(borrow)]
    iban: Option<&'a RawValue>,
    #[serde(borrow)]
    number: Option<&'a RawValue>,
    #[serde(borrow)]
    sort_code: Option<&'a RawValue>,
    #[serde(borrow)]
    bsb: Option<&'a RawValue>,
    #[serde(borrow)]
    routing_number: Option<&'a RawValue>,
}

/// The id and fingerprint of one record of [`data::list`].
///
/// # Errors
/// [`crate::Code::MalformedAnswer`] where the record has no usable `account_id`.
pub fn read_ref(kind: AccountKind, raw: &RawValue) -> Result<AccountRef, Error> {
    let record: AccountRecord<'_> = json::object(raw).unwrap_or_default();
    let id = json::text(record.account_id).and_then(|id| AccountId::parse(&id));
    let id = id.ok_or_else(|| Error::malformed("a record of the account list has no usable `account_id`"))?;
    Ok(AccountRef { id, kind, fingerprint: fingerprint(kind, raw) })
}

/// The bank that an account's record names.
#[must_use]
pub fn read_provider(raw: &RawValue) -> Provider {
    let record: AccountRecord<'_> = json::object(raw).unwrap_or_default();
    data::read_provider(record.provider)
}

/// Who an account is, whatever its id: 32 hex digits, the same after every reconnect, different for different accounts.
///
/// - An account is its number within its bank (sort code, BSB or routing number, or else the provider) and its
///   currency. Its IBAN counts only where there is no number: the sandbox gives one IBAN to all of its accounts, and
///   some banks add the IBAN to the number one day.
/// - A card is its partial number, its network and its provider.
/// - What has none of these is its provider and its `account_id`, which a reconnect may change.
///
/// Case, blanks and dashes do not count. The hash keeps numbers out of sight, but not secret: there are few enough
/// account numbers to try them all.
#[must_use]
pub fn fingerprint(kind: AccountKind, raw: &RawValue) -> String {
    let record: AccountRecord<'_> = json::object(raw).unwrap_or_default();
    let provider = data::read_provider(record.provider).id;
    let parts = match kind {
        AccountKind::Account => account_parts(&record, provider.as_deref()),
        AccountKind::Card => card_parts(&record, provider.as_deref()),
    };
    let parts =
        parts.unwrap_or_else(|| vec!["id".into(), plain(provider), json::text(record.account_id).unwrap_or_default()]);
    digest(kind, &parts)
}

fn account_parts(record: &AccountRecord<'_>, provider: Option<&str>) -> Option<Vec<String>> {
    let number: AccountNumber<'_> = record.account_number.and_then(json::object).unwrap_or_default();
    let currency = plain(json::text(record.currency));
    if let Some(digits) = json::text(number.number) {
        let bank = [number.sort_code, number.bsb, number.routing_number].into_iter().find_map(json::text);
        let bank = bank.or_else(|| provider.map(str::to_owned));
        return Some(vec!["number".into(), plain(bank), plain(Some(digits)), currency]);
    }
    let iban = json::text(number.iban)?;
    Some(vec!["iban".into(), plain(Some(iban)), currency])
}

fn card_parts(record: &AccountRecord<'_>, provider: Option<&str>) -> Option<Vec<String>> {
    let digits = json::text(record.partial_card_number)?;
    let network = plain(json::text(record.card_network));
    Some(vec!["card".into(), plain(Some(digits)), network, plain(provider.map(str::to_owned))])
}

/// Capitals and digits only: banks group and case the same number differently from one year to the next.
fn plain(text: Option<String>) -> String {
    text.unwrap_or_default().chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

fn digest(kind: AccountKind, parts: &[String]) -> String {
    // Each part with its length, so that no two lists of parts make one text.
    let parts: String = parts.iter().map(|part| format!(" {}:{part}", part.len())).collect();
    let hash = Sha256::digest(format!("{}{parts}", kind.as_str()));
    hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// The account as the core sees it. Whatever the bank left out is filled with what is known.
pub(crate) fn read(feed: &FeedAccount<'_>, currency: Currency, balance: Option<Balance>) -> Account {
    let record: AccountRecord<'_> = json::object(feed.account).unwrap_or_default();
    let known = feed.fingerprint.as_deref().map(str::to_owned);
    let fingerprint = known.unwrap_or_else(|| fingerprint(feed.kind, feed.account));
    let bank_name = Some(feed.bank_name.trim()).filter(|name| !name.is_empty()).map(str::to_owned);
    let provider = data::read_provider(record.provider);
    let (account_type, unnamed) = match feed.kind {
        AccountKind::Account => (record.account_type, "Account"),
        AccountKind::Card => (record.card_type, "Card"),
    };
    Account {
        id: json::text(record.account_id).unwrap_or_else(|| fingerprint.clone()),
        connection_id: feed.connection_id.clone().into_owned(),
        kind: feed.kind,
        display_name: json::text(record.display_name).unwrap_or_else(|| unnamed.into()),
        bank_name: bank_name.or(provider.name).or(provider.id).unwrap_or_default(),
        account_type: json::text(account_type).unwrap_or_default(),
        currency,
        balance,
        fingerprint,
    }
}

/// The account's own currency, from its record or else its balance.
pub(crate) fn currency(account: &RawValue, balance: Option<&RawValue>) -> Option<Currency> {
    let record: AccountRecord<'_> = json::object(account).unwrap_or_default();
    let balance: BalanceRecord<'_> = balance.and_then(json::object).unwrap_or_default();
    [record.currency, balance.currency].into_iter().find_map(|raw| json::text(raw)?.parse().ok())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct BalanceRecord<'a> {
    #[serde(borrow)]
    current: Option<&'a RawValue>,
    #[serde(borrow)]
    available: Option<&'a RawValue>,
    #[serde(borrow)]
    currency: Option<&'a RawValue>,
}

/// A balance as the bank gives it: for a card, `current` is what is owed, positive. An `available` that cannot be read
/// counts as not said.
///
/// `None` where `current` cannot be read.
pub(crate) fn read_balance(raw: &RawValue) -> Option<Balance> {
    let record: BalanceRecord<'_> = json::object(raw)?;
    let current = read_amount(record.current).ok()?;
    Some(Balance { current, available: read_amount(record.available).ok() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: AccountKind, json: &str) -> String {
        fingerprint(kind, serde_json::from_str(json).unwrap())
    }

    fn account(json: &str) -> String {
        of(AccountKind::Account, json)
    }

    /// People's corrections hang on these: a changed value loses them.
    #[test]
    fn fingerprints_never_change() {
        assert_eq!(
            account(r#"{"currency":"GBP","account_number":{"number":"00000017","sort_code":"00-00-42"}}"#),
            "c240b791c4003167277c21d02a81fb38"
        );
        assert_eq!(
            account(r#"{"currency":"EUR","account_number":{"iban":"IE00FAKE00000087654321"}}"#),
            "66460ed790d91066e01e595a469b86fe"
        );
        assert_eq!(
            of(
                AccountKind::Card,
                r#"{"partial_card_number":"0099","card_network":"VISA","provider":{"provider_id":"ob-nowhere"}}"#
            ),
            "c1e6985454cc055211c30fdc0d5e01a7"
        );
        assert_eq!(account(r#"{"account_id":"abc-1"}"#), "f01c4e474bb0bfbff9db1417076ef996");
    }

    #[test]
    fn a_reconnect_changes_ids_names_and_spelling_but_not_the_fingerprint() {
        let before = r#"{"account_id":"old","display_name":"Old","currency":"GBP","update_timestamp":"2025-01-01",
            "account_number":{"number":"00000017","sort_code":"00-00-42"},"provider":{"provider_id":"nowhere"}}"#;
        let after = r#"{"account_id":"new","display_name":"New","currency":"gbp",
            "account_number":{"number":" 0000 0017 ","sort_code":"000042","iban":"GB00FAKE00000012345678"},
            "provider":{"provider_id":"ob-nowhere"}}"#;
        assert_eq!(account(before), account(after));

        let iban = |iban: &str| account(&format!(r#"{{"currency":"EUR","account_number":{{"iban":"{iban}"}}}}"#));
        assert_eq!(iban("IE00 FAKE 0000 0087 6543 21"), iban("ie00fake00000087654321"));
    }

    #[test]
    fn one_iban_for_all_accounts_keeps_them_apart_by_number() {
        let sandbox = |number: u32| {
            account(&format!(
                r#"{{"currency":"GBP","account_number":{{"iban":"GB00SAME","sort_code":"01-21-31","number":"{number}"}}}}"#
            ))
        };
        assert_ne!(sandbox(10_000_000), sandbox(20_000_000));
    }

    #[test]
    fn different_accounts_differ() {
        let all = [
            account(r#"{"currency":"GBP","account_number":{"number":"1","sort_code":"00-00-42"}}"#),
            account(r#"{"currency":"EUR","account_number":{"number":"1","sort_code":"00-00-42"}}"#),
            account(r#"{"currency":"GBP","account_number":{"number":"1","sort_code":"00-00-43"}}"#),
            account(r#"{"currency":"GBP","account_number":{"number":"1","bsb":"000-044"}}"#),
            account(r#"{"currency":"GBP","account_number":{"number":"1"},"provider":{"provider_id":"a"}}"#),
            account(r#"{"currency":"GBP","account_number":{"iban":"1"}}"#),
            account(r#"{"account_id":"1"}"#),
            account(r#"{"account_id":"1","provider":{"provider_id":"a"}}"#),
            of(AccountKind::Card, r#"{"account_id":"1"}"#),
            of(AccountKind::Card, r#"{"partial_card_number":"1"}"#),
            of(AccountKind::Card, r#"{"partial_card_number":"1","card_network":"AMEX"}"#),
            of(AccountKind::Card, r#"{"partial_card_number":"1","provider":{"provider_id":"AMEX"}}"#),
        ];
        let distinct: std::collections::HashSet<_> = all.iter().collect();
        assert_eq!(distinct.len(), all.len(), "{all:?}");
        assert!(all.iter().all(|hex| hex.len() == 32));
    }
}
