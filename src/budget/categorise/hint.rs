//! What the bank says a transaction was, in our categories. Banks are wrong too, so this comes last.

use super::text::Text;
use super::{Evidence, Nature, structure};
use crate::account::AccountKind;
use crate::category::Category;
use crate::transaction::{BankHint, Method};

/// The category of a bank's classification, the most specific name that is known first.
pub(super) fn classified(classification: &[String]) -> Option<Category> {
    let names: Vec<String> = classification.iter().map(|name| plain(name)).collect();
    names.iter().rev().find_map(|name| named(name))
}

/// Lower case, `&` as `and`, no plural on the one name that banks spell both ways.
fn plain(name: &str) -> String {
    name.trim().to_lowercase().replace('&', "and").replace("pensions and", "pension and")
}

/// The names are those of TrueLayer's classification (its "Transaction data reference"), top levels and seconds.
fn named(name: &str) -> Option<Category> {
    Some(match name {
        "groceries" => Category::Groceries,
        "food and dining" | "catering" | "coffee shops" | "delivery" | "fast food" | "restaurants" | "bars" => {
            Category::EatingOut
        }
        "shopping"
        | "general"
        | "clothing"
        | "books"
        | "electronics and software"
        | "hobbies"
        | "sporting goods"
        | "pets" => Category::Shopping,
        "auto and transport"
        | "auto payment"
        | "parking"
        | "public transport"
        | "service and auto parts"
        | "taxi"
        | "gas and fuel" => Category::Transport,
        "travel" | "air travel" | "hotel" | "rental car and taxi" | "vacation" => Category::Travel,
        "rent" | "mortgage" | "secured loans" => Category::Housing,
        "bills and utilities" | "home phone" | "internet" | "mobile phone" | "utilities" => Category::Bills,
        "television" | "newspaper and magazines" => Category::Subscriptions,
        "pension and insurances"
        | "life insurance"
        | "buildings and contents insurance"
        | "health insurance"
        | "auto insurance" => Category::Insurance,
        "health and fitness" | "dentist" | "doctor" | "eye care" | "pharmacy" | "gym" | "sports" | "personal care"
        | "hair" | "beauty" | "spa and massage" => Category::Health,
        "education" | "tuition" | "student loan" | "books and supplies" => Category::Education,
        "entertainment" | "arts" | "music" | "movies and dvds" | "social club" | "sport" | "games" | "dating"
        | "gambling" | "betting" | "lottery" | "casino" => Category::Entertainment,
        "business services"
        | "advertising"
        | "office supplies"
        | "printing"
        | "shipping"
        | "legal"
        | "laundry"
        | "personal services"
        | "advisory and consulting"
        | "lawyer"
        | "repairs and maintenance" => Category::Services,
        "gifts and donations" | "gift" | "charity" => Category::GiftsCharity,
        "cash and atm" => Category::Cash,
        "fees and charges" | "service fee" | "late fee" | "finance charge" | "atm fee" | "bank fee" | "commissions" => {
            Category::Fees
        }
        "taxes" | "federal tax" | "state tax" | "local tax" | "sales tax" => Category::TaxGov,
        "property tax" => Category::Bills,
        "investments" | "equities" | "bonds" | "bank products" | "retirement" | "annuities" | "pension payments" => {
            Category::Savings
        }
        "transfer" => Category::Transfers,
        _ => return None,
    })
}

/// What the way in which the money moved says, where nothing else did.
pub(super) fn moved(text: &Text, line: &Evidence<'_>, method: Option<Method>) -> Option<(Category, Nature)> {
    let out = line.amount.is_negative();
    if line.kind == AccountKind::Card && !out {
        // Money onto a card that is no repayment is a refund, of what nobody knows.
        return None;
    }
    if let Some(category) = structure::moved_by_bank(text, out, method) {
        return Some((category, Nature::Open));
    }
    Some(match method? {
        Method::DirectDebit if out => (Category::Bills, Nature::Trade),
        Method::Cash => (Category::Cash, Nature::Trade),
        _ => return None,
    })
}

/// Whether money came into an account by a bank transfer, as wages do; shops refund to the card that paid.
pub(super) fn is_pay(line: &Evidence<'_>, method: Option<Method>) -> bool {
    let into_account = line.kind == AccountKind::Account && !line.amount.is_negative();
    into_account && matches!(method, Some(Method::Credit | Method::Transfer))
}

/// Whether the bank says that something was bought, or brought back.
pub(super) fn is_purchase(hint: &BankHint) -> bool {
    matches!(hint.method, Some(Method::Purchase | Method::Cashback))
}
