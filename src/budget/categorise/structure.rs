//! What a statement's text says by its form alone: cash machines, fees, interest, salaries, own money.

use super::text::Words;
use super::{Evidence, Nature};
use crate::account::AccountKind;
use crate::category::Category;
use crate::transaction::Method;

/// What the form says for certain, stronger than any merchant's name in the text.
pub(super) fn certain(words: &Words, line: &Evidence<'_>) -> Option<(Category, Nature)> {
    let out = line.amount.is_negative();
    let method = line.hint.method;
    if (line.kind == AccountKind::Card && !out && is_card_payment(words)) || (out && is_card_repayment(words, line)) {
        return Some((Category::Transfers, Nature::Own));
    }
    if out && (method == Some(Method::Atm) || words.has_any(&["CASH WITHDRAWAL", "LNK", "ATM", "CASH MACHINE"])) {
        return Some((Category::Cash, Nature::Trade));
    }
    if method == Some(Method::Interest) || words.has_any(&["INTEREST PAID", "GROSS INTEREST", "INTEREST CHARGED"]) {
        return Some((if out { Category::Fees } else { Category::Income }, Nature::Trade));
    }
    if method == Some(Method::Dividend) && !out {
        return Some((Category::Income, Nature::Trade));
    }
    if method == Some(Method::Fee) || (out && words.has_any(FEES)) {
        return Some((Category::Fees, Nature::Trade));
    }
    if !out && words.has_any(INCOME) {
        return Some((Category::Income, Nature::Trade));
    }
    let bought = matches!(method, Some(Method::Purchase | Method::DirectDebit));
    if words.has_any(ROUND_UPS) || (!bought && words.has_any(SAVINGS)) {
        return Some((Category::Savings, Nature::Own));
    }
    None
}

/// What a word in the text makes likely where no merchant is known.
pub(super) fn likely(words: &Words, line: &Evidence<'_>) -> Option<Category> {
    let bank_transfer = matches!(line.hint.method, Some(Method::Transfer));
    if !line.amount.is_negative() || bank_transfer {
        return None;
    }
    LIKELY.iter().find(|(phrases, _)| words.has_any(phrases)).map(|(_, category)| *category)
}

fn is_card_payment(words: &Words) -> bool {
    words.has_any(&["PAYMENT RECEIVED", "PAYMENT THANK YOU", "DIRECT DEBIT PAYMENT", "THANK YOU"])
}

/// The other leg: a current account pays a card off.
fn is_card_repayment(words: &Words, line: &Evidence<'_>) -> bool {
    let by_bank = !matches!(line.hint.method, Some(Method::Purchase | Method::Atm));
    by_bank
        && words.has_any(&[
            "CREDIT CARD",
            "CARD REPAYMENT",
            "BARCLAYCARD",
            "AMERICAN EXPRESS",
            "AMEX",
            "MBNA",
            "CAPITAL ONE",
        ])
}

const FEES: &[&str] = &[
    "ACCOUNT FEE",
    "MONTHLY FEE",
    "OVERDRAFT FEE",
    "NON STERLING",
    "NON GBP TRANS FEE",
    "TRANSACTION FEE",
    "FOREIGN EXCHANGE FEE",
    "LATE PAYMENT FEE",
    "CLUB LLOYDS FEE",
    "UNARRANGED",
];

const INCOME: &[&str] = &[
    "SALARY",
    "PAYROLL",
    "WAGES",
    "WAGE",
    "PENSION",
    "DIVIDEND",
    "CHILD BENEFIT",
    "UNIVERSAL CREDIT",
    "STATE PENSION",
    "TAX CREDIT",
    "DWP*",
    "HMRC",
];

const ROUND_UPS: &[&str] = &["SAVE THE CHANGE", "ROUND UP", "ROUND UPS"];

/// Words for one's own money, unless something was bought there.
const SAVINGS: &[&str] = &["POT", "POT_*", "SAVINGS", "SAVER", "ISA"];

const LIKELY: &[(&[&str], Category)] = &[
    (&["COUNCIL TAX", "COUNCIL", "TV LICENCE", "BROADBAND", "ENERGY", "ELECTRIC", "WATER"], Category::Bills),
    (&["RENT", "MORTGAGE", "LETTINGS", "HOUSING ASSOCIATION"], Category::Housing),
    (&["INSURANCE", "ASSURANCE"], Category::Insurance),
    (&["HMRC", "DVLA VEHICLE", "PASSPORT OFFICE", "COURT FINE"], Category::TaxGov),
    (&["PARKING", "CAR PARK", "TAXI", "TAXIS", "RAILWAY", "RAIL", "PETROL"], Category::Transport),
    (&["AIRWAYS", "AIRLINES", "HOTEL", "HOSTEL"], Category::Travel),
    (&["PHARMACY", "DENTAL", "DENTIST", "OPTICIANS", "BARBER*", "HAIRDRESS*", "GYM"], Category::Health),
    (&["UNIVERSITY", "TUITION", "COLLEGE"], Category::Education),
    (&["CINEMA", "THEATRE", "MUSEUM"], Category::Entertainment),
    (&["RESTAURANT", "CAFE", "COFFEE", "PIZZA", "KEBAB", "BAKERY", "TAKEAWAY", "PUB"], Category::EatingOut),
    (&["SUPERMARKET", "GROCER*", "BUTCHER*", "FOOD STORE", "NEWSAGENT*", "OFF LICENCE"], Category::Groceries),
    (&["CHARITY", "HOSPICE", "DONATION"], Category::GiftsCharity),
    (&["PLUMBING", "FLOORING", "FURNITURE", "GARDEN CENTRE"], Category::Home),
];
