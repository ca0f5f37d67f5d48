//! What a statement's text says by its form alone: how the money moved, cash machines, salaries, own money.

use super::dictionary::Found;
use super::text::Text;
use super::{Evidence, Nature};
use crate::account::AccountKind;
use crate::category::Category;
use crate::transaction::Method;

/// How the money moved: by the bank's word, else by how the text begins.
pub(super) fn method(text: &Text, line: &Evidence<'_>) -> Option<Method> {
    const BEGINNINGS: &[(&str, Method)] = &[
        ("CARD PAYMENT", Method::Purchase),
        ("CARD PURCHASE", Method::Purchase),
        ("CONTACTLESS", Method::Purchase),
        ("WLT", Method::Purchase),
        ("CLS", Method::Purchase),
        ("VIS", Method::Purchase),
        ("DIRECT DEBIT", Method::DirectDebit),
        ("DD", Method::DirectDebit),
        ("STANDING ORDER", Method::StandingOrder),
        ("SO", Method::StandingOrder),
        ("BILL PAYMENT", Method::Transfer),
        ("FASTER PAYMENT", Method::Transfer),
        ("FASTER PAYMENTS", Method::Transfer),
        ("FPS", Method::Transfer),
        ("MOB", Method::Transfer),
        ("BBP", Method::Transfer),
        ("TRANSFER", Method::Transfer),
        ("TFR", Method::Transfer),
        ("BANK GIRO CREDIT", Method::Credit),
        ("DIRECT CREDIT", Method::Credit),
        ("BANK CREDIT", Method::Credit),
        ("CR", Method::Credit),
        ("VIR", Method::Transfer),
        ("VIREMENT", Method::Transfer),
        ("PRLV", Method::DirectDebit),
        ("PRELEVEMENT", Method::DirectDebit),
        ("CARTE", Method::Purchase),
        ("FACTURE CARTE", Method::Purchase),
        ("CB", Method::Purchase),
        ("PAIEMENT", Method::Purchase),
        ("KARTENZAHLUNG", Method::Purchase),
        ("LASTSCHRIFT", Method::DirectDebit),
        ("SEPA LASTSCHRIFT", Method::DirectDebit),
        ("DAUERAUFTRAG", Method::StandingOrder),
        ("BONIFICO", Method::Transfer),
        ("TRANSFERENCIA", Method::Transfer),
    ];
    let said = line.hint.method.filter(|method| !matches!(method, Method::Debit));
    said.or_else(|| BEGINNINGS.iter().find(|(words, _)| text.begins(words)).map(|(_, method)| *method))
}

/// What the form says for certain, stronger than any merchant's name in the text.
pub(super) fn certain(
    text: &Text,
    found: &Found,
    line: &Evidence<'_>,
    method: Option<Method>,
) -> Option<(Category, Nature)> {
    let out = line.amount.is_negative();
    match method {
        Some(Method::Atm) if out => return Some((Category::Cash, Nature::Trade)),
        Some(Method::Interest) => return Some((if out { Category::Fees } else { Category::Income }, Nature::Trade)),
        Some(Method::Dividend) if !out => return Some((Category::Income, Nature::Trade)),
        Some(Method::Fee) => return Some((Category::Fees, Nature::Trade)),
        _ => {}
    }
    let decided = found.decisive(out).map(|(_, category)| category);
    if is_card_payment(text, line, method) || is_card_repayment(text, line, method) {
        // What a card company charges for is no repayment.
        if !matches!(decided, Some(Category::Fees | Category::Cash)) {
            return Some((Category::Transfers, Nature::Own));
        }
    }
    if is_saving(text, method) {
        return Some((Category::Savings, Nature::Own));
    }
    match decided? {
        // A fee that somebody transfers is their pay.
        Category::Fees if !out && moves_by_bank(method) => None,
        Category::Fees if !out && text.has("INTEREST") => Some((Category::Income, Nature::Trade)),
        Category::Income if line.kind == AccountKind::Card => None,
        Category::Savings => Some((Category::Savings, Nature::Own)),
        Category::Transfers => Some((Category::Transfers, Nature::Open)),
        // Shops of many kinds have such words in their names; a transfer names a person's purpose.
        Category::Transport | Category::Housing if moves_by_bank(method) && found.brand(text).is_some() => None,
        category => Some((category, Nature::Trade)),
    }
}

