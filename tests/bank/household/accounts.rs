//! What a bank is, and the records of the accounts it holds.

use super::bank_list::SANDBOX_ID;
pub(crate) use super::bank_list::{BANKS, SANDBOX};
use super::event::Slot;
use super::record::{Account, AccountNumber, Card, CurrentAccount, Provider};
use crate::behaviour::Behaviour;

/// A bank as TrueLayer's dialog lists it.
#[derive(Debug)]
pub(crate) struct Bank {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// One line under the name on the list.
    pub(crate) about: &'static str,
    /// Names under which the `providers` parameter also selects it.
    pub(crate) groups: &'static [&'static str],
    pub(super) slots: &'static [Slot],
    /// As the list of providers has it: `uk`, not `gb`.
    pub(crate) country: &'static str,
    /// How long a user's consent holds.
    pub(crate) consent_days: i64,
    pub(crate) behaviour: Behaviour,
}

impl Bank {
    /// Whether it answers as TrueLayer's own sandbox does, rather than from the household.
    pub(crate) fn is_sandbox(&self) -> bool {
        self.id == SANDBOX_ID
    }

    /// Whether a `providers` value (space-separated ids and groups; none means all) offers this bank.
    pub(crate) fn is_offered(&self, providers: Option<&str>) -> bool {
        providers.is_none_or(|list| list.split_whitespace().any(|name| name == self.id || self.groups.contains(&name)))
    }

    /// Whether it has accounts that are not cards; else `/accounts` is not supported.
    pub(crate) fn has_accounts(&self) -> bool {
        self.is_sandbox() || self.slots.iter().any(|slot| *slot != Slot::Card)
    }

    /// Whether it has cards; else `/cards` is not supported.
    pub(crate) fn has_cards(&self) -> bool {
        self.is_sandbox() || self.slots.contains(&Slot::Card)
    }

    /// Whether it lists standing orders and direct debits. Continental banks do not.
    pub(crate) fn has_mandates(&self) -> bool {
        self.country == "uk"
    }

    /// What an application can be granted here.
    pub(crate) fn scopes(&self) -> Vec<&'static str> {
        let mut scopes = vec!["info", "balance", "transactions", "offline_access"];
        scopes.extend(self.has_accounts().then_some("accounts"));
        scopes.extend(self.has_cards().then_some("cards"));
        if self.has_accounts() && self.has_mandates() {
            scopes.extend(["direct_debits", "standing_orders"]);
        }
        scopes
    }

    pub(crate) fn slots(&self) -> impl Iterator<Item = Slot> {
        self.slots.iter().copied()
    }

    /// The record of one of its accounts.
    pub(crate) fn account(&self, slot: Slot, account_id: String, update_timestamp: String) -> Account {
        let provider = Provider { display_name: self.name, provider_id: self.id };
        if slot == Slot::Card {
            return Account::Card(Card {
                account_id,
                card_network: "MASTERCARD",
                card_type: "CREDIT",
                currency: "GBP",
                display_name: "Harbour Everyday Card",
                partial_card_number: "4471",
                name_on_card: "John Doe ",
                valid_from: "2023-06",
                valid_to: "2028-06",
                update_timestamp,
                provider,
            });
        }
        let (display_name, account_type, account_number) = numbered(slot);
        Account::Account(CurrentAccount {
            update_timestamp,
            account_id,
            account_type,
            display_name,
            currency: slot.currency(),
            account_number,
            provider,
        })
    }
}

/// Name, type and numbers of an account that is no card.
fn numbered(slot: Slot) -> (String, &'static str, AccountNumber) {
    let (name, account_type, sort_code, number) = match slot {
        Slot::Joint => ("Joint Account".to_owned(), "TRANSACTION", "00-04-00", "55512002".to_owned()),
        Slot::Savings => ("Northfield Easy Saver".to_owned(), "SAVINGS", "00-17-23", "55513003".to_owned()),
        Slot::Eight(n) => (format!("Current Account {n}"), "TRANSACTION", "00-88-88", format!("5558000{n}")),
        Slot::Personal | Slot::Card => {
            ("Personal Account".to_owned(), "TRANSACTION", "00-04-00", "55511001".to_owned())
        }
        Slot::Single(name) => {
            let place = super::single::slots().position(|other| other == slot).unwrap_or(0);
            let mut letters = name.chars();
            let title: String = letters.next().map(|it| it.to_ascii_uppercase()).into_iter().chain(letters).collect();
            (format!("{title} Current Account"), "TRANSACTION", "00-21-00", format!("5552100{place}"))
        }
        Slot::Euro => {
            let iban_only = AccountNumber {
                iban: iban("IE", "SIMU00000055530001"),
                number: None,
                sort_code: None,
                swift_bic: "SIMUIE2D",
            };
            return ("Compte courant".to_owned(), "TRANSACTION", iban_only);
        }
    };
    let account_number = AccountNumber {
        iban: iban("GB", &format!("SIMU{}{number}", sort_code.replace('-', ""))),
        number: Some(number),
        sort_code: Some(sort_code.to_owned()),
        swift_bic: "NOT_SUPPORTED_BY_PROVIDER",
    };
    (name, account_type, account_number)
}

/// The IBAN of a sandbox account, where each has its own.
pub(crate) fn sandbox_iban(number: &str) -> String {
    iban("GB", &format!("CLRB012131{number}"))
}

/// An IBAN of the made-up bank code SIMU, with valid check digits (ISO 13616: mod 97 is 1).
fn iban(country: &str, bban: &str) -> String {
    let remainder = format!("{bban}{country}00").chars().filter_map(|it| it.to_digit(36)).fold(0, |rest, digit| {
        let shift = if digit < 10 { 10 } else { 100 };
        (rest * shift + digit) % 97
    });
    format!("{country}{:02}{bban}", 98 - remainder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibans_have_valid_check_digits() {
        for (country, bban, length) in [("GB", "SIMU00040055511001", 22), ("IE", "SIMU00000055530001", 22)] {
            let iban = iban(country, bban);
            let (head, tail) = iban.split_at(4);
            let digit = |it: char| it.to_digit(36).unwrap().to_string();
            let digits: String = format!("{tail}{head}").chars().map(digit).collect();
            let remainder = digits.chars().fold(0, |rest, digit| (rest * 10 + digit.to_digit(10).unwrap()) % 97);
            assert_eq!((iban.len(), remainder), (length, 1));
        }
    }

    #[test]
    fn groups_and_ids_select_banks() {
        let offered = |list| BANKS.iter().filter(|bank| bank.is_offered(list)).map(|bank| bank.id).collect::<Vec<_>>();
        assert_eq!(offered(None).len(), BANKS.len());
        assert_eq!(offered(Some("uk-oauth-all ob-monzo")), ["ob-monzo"]);
        assert_eq!(offered(Some("uk-cs-mock")), ["mock-eight"]);
    }
}
