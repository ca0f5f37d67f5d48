//! From a bank's line to one of the 22 categories, with who decided and how sure that is.
//!
//! A person's rules and corrections are applied by the [`crate::Ledger`]; here the structure of the text comes first, then the
//! known merchants, the bank's classification, the model, and the way the money moved. Who knows nothing says `other`.

mod built;
mod decisions;
mod dictionary;
mod features;
mod hint;
mod model;
mod reason;
mod structure;
mod table;
mod text;

use crate::account::AccountKind;
use crate::category::Category;
use crate::money::Amount;
use crate::transaction::{BankHint, Confidence, DecidedBy, Method, Record};

pub use self::decisions::Decisions;
pub(crate) use self::dictionary::Found;
use self::dictionary::Match;
pub(crate) use self::dictionary::name as merchant_name;
pub(crate) use self::reason::reason;
pub(crate) use self::text::Text;

/// What is known of a line when its category is decided.
///
/// ```
/// use budget::{AccountKind, BankHint, Category, Evidence, categorise};
/// let description = "QZXV 0017";
/// let amount = "-18.00".parse()?;
/// let hint = BankHint { method: None, classification: vec!["Food & Dining".into(), "Restaurants".into()] };
/// let line = Evidence { kind: AccountKind::Account, description, merchant_name: None, amount, hint: &hint };
/// assert_eq!(categorise(&line).category, Category::EatingOut);
/// // Without the bank's hint nobody knows.
/// let line = Evidence { hint: &BankHint::default(), ..line };
/// assert_eq!(categorise(&line).category, Category::Other);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// Whether it is on an account or a card.
    pub kind: AccountKind,
    /// The statement's text.
    pub description: &'a str,
    /// The bank's guess at who was paid.
    pub merchant_name: Option<&'a str>,
    /// Money out is negative.
    pub amount: Amount,
    /// The bank's guess at what it was.
    pub hint: &'a BankHint,
}

impl<'a> Evidence<'a> {
    /// What a record on an account or card of that kind says.
    ///
    /// ```
    /// # use budget::{Category, Evidence, ImportOptions, categorise, import};
    /// # let csv = "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP)\n03/11/2026,Pret,,CARD,-3.40,96.60\n";
    /// let statement = &import(csv.as_bytes(), &ImportOptions::default())?[0];
    /// let line = Evidence::of(statement.account.kind, &statement.records[0]);
    /// assert_eq!(categorise(&line).category, Category::EatingOut);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(kind: AccountKind, record: &'a Record) -> Self {
        Self {
            kind,
            description: &record.description,
            merchant_name: record.merchant_name.as_deref(),
            amount: record.amount,
            hint: &record.hint,
        }
    }
}

/// What was decided about one line.
///
/// ```
/// # use budget::{AccountKind, BankHint, Category, Confidence, DecidedBy, Evidence, categorise};
/// # let (kind, amount, hint) = (AccountKind::Account, "-7.00".parse()?, &BankHint::default());
/// let decided = |description| categorise(&Evidence { kind, description, merchant_name: None, amount, hint });
/// let greggs = decided("GREGGS 0042");
/// assert_eq!((greggs.category, greggs.decided_by), (Category::EatingOut, DecidedBy::Dictionary));
/// let nobody = decided("QZXV 0017");
/// assert_eq!((nobody.category, nobody.decided_by, nobody.confidence), (Category::Other, DecidedBy::None, Confidence::NONE));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The category; `other` when nobody knew.
    pub category: Category,
    /// Who decided.
    pub decided_by: DecidedBy,
    /// How sure that is.
    pub confidence: Confidence,
    /// Who was paid, for people: the known merchant's name, else the bank's.
    pub merchant: Option<String>,
    /// What the text itself says about the money's way.
    pub(crate) nature: Nature,
}

/// What a line's own text says about where the money went, beyond its category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// To or from the person's own money: a pot, a savings account, a card repayment.
    Own,
    /// A shop, a biller, an employer: never one leg of a transfer between own accounts.
    Trade,
    /// Nothing is known; it may be either.
    Open,
}

