//! What happens in the household: one event is one leg of a payment, before a bank has put it into its own words.

use chrono::NaiveDate;
use serde::Serialize;

use super::dice::Dice;
use super::merchants::{MERCHANTS, Merchant};

/// Where money is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Slot {
    Personal,
    Joint,
    Card,
    Savings,
    /// One of the eight current accounts of the load-test bank, 1 to 8.
    Eight(u8),
    /// The one current account of a bank that has no other.
    Single(&'static str),
    /// The euro bank's.
    Euro,
}

impl Slot {
    /// Names the slot in ids and dice.
    pub(crate) fn label(self) -> String {
        match self {
            Self::Personal => "personal".into(),
            Self::Joint => "joint".into(),
            Self::Card => "card".into(),
            Self::Savings => "savings".into(),
            Self::Eight(n) => format!("eight-{n}"),
            Self::Single(name) => name.into(),
            Self::Euro => "euro".into(),
        }
    }

    /// The account's own currency.
    pub(crate) fn currency(self) -> &'static str {
        if self == Self::Euro { "EUR" } else { "GBP" }
    }

    fn is_monzo(self) -> bool {
        matches!(self, Self::Personal | Self::Joint)
    }
}

/// What a person would say about a transaction: the answer tests compare with. Never served by the bank's own API.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Truth {
    pub(crate) kind: Kind,
    pub(crate) category: Category,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kind {
    Spending,
    Income,
    Transfer,
    Refund,
}

/// The public category ids that the household uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Category {
    Groceries,
    EatingOut,
    Shopping,
    Transport,
    Travel,
    Housing,
    Home,
    Bills,
    Subscriptions,
    Insurance,
    Health,
    Education,
    Entertainment,
    Services,
    GiftsCharity,
    Cash,
    Fees,
    TaxGov,
    Savings,
    Transfers,
    Income,
}

/// One leg of a payment.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) slot: Slot,
    pub(crate) date: NaiveDate,
    /// Minor units; positive is good for the household (money in, or a debt repaid), for cards too.
    pub(crate) minor: i64,
    pub(crate) currency: &'static str,
    pub(crate) text: String,
    pub(crate) merchant: Option<&'static str>,
    /// TrueLayer's `transaction_category`.
    pub(crate) category: &'static str,
    pub(crate) classification: &'static [&'static str],
    /// The bank's own transaction code, such as `DD`.
    pub(crate) code: &'static str,
    pub(crate) truth: Truth,
}

impl Event {
    /// A payment in or out that is no card purchase. TrueLayer's category follows from the bank's code.
    pub(crate) fn payment(
        slot: Slot,
        date: NaiveDate,
        minor: i64,
        text: impl Into<String>,
        code: &'static str,
        kind: Kind,
        category: Category,
    ) -> Self {
        let text = text.into();
        Self {
            slot,
            date,
            minor,
            currency: slot.currency(),
            text,
            merchant: None,
            category: category_of_code(code),
            classification: &[],
            code,
            truth: Truth { kind, category },
        }
    }

    /// A card purchase of `minor` pence at a merchant, in the words of the slot's bank.
    pub(crate) fn purchase(dice: &mut Dice, slot: Slot, date: NaiveDate, merchant: &Merchant, minor: i64) -> Self {
        let category = match dice.range(1, 20) {
            1 => "OTHER",
            2 => "DEBIT",
            3 => "UNKNOWN",
            _ => "PURCHASE",
        };
        let named = slot.is_monzo() || dice.one_in(3);
        Self {
            slot,
            date,
            minor: -minor,
            currency: "GBP",
            text: description(dice, slot, merchant),
            merchant: named.then_some(merchant.name),
            category,
            classification: classification(dice, merchant),
            code: "DEB",
            truth: Truth { kind: Kind::Spending, category: merchant.category },
        }
    }

    pub(crate) fn in_euros(mut self) -> Self {
        self.currency = "EUR";
        self
    }

    /// The merchant gives back all or part of this purchase.
    pub(crate) fn refund(&self, date: NaiveDate, minor: i64) -> Self {
        Self {
            date,
            minor,
            category: "PURCHASE",
            truth: Truth { kind: Kind::Refund, category: self.truth.category },
            ..self.clone()
        }
    }
}

fn category_of_code(code: &str) -> &'static str {
    match code {
        "DD" => "DIRECT_DEBIT",
        "SO" => "STANDING_ORDER",
        "TFR" | "uk_retail_pot" => "TRANSFER",
        "CPT" => "ATM",
        "INT" => "INTEREST",
        "CHG" => "FEE_CHARGE",
        "BGC" => "CREDIT",
        _ => "OTHER",
    }
}

/// Monzo writes the merchant's own name half of the time; the others write the card scheme's line, cut short.
fn description(dice: &mut Dice, slot: Slot, merchant: &Merchant) -> String {
    let line = scheme_line(dice, merchant);
    let town = dice.pick(["LONDON", "CROYDON", "BROMLEY", "REIGATE"]);
    match slot {
        Slot::Personal | Slot::Joint if dice.one_in(2) => merchant.name.to_owned(),
        Slot::Personal | Slot::Joint => format!("{line:<22} {town:<13} GBR"),
        Slot::Card => format!("{line} {town}").chars().take(22).collect::<String>().trim_end().to_owned(),
        Slot::Savings | Slot::Eight(_) | Slot::Single(_) | Slot::Euro => {
            line.chars().take(18).collect::<String>().trim_end().to_owned()
        }
    }
}

/// The merchant's line with each `#` replaced by a digit of one of its few branches.
fn scheme_line(dice: &mut Dice, merchant: &Merchant) -> String {
    let mut branch = dice.pick([614_127_u32, 386_832, 472_951]);
    let digit = |character| {
        if character != '#' {
            return character;
        }
        let digit = char::from_digit(branch % 10, 10).unwrap_or('0');
        branch /= 10;
        digit
    };
    merchant.line.chars().map(digit).collect()
}

/// Often right, often missing, now and then another merchant's.
fn classification(dice: &mut Dice, merchant: &Merchant) -> &'static [&'static str] {
    match dice.range(1, 20) {
        1..=12 => merchant.classification,
        13..=19 => &[],
        _ => dice.pick(MERCHANTS).classification,
    }
}
