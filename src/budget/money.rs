//! Exact money: an [`Amount`] of some [`Currency`], read from text and printed digit for digit. No float comes near it.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::{Error, ErrorKind};
use crate::order::sort_by;

mod text;

/// The most digits behind the point that are kept. Currencies have up to 4; the rest is room for unit prices. What lies
/// beyond is the noise of somebody's binary floats (`0.30000000000000004`) and is rounded away.
const MAX_SCALE: u32 = 8;
/// Amounts stay below 10^15. With [`MAX_SCALE`] that leaves room for 100,000 of them in one exact 28-digit sum.
const LIMIT: i64 = 1_000_000_000_000_000;

/// A signed, exact amount. In the core money out is negative, always.
///
/// It keeps the digits it was read with (`1800.00` prints as `1800.00`) and is never minus zero. In JSON it is a
/// number; a string is read too.
///
/// ```
/// use budget::Amount;
/// let rent: Amount = "-1800.00".parse()?;
/// assert_eq!(serde_json::to_string(&rent)?, "-1800.00");
/// assert!("1e400".parse::<Amount>().is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Amount(Decimal);

impl Amount {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// The amount without its sign.
    ///
    /// ```
    /// assert_eq!("-3.50".parse::<budget::Amount>()?.abs().to_string(), "3.50");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// Money out.
    ///
    /// ```
    /// assert!("-3.50".parse::<budget::Amount>()?.is_negative() && !budget::Amount::ZERO.is_negative());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    /// Exactly nothing.
    ///
    /// ```
    /// assert!("-0.00".parse::<budget::Amount>()?.is_zero());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// The amount, or zero where it is less.
    pub(crate) fn at_least_zero(self) -> Self {
        if self.is_negative() { Self::ZERO } else { self }
    }

    /// So much of one currency in another, at `rate` of the other for one of this; rounded half away from zero to 2 digits.
    pub(crate) fn at_rate(self, rate: Self) -> Self {
        let product = self.0.checked_mul(rate.0).unwrap_or_default();
        Self(unsigned_zero(product.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero)))
    }

    /// `self * numerator / denominator`, rounded half away from zero to the digits that `self` has, at least 2.
    /// Zero when `denominator` is zero.
    ///
    /// ```
    /// let cap: budget::Amount = "400".parse()?;
    /// assert_eq!(cap.scaled(23, 30).to_string(), "306.67");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn scaled(self, numerator: u32, denominator: u32) -> Self {
        let product = self.0.checked_mul(Decimal::from(numerator)).unwrap_or(self.0);
        let quotient = product.checked_div(Decimal::from(denominator)).unwrap_or_default();
        let digits = self.0.scale().max(2);
        Self(quotient.round_dp_with_strategy(digits, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
    }

    /// The value in units of 10^-8, the smallest that is kept: one number for all ways to write it.
    pub(crate) fn units(self) -> i128 {
        let missing = MAX_SCALE.saturating_sub(self.0.scale());
        self.0.mantissa().saturating_mul(10i64.saturating_pow(missing).into())
    }

    /// The amount in so many parts, by weights, with nothing lost: each part gets its share rounded towards zero to `digits`
    /// behind the point (at least the amount's own), and the smallest units that are left go one each to the parts with the
    /// largest remainders, the earlier one first where two are equal.
    pub(crate) fn split(self, weights: &[Self], digits: u32) -> Vec<Self> {
        let digits = self.0.normalize().scale().max(digits).min(MAX_SCALE);
        let unit = 10i128.saturating_pow(MAX_SCALE.saturating_sub(digits));
        let whole = self.units().abs().checked_div(unit).unwrap_or_default();
        let total: i128 = weights.iter().map(|weight| weight.units()).sum();
        let shares = weights.iter().map(|weight| {
            let product = whole.saturating_mul(weight.units());
            (product.checked_div(total).unwrap_or_default(), product.checked_rem(total).unwrap_or_default())
        });
        let (mut parts, remainders): (Vec<i128>, Vec<i128>) = shares.unzip();
        let left = whole.saturating_sub(parts.iter().sum());
        let mut order: Vec<usize> = (0..parts.len()).collect();
        sort_by(&mut order, |one, other| remainders.get(*other).cmp(&remainders.get(*one)));
        for at in order.into_iter().take(usize::try_from(left).unwrap_or(0)) {
            if let Some(part) = parts.get_mut(at) {
                *part = part.saturating_add(1);
            }
        }
        let amount = |part: i128| {
            let value = Self(Decimal::try_from_i128_with_scale(part, digits).unwrap_or_default());
            if self.is_negative() { -value } else { value }
        };
        parts.into_iter().map(amount).collect()
    }

    /// The same value without trailing zeros, for comparing and hashing texts: `3.50` and `3.5` are one amount.
    ///
    /// ```
    /// assert_eq!("3.50".parse::<budget::Amount>()?.canonical(), "3.5");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn canonical(self) -> String {
        self.0.normalize().to_string()
    }
}

impl FromStr for Amount {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        text::parse(text).map(|value| Self(unsigned_zero(value)))
    }
}

/// Zero has no sign here, so that it never prints as `-0`.
fn unsigned_zero(value: Decimal) -> Decimal {
    if value.is_zero() { value.abs() } else { value }
}

impl Add for Amount {
    type Output = Self;

    /// Exact for 100,000 amounts below 10^15; beyond that it stops at the largest decimal rather than panic.
    fn add(self, other: Self) -> Self {
        Self(unsigned_zero(self.0.saturating_add(other.0)))
    }
}

impl AddAssign for Amount {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Neg for Amount {
    type Output = Self;

