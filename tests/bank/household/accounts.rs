//! The banks one can choose from and the accounts each of them holds.

use super::event::Slot;
use super::record::{Account, AccountNumber, Card, CurrentAccount, Provider};

/// A bank as TrueLayer's dialog lists it.
#[derive(Debug)]
pub(crate) struct Bank {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    /// One line under the name on the list.
    pub(crate) about: &'static str,
    /// Names under which the `providers` parameter also selects it.
    pub(crate) groups: &'static [&'static str],
    slots: &'static [Slot],
}

/// Every bank, in the order of the list.
pub(crate) const BANKS: &[Bank] = &[
    Bank {
        id: "ob-monzo",
        name: "Monzo",
        about: "Two current accounts",
        groups: &["uk-ob-all"],
        slots: &[Slot::Personal, Slot::Joint],
    },
    Bank {
        id: "ob-harbour-card",
        name: "Harbour Card",
        about: "A credit card",
        groups: &["uk-ob-all"],
        slots: &[Slot::Card],
    },
    Bank {
        id: "ob-northfield",
        name: "Northfield Savings",
        about: "A savings account",
        groups: &["uk-ob-all"],
        slots: &[Slot::Savings],
    },
    Bank {
        id: "mock-eight",
        name: "Eight Accounts Bank",
        about: "Eight current accounts, for load tests",
        groups: &["uk-ob-all", "uk-cs-mock"],
        slots: &[
            Slot::Eight(1),
            Slot::Eight(2),
            Slot::Eight(3),
            Slot::Eight(4),
            Slot::Eight(5),
            Slot::Eight(6),
            Slot::Eight(7),
            Slot::Eight(8),
        ],
    },
];

impl Bank {
    pub(crate) fn by_id(id: &str) -> Option<&'static Self> {
        BANKS.iter().find(|bank| bank.id == id)
    }

    /// Whether a `providers` value (space-separated ids and groups; none means all) offers this bank.
    pub(crate) fn is_offered(&self, providers: Option<&str>) -> bool {
        providers.is_none_or(|list| list.split_whitespace().any(|name| name == self.id || self.groups.contains(&name)))
    }

    /// Whether it has accounts that are not cards; else `/accounts` is not supported.
    pub(crate) fn has_accounts(&self) -> bool {
        self.slots.iter().any(|slot| *slot != Slot::Card)
    }

    /// Whether it has cards; else `/cards` is not supported.
    pub(crate) fn has_cards(&self) -> bool {
        self.slots.contains(&Slot::Card)
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
        let (display_name, account_type, sort_code, number) = match slot {
            Slot::Joint => ("Joint Account".to_owned(), "TRANSACTION", "00-04-00", "55512002".to_owned()),
            Slot::Savings => ("Northfield Easy Saver".to_owned(), "SAVINGS", "00-17-23", "55513003".to_owned()),
            Slot::Eight(n) => (format!("Current Account {n}"), "TRANSACTION", "00-88-88", format!("5558000{n}")),
            Slot::Personal | Slot::Card => {
                ("Personal Account".to_owned(), "TRANSACTION", "00-04-00", "55511001".to_owned())
            }
        };
        Account::Account(CurrentAccount {
            update_timestamp,
            account_id,
            account_type,
            display_name,
            currency: "GBP",
            account_number: AccountNumber {
                iban: iban(sort_code, &number),
                number,
                sort_code: sort_code.to_owned(),
                swift_bic: "NOT_SUPPORTED_BY_PROVIDER",
            },
            provider,
        })
    }
}

/// A British IBAN of the made-up bank code SIMU, with valid check digits (ISO 13616: mod 97 is 1).
fn iban(sort_code: &str, number: &str) -> String {
    let bban = format!("SIMU{}{number}", sort_code.replace('-', ""));
    let remainder = format!("{bban}GB00").chars().filter_map(|it| it.to_digit(36)).fold(0, |rest, digit| {
        let shift = if digit < 10 { 10 } else { 100 };
        (rest * shift + digit) % 97
    });
    format!("GB{:02}{bban}", 98 - remainder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ibans_have_valid_check_digits() {
        let iban = iban("00-04-00", "55511001");
        let (head, tail) = iban.split_at(4);
        let digits: String = format!("{tail}{head}").chars().map(|it| it.to_digit(36).unwrap().to_string()).collect();
        let remainder = digits.chars().fold(0, |rest, digit| (rest * 10 + digit.to_digit(10).unwrap()) % 97);
        assert_eq!((iban.len(), remainder), (22, 1));
    }

    #[test]
    fn groups_and_ids_select_banks() {
        let offered = |list| BANKS.iter().filter(|bank| bank.is_offered(list)).map(|bank| bank.id).collect::<Vec<_>>();
        assert_eq!(offered(None).len(), 4);
        assert_eq!(offered(Some("uk-oauth-all ob-monzo")), ["ob-monzo"]);
        assert_eq!(offered(Some("uk-cs-mock")), ["mock-eight"]);
    }
}