/// Decides about one line, from nothing but what the bank sent.
///
/// ```
/// use budget::{AccountKind, BankHint, Category, Evidence, categorise};
/// let decision = categorise(&Evidence {
///     kind: AccountKind::Account,
///     description: "TESCO STORES 3297",
///     merchant_name: None,
///     amount: "-42.10".parse()?,
///     hint: &BankHint::default(),
/// });
/// assert_eq!((decision.category, decision.merchant.as_deref()), (Category::Groceries, Some("Tesco")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn categorise(line: &Evidence<'_>) -> Decision {
    let text = Text::of(line.description);
    let found = Found::of(&text);
    let method = structure::method(&text, line);
    let out = line.amount.is_negative();
    let known = found.brand(&text).map(|brand| (brand, dictionary::name(&text, &brand))).or_else(|| {
        let text = Text::of(line.merchant_name?);
        let brand = Found::of(&text).brand(&text)?;
        Some((brand, dictionary::name(&text, &brand)))
    });
    let (brand, name) = known.unzip();
    let merchant = name.or_else(|| line.merchant_name.map(str::to_owned));
    let decided = |category, decided_by, percent, nature, merchant| Decision {
        category,
        decided_by,
        confidence: Confidence::percent(percent),
        merchant,
        nature,
    };

    if let Some((category, nature)) = structure::certain(&text, &found, line, method) {
        // `LNK TESCO` is a cash machine in a shop: the shop is not who was paid.
        let nobody = nature != Nature::Trade || matches!(category, Category::Cash | Category::Fees);
        let merchant = if nobody { None } else { merchant };
        return decided(category, DecidedBy::Dictionary, 96, nature, merchant);
    }
    let guess = || model::guess(&features::features(&text, &found, out));
    // A brand of OpenStreetMap may be a word of a trader's name: `MILLENNIUM MOTORS` is no hotel.
    let contradicted = |brand: &Match| {
        let other = |(category, percent): (Category, u8)| percent >= SURE && brand.entry.brand() != Some(category);
        !brand.entry.is_curated() && !found.stands_alone(&text, brand) && guess().is_some_and(other)
    };
    let brand = brand.filter(|brand| !contradicted(brand));
    if let Some((brand, category)) = brand.and_then(|brand| Some((brand, brand.entry.brand()?))) {
        if hint::is_pay(line, method) {
            // A shop that pays into an account by bank transfer is an employer more often than a refund.
            return decided(Category::Income, DecidedBy::Dictionary, 60, Nature::Open, merchant);
        }
        let nature = if category == Category::Transfers { Nature::Open } else { Nature::Trade };
        return decided(category, DecidedBy::Dictionary, trust(&brand), nature, merchant);
    }
    let bought = structure::moved_by_bank(&text, out, method).is_none();
    if let Some(category) = structure::likely(&text).filter(|_| bought && out) {
        return decided(category, DecidedBy::Dictionary, 90, Nature::Trade, merchant);
    }
    if let Some(category) = hint::classified(&line.hint.classification) {
        let nature = if category == Category::Transfers { Nature::Open } else { Nature::Trade };
        return decided(category, DecidedBy::Bank, 75, nature, merchant);
    }
    // Money that comes in is no purchase, whatever its text looks like.
    let fits = |category| out || hint::is_purchase(line.hint) || OF_MONEY_IN.contains(&category);
    if bought && let Some((category, percent)) = guess().filter(|(category, _)| fits(*category)) {
        // A likeness is no proof that it was a shop: it may be one leg of a transfer still.
        let nature = if hint::is_purchase(line.hint) { Nature::Trade } else { Nature::Open };
        let floor = if method == Some(Method::DirectDebit) { 60 } else { THRESHOLD };
        if percent >= floor {
            return decided(category, DecidedBy::Model, percent, nature, merchant);
        }
    }
    if let Some((category, nature)) = hint::moved(&text, line, method) {
        return decided(category, DecidedBy::Bank, 60, nature, merchant);
    }
    let refunded = line.kind == AccountKind::Card && !out;
    let nature = if refunded || hint::is_purchase(line.hint) { Nature::Trade } else { Nature::Open };
    Decision { category: Category::Other, decided_by: DecidedBy::None, confidence: Confidence::NONE, merchant, nature }
}

/// What money that comes in may be.
const OF_MONEY_IN: [Category; 3] = [Category::Income, Category::Transfers, Category::Savings];

/// Below this many hundredths the model abstains.
const THRESHOLD: u8 = 45;

/// How sure a lead of the model is, in hundredths; `None` where it abstains.
#[must_use]
pub fn sure_of(lead: i32) -> Option<u8> {
    model::sure_of(lead).filter(|percent| *percent >= THRESHOLD)
}

/// From here on the model is believed against a brand that may be a word.
const SURE: u8 = 76;

/// How often a brand of that list is what it is taken for, in hundredths.
fn trust(brand: &Match) -> u8 {
    match brand.entry.source() {
        0 if brand.entry.is_a_word() => 88,
        0 => 97,
        1 => 92,
        _ => 85,
    }
}

/// What the programs that make the dictionary and the model share with them. No part of the library's surface.
#[doc(hidden)]
pub mod categoriser {
    pub use super::built::{Built, use_built};
    pub use super::dictionary::{Entry, Found, Match, titled};
    pub use super::features::{BITS, features, key_hash};
    pub use super::model::{CATEGORIES, LEVELS, best, scale, scores};
    pub use super::sure_of;
    pub use super::table::{BUCKETS, KINDS, NAMED};
    pub use super::text::Text;
}

#[cfg(test)]
mod tests;