    fn neg(self) -> Self {
        Self(unsigned_zero(-self.0))
    }
}

impl Sub for Amount {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Sum for Amount {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        rust_decimal::serde::arbitrary_precision::serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // The JSON text itself: reading it as whichever value it is would be compiled anew for every deserializer.
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        let amount = match raw.get().as_bytes().first() {
            Some(b'"') => serde_json::from_str::<String>(raw.get()).map_err(D::Error::custom)?.trim().parse(),
            Some(b'-' | b'0'..=b'9') => raw.get().parse(),
            _ => return Err(D::Error::custom("expected an amount, such as 12.50")),
        };
        amount.map_err(D::Error::custom)
    }
}

/// An ISO 4217 code, such as `GBP`. An open set: any three capital letters. Currencies are never added together.
///
/// ```
/// use budget::Currency;
/// assert_eq!("gbp".parse::<Currency>().unwrap(), Currency::GBP);
/// assert!("pounds".parse::<Currency>().is_err());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Pounds sterling.
    pub const GBP: Self = Self(*b"GBP");

    /// How many digits behind the point its smallest coin or note needs (ISO 4217).
    pub(crate) fn minor_digits(self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG" | b"RWF" | b"UGX"
            | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }

    /// The three capital letters.
    ///
    /// ```
    /// assert_eq!(budget::Currency::GBP.as_str(), "GBP");
    /// ```
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Only ASCII letters ever get in, so this never falls back.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }
}

fn no_currency() -> Error {
    Error::new(ErrorKind::Currency, "not a currency: expected a three-letter ISO 4217 code, such as GBP")
}

impl FromStr for Currency {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let bytes: [u8; 3] = text.trim().as_bytes().try_into().map_err(|_| no_currency())?;
        if bytes.iter().all(u8::is_ascii_alphabetic) {
            Ok(Self(bytes.map(|b| b.to_ascii_uppercase())))
        } else {
            Err(no_currency())
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Currency {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn keeps_the_digits_it_was_read_with() {
        for text in ["0", "-1800.00", "3.50", "0.00000001", "999999999999999.99"] {
            assert_eq!(serde_json::to_string(&amount(text)).unwrap(), text);
            assert_eq!(serde_json::from_str::<Amount>(text).unwrap(), amount(text));
        }
        assert_eq!(serde_json::from_str::<Amount>("\"12.50\"").unwrap().to_string(), "12.50");
        assert_eq!(serde_json::from_str::<Amount>("1.25e1").unwrap(), amount("12.5"));
    }

    #[test]
    fn refuses_what_is_not_an_amount() {
        for text in ["", "-", "twelve", "NaN", "1,000", "1_000", "0x10", "£3", ".5", "5.", "1e", "+1"] {
            assert_eq!(text.parse::<Amount>().unwrap_err().kind(), ErrorKind::Amount, "{text}");
        }
        for text in ["1e400", "1000000000000000", "99999999999999999999999999999999999"] {
            assert_eq!(text.parse::<Amount>().unwrap_err().kind(), ErrorKind::AmountOutOfRange, "{text}");
        }
        assert!(serde_json::from_str::<Amount>("true").is_err());
    }

    #[test]
    fn the_noise_of_floats_is_rounded_away() {
        assert_eq!(amount("0.30000000000000004").to_string(), "0.3");
        assert_eq!(amount("-12.349999999999999644728632").to_string(), "-12.35");
        assert_eq!(amount("1e-10").to_string(), "0");
    }

    #[test]
    fn a_split_loses_no_penny() {
        let split = |text: &str, weights: &[&str], digits| -> Vec<String> {
            let weights: Vec<Amount> = weights.iter().map(|weight| amount(weight)).collect();
            amount(text).split(&weights, digits).iter().map(ToString::to_string).collect()
        };
        assert_eq!(split("-10.00", &["33.3", "33.3", "33.4"], 2), ["-3.33", "-3.33", "-3.34"]);
        assert_eq!(split("0.05", &["50", "50"], 2), ["0.03", "0.02"]);
        assert_eq!(split("-10", &["50", "25", "25"], 2), ["-5.00", "-2.50", "-2.50"]);
        assert_eq!(split("1001", &["50", "50"], 0), ["501", "500"]);
        assert_eq!(split("0.001", &["50", "50"], 2), ["0.001", "0.000"]);
    }

    proptest::proptest! {
        #[test]
        fn the_parts_of_a_split_are_the_whole(units in -1_000_000i64..1_000_000, scale in 0u32..4, weights in proptest::collection::vec(1i64..1000, 1..10)) {
            let whole: Amount = Decimal::new(units, scale).to_string().parse().unwrap();
            let weights: Vec<Amount> = weights.iter().map(|weight| amount(&weight.to_string())).collect();
            let parts = whole.split(&weights, 2);
            proptest::prop_assert_eq!(parts.iter().copied().sum::<Amount>(), whole);
            proptest::prop_assert!(parts.iter().all(|part| part.is_zero() || part.is_negative() == whole.is_negative()));
        }
    }

    #[test]
    fn is_never_minus_zero() {
        assert_eq!((-amount("0.00")).to_string(), "0.00");
        assert_eq!(amount("-0.0").to_string(), "0.0");
        assert_eq!((amount("1.5") - amount("1.5")).to_string(), "0.0");
    }

    #[test]
    fn a_hundred_thousand_of_the_largest_add_up_exactly() {
        let largest = amount("999999999999999.99999999");
        let sum: Amount = std::iter::repeat_n(largest, 100_000).sum();
        assert_eq!(sum.to_string(), "99999999999999999999.99900000");
    }

    #[test]
    fn scales_by_a_fraction_to_pennies() {
        assert_eq!(amount("100").scaled(1, 3).to_string(), "33.33");
        assert_eq!(amount("10.00").scaled(31, 30).to_string(), "10.33");
        assert!(amount("10.00").scaled(1, 0).is_zero());
    }
}
