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
    if out && (method == Some(Method::Atm) || words.has_any(&["CASH WITHDRAWAL", "LNK", "ATM", "CASH MACHINE"])) {
        return Some((Category::Cash, Nature::Trade));
    }
    if method == Some(Method::Interest) || words.has_any(INTEREST) {
        return Some((if out { Category::Fees } else { Category::Income }, Nature::Trade));
    }
    if method == Some(Method::Dividend) && !out {
        return Some((Category::Income, Nature::Trade));
    }
    // A fee that comes back is a refund; a fee that somebody transfers is their pay.
    if method == Some(Method::Fee) || ((out || !moves_by_bank(line)) && words.has_any(FEES)) {
        return Some((Category::Fees, Nature::Trade));
    }
    if is_card_payment(words, line) || is_card_repayment(words, line) {
        return Some((Category::Transfers, Nature::Own));
    }
    if !out && line.kind == AccountKind::Account && words.has_any(INCOME) {
        return Some((Category::Income, Nature::Trade));
    }
    if is_saving(words, line) {
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

/// Money onto a card is a repayment or a refund, never income: it is a repayment when it calls itself a payment or
/// moved as one.
fn is_card_payment(words: &Words, line: &Evidence<'_>) -> bool {
    let onto_card = line.kind == AccountKind::Card && !line.amount.is_negative();
    onto_card && (is_bank_payment(line) || words.has_any(&["PAYMENT", "THANK YOU", "AUTOPAY", "DIRECT DEBIT"]))
}

/// The other leg: a current account pays a card off.
fn is_card_repayment(words: &Words, line: &Evidence<'_>) -> bool {
    const ISSUERS: &[&str] = &["CREDIT CARD", "BARCLAYCARD", "AMERICAN EXPRESS", "AMEX", "MBNA", "CAPITAL ONE"];
    let out_of_account = line.kind == AccountKind::Account && line.amount.is_negative();
    let named = words.has_any(&["CREDIT CARD PAYMENT", "CARD REPAYMENT"]);
    out_of_account && (named || (is_bank_payment(line) && words.has_any(ISSUERS)))
}

/// To or from a savings account or pot. Words such as pot and saver are in shops' names, too, so they count only where
/// money moved between accounts.
fn is_saving(words: &Words, line: &Evidence<'_>) -> bool {
    words.has_any(&["SAVE THE CHANGE", "ROUND UP", "ROUND UPS", "TO SAVINGS", "FROM SAVINGS", "POT_*"])
        || words.has_any(&["SAVINGS DEPOSIT", "SAVINGS WITHDRAWAL", "DEPOSIT TO SAVINGS", "TRANSFER TO POT"])
        || (moves_by_bank(line) && words.has_any(&["POT", "SAVINGS", "SAVER", "ISA"]))
}

/// Paid by the bank for its customer, rather than by a card in a shop.
fn is_bank_payment(line: &Evidence<'_>) -> bool {
    moves_by_bank(line) || line.hint.method == Some(Method::DirectDebit)
}

fn moves_by_bank(line: &Evidence<'_>) -> bool {
    matches!(line.hint.method, Some(Method::Transfer | Method::StandingOrder | Method::BillPayment))
}

const INTEREST: &[&str] =
    &["INTEREST PAID", "GROSS INTEREST", "INTEREST CHARGED", "SAVINGS INTEREST", "CREDIT INTEREST", "CARD INTEREST"];

const FEES: &[&str] = &[
    "ACCOUNT FEE",
    "ANNUAL FEE",
    "MEMBERSHIP FEE",
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
