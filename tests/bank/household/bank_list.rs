//! The list of banks: who they are, what they hold, how they behave.

use super::accounts::Bank;
use super::event::Slot;
use crate::behaviour::{Behaviour, Sca};

/// Every bank, in the order of the list.
pub(crate) const BANKS: &[Bank] = &[
    Bank { slots: &[Slot::Personal, Slot::Joint], ..uk("ob-monzo", "Monzo", "Two current accounts") },
    Bank { slots: &[Slot::Card], ..uk("ob-harbour-card", "Harbour Card", "A credit card") },
    Bank { slots: &[Slot::Savings], ..uk("ob-northfield", "Northfield Savings", "A savings account") },
    Bank {
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
        ..uk("mock-eight", "Eight Accounts Bank", "Eight current accounts, for load tests")
    },
    Bank { slots: &[Slot::Single("plain")], ..uk("ob-plainbank", "Plain Bank", "One current account, no surprises") },
    Bank {
        slots: &[Slot::Single("strict")],
        behaviour: Behaviour { sca: Sca::Refuse, idle_expiry: true, ..Behaviour::PLAIN },
        ..uk("ob-strictbank", "Strict Bank", "Old transactions only in the five minutes after a log-in; has a pot")
    },
    Bank {
        slots: &[Slot::Single("slow")],
        behaviour: Behaviour { delay_ms: 800, ..Behaviour::PLAIN },
        ..uk("ob-slowbank", "Slow Bank", "Takes its time for every answer")
    },
    Bank {
        slots: &[Slot::Single("down")],
        behaviour: Behaviour { down: true, ..Behaviour::PLAIN },
        ..uk("ob-downbank", "Down Bank", "Lets you log in, then is out of order")
    },
    Bank {
        slots: &[Slot::Single("everything")],
        behaviour: Behaviour { ignores_from: true, ..Behaviour::PLAIN },
        ..uk("ob-nofrom", "Everything Bank", "Always sends all it has")
    },
    Bank {
        slots: &[Slot::Single("nameless")],
        ..uk("ob-noids", "Nameless Bank", "Its transactions have no lasting ids")
    },
    Bank {
        // Also among the British banks, so that an application that offers only those can be tried with euros.
        groups: &["ie-xs2a-all", "fr-stet-all", "uk-ob-all"],
        slots: &[Slot::Euro],
        country: "ie",
        consent_days: 180,
        ..uk("xs2a-eurobank", "Eurobank", "A current account in euros")
    },
];

pub(super) const SANDBOX_ID: &str = "mock";

/// What can be chosen in the sandbox-compatible mode, instead of the banks.
pub(crate) const SANDBOX: &[Bank] =
    &[Bank { groups: &["uk-cs-mock"], ..uk(SANDBOX_ID, "Mock", "TrueLayer's sandbox, oddities included") }];

/// A British bank that behaves, without any accounts.
const fn uk(id: &'static str, name: &'static str, about: &'static str) -> Bank {
    Bank {
        id,
        name,
        about,
        groups: &["uk-ob-all"],
        slots: &[],
        country: "uk",
        consent_days: 90,
        behaviour: Behaviour::PLAIN,
    }
}
