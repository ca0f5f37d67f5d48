//! What a bank itself says will be paid: its lists of standing orders and direct debits.

use chrono::NaiveDate;

use super::rhythm::Rhythm;
use crate::expected::Source;
use crate::money::{Amount, Currency};

/// A standing order or a direct debit that is in force, in the core's signs and dates.
///
/// ```
/// use budget::{Commitment, Currency, Rhythm, Source};
/// let rent = Commitment {
///     source: Source::StandingOrder,
///     payee: Some("A Landlord".into()),
///     reference: Some("RENT".into()),
///     amount: Some("-950.00".parse()?),
///     currency: Currency::GBP,
///     rhythm: Some(Rhythm::Months { every: 1, day: 1 }),
///     next: Some("2026-12-01".parse()?),
///     previous: None,
///     end: None,
/// };
/// assert_eq!(rent.name(), "A Landlord");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commitment {
    /// Which list it is from.
    pub source: Source,
    /// Who is paid.
    pub payee: Option<String>,
    /// What the person wrote on it.
    pub reference: Option<String>,
    /// The next amount of a standing order, the previous one of a direct debit; negative.
    pub amount: Option<Amount>,
    /// The currency of `amount`.
    pub currency: Currency,
    /// How often; `None` where the bank does not say or nobody understands it.
    pub rhythm: Option<Rhythm>,
    /// When it is due next, where the bank says.
    pub next: Option<NaiveDate>,
    /// When it was paid last, where the bank says.
    pub previous: Option<NaiveDate>,
    /// After this day it is paid no more.
    pub end: Option<NaiveDate>,
}

impl Commitment {
    /// The payee, else the reference, else nothing.
    ///
    /// ```
    /// use budget::{Commitment, Currency, Source};
    /// let energy = Commitment {
    ///     source: Source::DirectDebit,
    ///     payee: None,
    ///     reference: Some("ENERGY 0042".into()),
    ///     amount: Some("-80.00".parse()?),
    ///     currency: Currency::GBP,
    ///     rhythm: None,
    ///     next: None,
    ///     previous: Some("2026-11-02".parse()?),
    ///     end: None,
    /// };
    /// assert_eq!(energy.name(), "ENERGY 0042");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn name(&self) -> &str {
        self.payee.as_deref().or(self.reference.as_deref()).unwrap_or_default()
    }
}