/// Money that moved between people or accounts, of which no more is known.
pub(super) fn moved_by_bank(text: &Text, out: bool, method: Option<Method>) -> Option<Category> {
    // Who has one of these in their name pays wages rather than debts.
    const EMPLOYERS: &[&str] =
        &["LTD", "LIMITED", "PLC", "LLP", "UNIVERSITY", "COUNCIL", "NHS", "TRUST", "INC", "GMBH"];
    match method? {
        Method::Credit if !out => Some(Category::Income),
        Method::Transfer if !out && text.has_any(EMPLOYERS) => Some(Category::Income),
        Method::Transfer | Method::StandingOrder | Method::BillPayment => Some(Category::Transfers),
        Method::Cheque => Some(Category::Transfers),
        _ => None,
    }
}

/// What a word in the text makes likely where no merchant is known.
pub(super) fn likely(text: &Text) -> Option<Category> {
    LIKELY.iter().find(|(phrases, _)| text.has_any(phrases)).map(|(_, category)| *category)
}

/// Money onto a card is a repayment or a refund, never income: it is a repayment when it calls itself a payment or
/// moved as one.
fn is_card_payment(text: &Text, line: &Evidence<'_>, method: Option<Method>) -> bool {
    let onto_card = line.kind == AccountKind::Card && !line.amount.is_negative();
    let bank_payment = moves_by_bank(method) || method == Some(Method::DirectDebit);
    onto_card && (bank_payment || text.has_any(&["PAYMENT", "THANK YOU", "AUTOPAY", "DIRECT DEBIT"]))
}

/// The other leg: a current account pays a card off.
fn is_card_repayment(text: &Text, line: &Evidence<'_>, method: Option<Method>) -> bool {
    const ISSUERS: &[&str] = &[
        "CREDIT CARD",
        "CREDIT CARDS",
        "BARCLAYCARD",
        "B CARD",
        "AMERICAN EXPRESS",
        "AMERICAN EXP",
        "AMEX",
        "MBNA",
        "CAPITAL ONE",
        "CAPITALONE",
        "AQUA CARD",
        "VANQUIS",
        "NEWDAY",
        "TESCO BANK CREDIT",
    ];
    let out_of_account = line.kind == AccountKind::Account && line.amount.is_negative();
    let bank_payment = moves_by_bank(method) || method == Some(Method::DirectDebit);
    out_of_account
        && (text.has_any(&["CREDIT CARD PAYMENT", "CARD REPAYMENT"]) || bank_payment && text.has_any(ISSUERS))
}

/// To or from a savings account or pot. Words such as pot and saver are in shops' names, too, so they count only where
/// money moved between accounts.
fn is_saving(text: &Text, method: Option<Method>) -> bool {
    let pot = text.token(0) == "POT" && text.shape(1) == Some(super::text::Shape::Number);
    pot || (moves_by_bank(method) && text.has_any(&["POT", "SAVINGS", "SAVING", "SAVER", "ISA"]))
}

pub(super) fn moves_by_bank(method: Option<Method>) -> bool {
    matches!(method, Some(Method::Transfer | Method::StandingOrder | Method::BillPayment))
}

const LIKELY: &[(&[&str], Category)] = &[
    (&["COUNCIL TAX", "BROADBAND", "ENERGY", "ELECTRICITY", "WATER SERVICES"], Category::Bills),
    (&["RENT", "MORTGAGE", "LETTINGS", "HOUSING ASSOCIATION"], Category::Housing),
    (&["INSURANCE", "ASSURANCE", "UNDERWRITING"], Category::Insurance),
    (&["HMRC", "PASSPORT OFFICE", "COURT FINE"], Category::TaxGov),
    (&["PARKING", "TAXI", "TAXIS", "RAILWAY", "RAIL", "PETROLEUM"], Category::Transport),
    (&["AIRWAYS", "AIRLINES", "HOTEL", "HOSTEL", "HOTELS"], Category::Travel),
    (&["PHARMACY", "DENTAL", "DENTIST", "OPTICIANS", "BARBERS", "BARBER", "GYM", "CHEMIST"], Category::Health),
    (&["UNIVERSITY", "TUITION", "COLLEGE"], Category::Education),
    (&["CINEMA", "THEATRE", "MUSEUM"], Category::Entertainment),
    (&["RESTAURANT", "CAFE", "PIZZA", "KEBAB", "TAKEAWAY"], Category::EatingOut),
    (&["SUPERMARKET", "NEWSAGENTS", "OFF LICENCE", "BUTCHERS"], Category::Groceries),
    (&["CHARITY", "HOSPICE", "DONATION"], Category::GiftsCharity),
    (&["PLUMBING", "FLOORING", "FURNITURE", "GARDEN CENTRE"], Category::Home),
];
